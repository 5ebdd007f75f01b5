"""A file whose content is base64, and is not decoded.

The file in the machine holds the base64 text. Documentation asks for base64 here.

Why: flyctl itself encodes `raw_value` for the API, so the text arrives as it stands in the fly.toml.

Wrong:

    [[files]]
    guest_path = "/etc/motd"
    raw_value = "V2VsY29tZSB0byB0aGUgc2hvcCE="

Instead: write the text itself; for bytes, use `local_path`, or `secret_name` with a secret that holds base64.

    [[files]]
    guest_path = "/etc/motd"
    raw_value = "Welcome to the shop!"

Source: flyctl internal/appconfig/config.go toMachineFile.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("raw_value",)
SHORTEST = 12


def find(lint: Lint) -> None:
    for entry in lint.listed("files"):
        node = entry.get("raw_value")
        if node is None or len(node.value) < SHORTEST or len(node.value) % 4:
            continue
        from flytrans.mapping.files import plain_text

        text = plain_text(node.value)
        if text is not None and all(c.isprintable() or c.isspace() for c in text):
            lint.found(
                node, "the file in the machine holds this base64 text, not what it stands for", "write the text itself"
            )
