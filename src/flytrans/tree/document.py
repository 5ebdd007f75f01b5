"""One document: a file of TOML or JSON has one, a YAML stream has as many as it has parts."""

from __future__ import annotations

from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node


class Document(NamedTuple):
    """A traced document and where it is; `index` counts the parts of a YAML stream, empty ones too."""

    file: str
    index: int  # type: ignore[assignment]  # a tuple has a method of that name
    node: Node
