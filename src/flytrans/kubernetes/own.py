"""What this run has written itself, read back: it needs neither checks nor defaults."""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.kubernetes.versions import KINDS
from flytrans.tree.document import Document
from flytrans.tree.node import Node


def own_objects(documents: list[Document]) -> list[Node]:
    """The objects of the kinds that are translated."""
    return [document.node for document in documents if is_translated(document.node)]


def is_translated(obj: Node) -> bool:
    """Whether an object is of a kind, and of the version of it, that is translated."""
    kind, version = KINDS.get(kind_of(obj)), obj.get("apiVersion")
    return kind is not None and version is not None and version.value == kind.version
