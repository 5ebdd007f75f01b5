"""Rows that say why Fly does not say a leaf of an object, by its path, and how they are told.

They are told last: what a gathering function said of a leaf stands. A row is for every leaf under its path, and the
longest path counts. `#` is an index; an annotation counts by the beginning of its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node


class Row(NamedTuple):
    """A code with its message; `moot`: values with which nothing runs otherwise on Fly."""

    code: str
    message: str
    moot: tuple[Any, ...] = ()


Rows = Mapping[str, Row]
JOIN = Row("FT427", "it only joins parts of the manifests")
_MOOT = Row("FT430", "it is so on Fly, too")


def below(path: str, rows: Rows) -> dict[str, Row]:
    """Rows of what stands at a path."""
    return {f"{path}{inner}": row for inner, row in rows.items()}


def tell_leaves(node: Node, rows: Rows, cx: Reading, path: str = "", row: Row | None = None) -> None:
    """Give every leaf under a node the code of the longest path, where none has been given."""
    row = rows.get(path) or row
    value = node.value
    if value.__class__ is dict and value:
        for key, entry in value.items():
            found = _annotation(rows, path, key) if path.endswith("/annotations") else None
            tell_leaves(entry, rows, cx, f"{path}/{key}", found or row)
    elif value.__class__ is list and value:
        for entry in value:
            tell_leaves(entry, rows, cx, f"{path}/#", row)
    elif row is not None:
        moot = any(value is known or (value == known and value.__class__ is known.__class__) for known in row.moot)
        cx.ledger.reason(node, *((_MOOT if moot else row)[:2]))


def _annotation(rows: Rows, path: str, key: str) -> Row | None:
    found = [name for name in rows if name.startswith(f"{path}/") and f"{path}/{key}".startswith(name)]
    return rows[max(found, key=len)] if found else None
