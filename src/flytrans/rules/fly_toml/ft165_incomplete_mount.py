"""A mount without a volume or without a place.

The deploy fails when the first machine is made.

Why: `source` is the name of the volume, `destination` the folder in the machine; flyctl does not check for them.

Wrong:

    [[mounts]]
    source = "data"

Instead: say both.

    [[mounts]]
    source = "data"
    destination = "/data"

Source: Machines API, MachineMount; flyctl internal/appconfig/machines.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import is_placeholder

SEVERITY = "warning"
KEYS = ("mounts",)


def find(lint: Lint) -> None:
    for mount in lint.listed("mounts"):
        name, folder = mount.get("name"), mount.get("path")
        missing = [key for key, node in (("source", name), ("destination", folder)) if node is None]
        if missing:
            lint.found(
                mount, f"no machine can be made with it: the mount has no {missing[0]}", f"add {missing[0]}", at="key"
            )
        elif folder is not None and not folder.value.startswith("/") and not is_placeholder(folder.value):
            lint.found(
                folder, "no machine can be made with it: its place has to begin with /", f'write "/{folder.value}"'
            )
