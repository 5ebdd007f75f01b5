"""Values that no leaf of the input says: what the Kubernetes API asks for, and defaults that an item brings."""

from __future__ import annotations

from typing import Any

from flytrans.tree.node import Node

WANTED = "Kubernetes wants it"


def wanted(value: Any) -> Node:
    """A constant that the API asks for."""
    return Node(value, (), (), WANTED)


def decided(value: Any, reason: str, *items: Node | None) -> Node:
    """A default that items bring: it names what put the items there, not what they say."""
    because: set[int] = set()
    for item in items:
        if item is not None:
            because.update(item.because)
    return Node(value, (), tuple(sorted(because)), reason)


def asked(value: Any, option: str) -> Node:
    """A value that the caller gave as an option."""
    return Node(value, (), (), f"the option {option}")


def text_of(node: Node | None) -> str | None:
    """The text of a node; None where it has none."""
    value = node.value if node is not None else None
    return value if isinstance(value, str) else None


def whole_of(node: Node | None) -> int | None:
    """The whole number of a node; None where it has none."""
    value = node.value if node is not None else None
    return value if value.__class__ is int else None


def tables_of(node: Node | None) -> list[Node]:
    """The tables in a list; nothing for anything else."""
    if node is None or node.value.__class__ is not list:
        return []
    return [item for item in node.value if item.value.__class__ is dict]
