"""Two static folders for the same addresses.

Which of the two answers is not defined.

Why: prefixes of `[[statics]]` must not overlap.

Wrong:

    [[statics]]
    guest_path = "/app/public"
    url_prefix = "/static"

    [[statics]]
    guest_path = "/app/images"
    url_prefix = "/static/images"

Instead: give each a prefix that is not part of another's.

    [[statics]]
    guest_path = "/app/public"
    url_prefix = "/static"

    [[statics]]
    guest_path = "/app/images"
    url_prefix = "/images"

Source: Fly's documentation, reference/configuration statics.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("statics",)


def find(lint: Lint) -> None:
    seen: list[tuple[str, object]] = []
    for entry in lint.listed("statics"):
        node = entry.get("url_prefix")
        if node is None:
            continue
        prefix = node.value.rstrip("/") + "/"
        other = next((before for before in seen if prefix.startswith(before[0]) or before[0].startswith(prefix)), None)
        if other is not None:
            lint.found(
                node,
                f"{node.value} and {other[0].rstrip('/') or '/'} overlap, so either folder may answer",
                "use prefixes apart from each other",
            )
        seen.append((prefix, node))
