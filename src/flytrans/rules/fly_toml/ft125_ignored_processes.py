"""Files cannot be given to some process groups only.

The file is put into the machines of every group, whatever `processes` says.

Why: flyctl merges all `[[files]]` before it looks at groups.

Wrong:

    [[files]]
    guest_path = "/etc/app.conf"
    raw_value = "mode = fast"
    processes = ["app"]

Instead: delete `processes`. Where groups need different content, give the file another path for each.

    [[files]]
    guest_path = "/etc/app.conf"
    raw_value = "mode = fast"

Source: flyctl internal/appconfig/config.go MergeFiles, machines.go updateMachineConfig.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("files",)


def find(lint: Lint) -> None:
    for item in lint.listed("files"):
        node = item.get("processes")
        if node is not None and node.value:
            path = lint.path(node)
            lint.found(
                path,
                "the file is put into the machines of every process group, not only of these",
                "delete processes, or use a path of its own for each group",
                at="key",
                edits=[remove(path)],
            )
