"""Rows that say why Fly does not say a leaf of an object, by its path, and how they are told.

They are told last: what a gathering function said of a leaf stands. A row is for every leaf under its path, and the
longest path counts. `#` is an index; an annotation counts by the beginning of its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.ledger import Reason
from flytrans.tree.node import Node


class Row(NamedTuple):
    """A code with its message; `moot`: values with which nothing runs otherwise on Fly."""

    code: str
    message: str
    moot: tuple[Any, ...] = ()


Rows = Mapping[str, Row]
JOIN = Row("FT427", "it only joins parts of the manifests")
_MOOT = Reason("FT430", "it is so on Fly, too")


def below(path: str, rows: Rows) -> dict[str, Row]:
    """Rows of what stands at a path."""
    return {f"{path}{inner}": row for inner, row in rows.items()}


class Branch:
    """The rows from a path on."""

    __slots__ = ("begun", "below", "each", "said")

    def __init__(self) -> None:
        self.said: Said | None = None
        self.below: dict[str, Branch] = {}
        self.each: Branch | None = None
        """Of the items of a list."""
        self.begun: list[tuple[str, Said]] = []
        """By the beginning of a key, the longest first."""

    @classmethod
    def of(cls, rows: Rows) -> Branch:
        """Rows by path as a tree."""
        root = cls()
        for path, row in rows.items():
            outer, annotation, key = path.partition("/annotations/")
            branch = root._at((outer + annotation.rstrip("/")).split("/")[1:])
            said = Said(Reason(row.code, row.message), row.moot)
            if annotation:
                branch.begun.append((key, said))
                branch.begun.sort(key=lambda one: -len(one[0]))
            else:
                branch.said = said
        return root

    def _at(self, path: list[str]) -> Branch:
        branch = self
        for step in path:
            if step == "#":
                branch.each = branch.each or Branch()
                branch = branch.each
            else:
                branch = branch.below.setdefault(step, Branch())
        return branch


class Said(NamedTuple):
    """A row as the ledger takes it."""

    reason: Reason
    moot: tuple[Any, ...]


Explain = Callable[[int, Reason], Reason]


def tell_leaves(node: Node, branch: Branch, cx: Reading) -> None:
    """Give every leaf under a node the code of the longest path, where none has been given."""
    _tell(node, branch, None, cx.ledger.explain())


def _tell(node: Node, branch: Branch, said: Said | None, explain: Explain) -> None:
    said = branch.said or said
    value = node.value
    if value.__class__ is dict and value:
        below, begun = branch.below, branch.begun
        for key, entry in value.items():
            own = next((row for beginning, row in begun if key.startswith(beginning)), said) if begun else said
            inner = below.get(key)
            if inner is not None:
                _tell(entry, inner, own, explain)
            elif own is not None:
                _tell_all(entry, own, explain)
    elif value.__class__ is list and value and branch.each is not None:
        for entry in value:
            _tell(entry, branch.each, said, explain)
    elif said is not None:
        _tell_all(node, said, explain)


def _tell_all(node: Node, said: Said, explain: Explain) -> None:
    """Say the same of every leaf under a node."""
    value = node.value
    if value and (value.__class__ is dict or value.__class__ is list):
        for entry in node.below():
            _tell_all(entry, said, explain)
        return
    reason = _MOOT if said.moot and _is_one_of(value, said.moot) else said.reason
    for leaf in node.sources:
        explain(leaf, reason)


def _is_one_of(value: Any, values: tuple[Any, ...]) -> bool:
    return any(value is known or (value == known and value.__class__ is known.__class__) for known in values)
