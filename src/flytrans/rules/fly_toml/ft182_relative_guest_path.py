"""A file's path in the machine that does not begin with a slash.

The deploy fails, or the file is not where the program looks for it.

Why: the API takes absolute paths.

Wrong:

    [[files]]
    guest_path = "etc/app.conf"
    raw_value = "mode = fast"

Instead: begin it with a slash.

    [[files]]
    guest_path = "/etc/app.conf"
    raw_value = "mode = fast"

Source: Machines API, File.guest_path.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.lint import Lint
from flytrans.rules.speech import is_placeholder, quoted

SEVERITY = "warning"
KEYS = ("guest_path",)


def find(lint: Lint) -> None:
    for entry in lint.listed("files"):
        node = entry.get("guest_path")
        if node is not None and not node.value.startswith("/") and not is_placeholder(node.value):
            better = quoted(f"/{node.value}")
            lint.found(
                node, "a path in the machine begins with /", f"write {better}", edits=[replace(lint.path(node), better)]
            )
