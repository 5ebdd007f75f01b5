"""Values that flyctl casts before it reads them.

Source: flyctl internal/appconfig/patches.go castToString, castToInt, _castDuration, ensureArrayOfMap.
"""

from __future__ import annotations

from flytrans.tree.context import Reading
from flytrans.tree.node import Node, made
from flytrans.values.duration import cut_int64, render_duration, wrap_int64
from flytrans.values.whole import parse_integer


def as_text(node: Node) -> Node:
    """Any value as Go's %v spells it; text stays."""
    value = node.value
    if value.__class__ is str:
        return node
    from flytrans.values.sprint import sprint

    if value.__class__ in (dict, list):
        return made(sprint(node.plain()), node)
    return node.map(sprint)


def patched_duration(table: dict[str, Node], key: str, unit: int, cx: Reading) -> None:
    """A number at `key` becomes text, in units of `unit` nanoseconds; other than text or numbers counts as not set.

    Floats are cut before they are scaled; what goes beyond 64 bits wraps, as in Go. Integers of YAML are not of the
    type that flyctl looks for.
    """
    node = table.get(key)
    if node is None:
        return
    value = node.value
    if value.__class__ is str and value:
        return
    if value.__class__ is float:
        table[key] = node.map(lambda number: render_duration(wrap_int64(cut_int64(number) * unit)))
    elif value.__class__ is int and not cx.file.endswith(".yaml"):
        table[key] = node.map(lambda number: render_duration(wrap_int64(number * unit)))
    elif value.__class__ is int:
        message = f"flyctl does not set {key} from an integer in YAML"
        cx.found("FT004", node, message, f"write a duration in quotes, like '{value}{'s' if unit > 10**6 else 'ms'}'")
        cx.ledger.inert(table.pop(key), message)
    else:
        cx.ledger.inert(table.pop(key), "neither text nor a number, so flyctl does not set it")


def patched_integer(table: dict[str, Node], key: str, cx: Reading, where: str) -> None:
    """Numeric text and floats at `key` become integers (floats are cut)."""
    node = table.get(key)
    if node is None or node.value.__class__ is int:
        return
    value = node.value
    if value.__class__ is float:
        table[key] = node.map(cut_int64)
        return
    number = parse_integer(value) if value.__class__ is str else None
    if number is None:
        raise cx.wrong(node, where, "an integer")
    table[key] = node.map(lambda _: number)


def tables(node: Node, cx: Reading, where: str) -> list[Node]:
    """A table, or a list of tables, as a list."""
    value = node.value
    if value.__class__ is dict:
        return [node]
    if value.__class__ is list and all(entry.value.__class__ is dict for entry in value):
        if not value:
            cx.ledger.inert(node, "an empty list is the same as none")
        return list(value)
    raise cx.wrong(node, where, "a table or a list of tables")
