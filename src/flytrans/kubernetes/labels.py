"""Metadata of the objects that we write."""

from __future__ import annotations

from flytrans.kubernetes.constants import wanted
from flytrans.kubernetes.names import Names
from flytrans.tree.node import Node, table


def metadata(name: Node, names: Names, group: str | None = None, annotations: Node | None = None) -> Node:
    """Name, namespace, labels and annotations, in this order."""
    noted = annotations if annotations is not None and annotations.value else None
    labels = names.labels(group)
    return table(name=name, namespace=names.namespace, labels=labels if labels.value else None, annotations=noted)


def new_object(api_version: str, kind: str, meta: Node, **rest: Node | None) -> Node:
    """An object as it is usually read: apiVersion, kind, metadata, then the rest in the order given."""
    return table(apiVersion=wanted(api_version), kind=wanted(kind), metadata=meta, **rest)
