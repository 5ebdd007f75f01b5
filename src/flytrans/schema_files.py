"""The JSON Schemas that are shipped with the library."""

from __future__ import annotations

import os

FOLDERS = (
    os.path.join(os.path.dirname(__file__), "schemas"),
    os.path.join(os.path.dirname(__file__), "..", "..", "schemas"),
)
"""Where they are in an installed wheel, and in a checkout."""


def schema_text(name: str) -> str:
    """The text of a schema, such as `report.schema.json`."""
    if os.path.basename(name) == name:
        for folder in FOLDERS:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    return file.read()
    raise LookupError(f"flytrans ships no schema named {name!r}")
