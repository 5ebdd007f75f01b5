"""Other forms in which machines are written down, as the form of `machines.json`: what `GET …/machines` answers, one
machine, one request body, one machine config."""

from __future__ import annotations

from flytrans.tree.context import Reading
from flytrans.tree.document import Document
from flytrans.tree.node import Node


def requested(document: Document, cx: Reading) -> Node:
    """The document in the form of `machines.json`."""
    top = document.node
    if top.value.__class__ is not dict:
        raise cx.wrong(top, "the file", "a table with requests, as flytrans writes it")
    return top
