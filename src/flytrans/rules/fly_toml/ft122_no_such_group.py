"""An item for a process group that does not exist.

Where the item is a service or a restart policy, flyctl refuses the file. Anything else is left out of every machine
without a word: the check does not run, the volume is not mounted.

Why: groups are the names under `[processes]`; without that section there is one, called `app`.

Wrong:

    [processes]
    web = "bin/serve"

    [http_service]
    internal_port = 3000
    processes = ["wbe"]

Instead: name a group that is there, or add the group.

    [processes]
    web = "bin/serve"

    [http_service]
    internal_port = 3000
    processes = ["web"]

Source: flyctl internal/appconfig/validation.go and processgroups.go.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.items import grouped_items
from flytrans.rules.lint import Lint
from flytrans.rules.speech import did_you_mean, joined
from flytrans.tree.node import items_of

SEVERITY = "error"
KEYS = ("processes",)
NEEDS = ("processes",)
REFUSED = ("[http_service]", "[[services]]", "[[restart]]")


def find(lint: Lint) -> None:
    names = lint.groups.names
    for section, item in grouped_items(lint):
        for node in items_of(item.get("processes")):
            if node.value in names or section == "[[files]]":
                continue
            near = did_you_mean(node.value, names)
            effect = "flyctl refuses the file" if section in REFUSED else f"this {section} reaches no machine"
            lint.found(
                node,
                f"{effect}: there is no process group {node.value}",
                f'write "{near}"' if near else f"the groups are {joined(names)}",
                severity=None if section in REFUSED else "warning",
                edits=[replace(lint.path(node), f'"{near}"')] if near else [],
            )
