"""A file on this computer that is not there.

The deploy stops: `could not read file`. flyctl looks from the folder in which it is run, not from that of the
fly.toml as documentation says.

Why: `local_path` is read when the machines are made.

Wrong:

    [[files]]
    guest_path = "/etc/app.conf"
    local_path = "no/such/app.conf"

Instead: name a file that is there, from the folder in which `fly deploy` runs.

    [[files]]
    guest_path = "/etc/app.conf"
    local_path = "fly.toml"

Source: flyctl internal/appconfig/config.go toMachineFile.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.tree.context import Unreadable

SEVERITY = "warning"
KEYS = ("local_path",)


def find(lint: Lint) -> None:
    for entry in lint.listed("files") if lint.read_file is not None else ():
        node = entry.get("local_path")
        if node is None or lint.read_file is None:
            continue
        try:
            lint.read_file(node.value)
        except Unreadable:
            lint.found(
                node, "the deploy stops here: there is no such file beside the fly.toml", "name a file that is there"
            )
