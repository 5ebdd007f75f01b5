"""A `[[vm]]` that no machine gets.

Another `[[vm]]` counts for each of its process groups, so that this one does nothing.

Why: of several that name a group the last one counts; of those that name none, only the first.

Wrong:

    [[vm]]
    size = "shared-cpu-1x"

    [[vm]]
    size = "shared-cpu-2x"

Instead: keep one, or name different groups.

    [[vm]]
    size = "shared-cpu-2x"

Source: flyctl internal/appconfig/processgroups.go.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.rules.lint import Lint, vms

SEVERITY = "warning"
KEYS = ("vm",)
NEEDS = ("processes",)


def find(lint: Lint) -> None:
    used = {id(vm) for vm in vms(lint).values()}
    for vm in lint.listed("vm"):
        path = lint.path(vm)
        named = vm.get("processes")
        exists = named is None or any(node.value in lint.groups.names for node in named.each()) or not named.value
        if id(vm) not in used and exists and path:
            lint.found(
                path,
                "no machine gets this size: another [[vm]] counts for each of its process groups",
                "delete it, or name other groups",
                at="key",
                edits=[remove(path)],
            )
