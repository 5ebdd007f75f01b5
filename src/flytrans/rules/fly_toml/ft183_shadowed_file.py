"""Two files with the same path.

Only the last one is in the machine, whatever process groups they name.

Why: flyctl merges `[[files]]` by path, and later entries win.

Wrong:

    [[files]]
    guest_path = "/etc/app.conf"
    raw_value = "mode = fast"

    [[files]]
    guest_path = "/etc/app.conf"
    raw_value = "mode = slow"

Instead: keep one, or give each a path of its own.

    [[files]]
    guest_path = "/etc/app.conf"
    raw_value = "mode = slow"

Source: fly-go fly.go MergeFiles.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("files",)


def find(lint: Lint) -> None:
    last = {path.value: entry for entry in lint.listed("files") if (path := entry.get("guest_path")) is not None}
    for entry in lint.listed("files"):
        path = entry.get("guest_path")
        if path is not None and last[path.value] is not entry:
            lint.found(
                path,
                "this file never reaches a machine: a later one has the same path",
                "keep one of them",
                related=[last[path.value]],
            )
