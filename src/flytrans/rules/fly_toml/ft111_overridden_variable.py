"""A variable that flyctl or the platform sets itself.

The process never sees the value that stands here: flyctl writes its own over it.

Why: FLY_PROCESS_GROUP is the process group, and PRIMARY_REGION is primary_region wherever that is set. The platform
puts further FLY_ variables into each machine.

Wrong:

    primary_region = "ams"

    [env]
    PRIMARY_REGION = "ord"

Instead: delete it, and read the platform's value; or take another name.

    primary_region = "ams"

Source: flyctl internal/appconfig/machines.go; Fly's documentation, machines/runtime-environment.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.rules.lint import Lint
from flytrans.values.platform import SET_BY_PLATFORM

SEVERITY = "warning"
KEYS = ("PRIMARY_REGION", "FLY_PROCESS_GROUP", *sorted(SET_BY_PLATFORM))


def find(lint: Lint) -> None:
    env = lint.doc.get("env")
    if env is None:
        return
    region = lint.text("primary_region")
    for name, node in env.items():
        said = ""
        if name == "FLY_PROCESS_GROUP":
            said = "flyctl sets it to the name of the process group"
        elif name == "PRIMARY_REGION" and region:
            if node.value == region:
                continue
            said = f"flyctl sets it to primary_region, {region}"
        elif name in SET_BY_PLATFORM:
            said = "the platform sets it in each machine"
        if said:
            path = lint.path(node)
            safe = name not in SET_BY_PLATFORM
            lint.found(
                path,
                f"the process never sees this value of {name}: {said}",
                "delete the line, or take another name",
                at="key",
                edits=[remove(path)] if safe else [],
            )
