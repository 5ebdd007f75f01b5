"""JSON text of the Machines API as traced documents, and documents as text."""

from __future__ import annotations

from collections.abc import Iterable

from flytrans.tree.document import Document
from flytrans.tree.json_document import parse_json as parse
from flytrans.tree.json_text import render_json

__all__ = ["parse", "render"]


def render(documents: Iterable[Document]) -> dict[str, str]:
    """{file: text} in the order given; two spaces of indentation, keys as they stand, UTF-8."""
    return {d.file: render_json(d.node) for d in documents}
