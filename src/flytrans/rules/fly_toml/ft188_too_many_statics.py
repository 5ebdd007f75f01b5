"""More static folders than Fly serves.

The deploy fails, or those beyond the tenth are not served.

Why: an app has at most ten.

Wrong:

    [[statics]]
    guest_path = "/app/a"
    url_prefix = "/a"

    [[statics]]
    guest_path = "/app/b"
    url_prefix = "/b"

    [[statics]]
    guest_path = "/app/c"
    url_prefix = "/c"

    [[statics]]
    guest_path = "/app/d"
    url_prefix = "/d"

    [[statics]]
    guest_path = "/app/e"
    url_prefix = "/e"

    [[statics]]
    guest_path = "/app/f"
    url_prefix = "/f"

    [[statics]]
    guest_path = "/app/g"
    url_prefix = "/g"

    [[statics]]
    guest_path = "/app/h"
    url_prefix = "/h"

    [[statics]]
    guest_path = "/app/i"
    url_prefix = "/i"

    [[statics]]
    guest_path = "/app/j"
    url_prefix = "/j"

    [[statics]]
    guest_path = "/app/k"
    url_prefix = "/k"

Instead: serve a common parent folder.

    [[statics]]
    guest_path = "/app"
    url_prefix = "/files"

Source: Fly's documentation, reference/configuration statics.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("statics",)
MOST = 10


def find(lint: Lint) -> None:
    statics = lint.listed("statics")
    if len(statics) > MOST:
        lint.found(
            statics[MOST],
            f"Fly serves at most {MOST} static folders, and there are {len(statics)}",
            "serve a common folder",
            at="key",
        )
