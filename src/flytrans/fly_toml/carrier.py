"""Where carried data lives beside a fly.toml: `fly.carried.json`, written only when there is something to carry."""

from __future__ import annotations

import os
from collections.abc import Sequence

from flytrans.engine.carry import Carried, Part, pack
from flytrans.fly_toml import document as toml
from flytrans.tree.context import Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger

FILE = "fly.carried.json"


def put(documents: Sequence[Document], parts: Sequence[Part], cx: Writing) -> list[Document]:
    """The documents with the carriers of their apps after them."""
    left = list(parts)
    out: list[Document] = []
    for document in documents:
        out.append(document)
        if not document.file.endswith("fly.toml"):
            continue
        name = document.node.get("app")
        app = str(name.value) if name is not None else ""
        part = next((p for p in left if p.app == app), None)
        if part is not None:
            left.remove(part)
            out.append(Document(_beside(document.file), 0, pack(part)))
    if left and not out:
        out.append(Document(FILE, 0, pack(left[0])))
    return sorted(out, key=lambda d: os.path.dirname(d.file)) if len(out) > 2 else out


def _beside(file: str) -> str:
    folder = os.path.dirname(file)
    return f"{folder}/{FILE}" if folder else FILE


def take(documents: Sequence[Document], cx: Reading) -> tuple[list[Document], list[Carried]]:
    """The documents without carriers, and these."""
    own = [d for d in documents if os.path.basename(d.file) == FILE]
    rest = [d for d in documents if os.path.basename(d.file) != FILE]
    return rest, [Carried(d.node, d.node) for d in own]


def parse(file: str, text: str, ledger: Ledger) -> list[Document]:
    """The documents of a fly.toml or of a carrier beside one; numbers of a carrier stay as they are written."""
    if os.path.basename(file) == FILE:
        from flytrans.tree.json_document import parse_json

        return parse_json(file, text, ledger)
    return toml.parse(file, text, ledger)
