"""A static folder without a path or a prefix.

Nothing is served from it.

Why: `guest_path` is the folder and `url_prefix` the beginning of its addresses; flyctl sends empty ones as they are.
An index document counts only for folders in a bucket.

Wrong:

    [[statics]]
    guest_path = "/app/public"

Instead: say both.

    [[statics]]
    guest_path = "/app/public"
    url_prefix = "/static"

Source: Machines API, Static: both are required.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("statics",)


def find(lint: Lint) -> None:
    for entry in lint.listed("statics"):
        for key in ("guest_path", "url_prefix"):
            node = entry.get(key)
            if node is None or not node.value:
                lint.found(entry, f"nothing is served, as {key} is missing", f"add {key}", at="key")
                break
