"""A file without a path, without content, or with more than one.

Without content the file is not made, and an earlier entry of the same path is taken away. Of several contents one
counts: `local_path`, then `secret_name`, then `raw_value`.

Why: flyctl does not check entries of `[[files]]`.

Wrong:

    [[files]]
    guest_path = "/etc/app.conf"

Instead: give exactly one content.

    [[files]]
    guest_path = "/etc/app.conf"
    raw_value = "mode = fast"

Source: flyctl internal/appconfig/config.go; fly-go fly.go MergeFiles.
"""

from __future__ import annotations

from flytrans.mapping.files import SOURCES
from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("files",)


def find(lint: Lint) -> None:
    for entry in lint.listed("files"):
        there = [key for key in SOURCES if entry.get(key) is not None]
        if entry.get("guest_path") is None:
            lint.found(entry, "the file has no path in the machine", "add guest_path", at="key")
        elif not there:
            lint.found(
                entry,
                "there is no such file in the machine, as the entry has no content",
                f"add {joined(SOURCES, 'or')}",
                at="key",
            )
        elif len(there) > 1:
            lint.found(
                entry.value[there[1]],
                f"{joined(there[1:])} {'do' if there[2:] else 'does'} not count: {there[0]} does",
                "keep one of them",
                at="key",
            )
