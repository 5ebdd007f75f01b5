"""A value that flyctl cuts, or leaves out.

What counts is less than what stands in the file: a fraction is cut off, and a time that is neither text nor a number
is as if it were not there. flyctl says nothing.

Why: flyctl casts ports and times before it reads them.

Wrong:

    kill_timeout = 7.5

Instead: write a whole number, or a time in quotes.

    kill_timeout = "7.5s"

Source: flyctl internal/appconfig/patches.go castToInt, _castDuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.lint import Lint
from flytrans.tree.node import Node, entries_of, items_of

SEVERITY = "warning"
KEYS = ("kill_timeout", "interval", "timeout", "grace_period", "internal_port", "port")
TIMES = ("interval", "timeout", "grace_period")


def find(lint: Lint) -> None:
    for key, node, is_time in _cast(lint.raw):
        value = node.value
        if value.__class__ is float and abs(value) < 2**53 and value != int(value):
            fix = "write the time in quotes, with its unit" if is_time else f"write {int(value)}"
            lint.found(node, f"{key} is read as {int(value)}: the fraction is cut off", fix)
        elif is_time and value.__class__ not in (str, int, float) and value is not None:
            lint.found(node, f"flyctl skips it: {key} is neither text nor a number", 'write a time such as "5s"')


def _cast(raw: Node) -> Iterator[tuple[str, Node, bool]]:
    """What flyctl casts: key, value, and whether it is a time."""
    yield from _times(raw, ("kill_timeout",))
    checks = raw.get("checks")
    for check in [node for _, node in entries_of(checks)] + items_of(checks):
        yield from _times(check, TIMES)
    for service in _tables(raw, "services"):
        yield from _whole(service, "internal_port")
        for port in _tables(service, "ports"):
            yield from _whole(port, "port")
        for kind in ("tcp_checks", "http_checks"):
            for check in _tables(service, kind):
                yield from _times(check, TIMES)


def _tables(node: Node, key: str) -> list[Node]:
    found = node.get(key)
    return [] if found is None else [found] if found.value.__class__ is dict else found.each()


def _whole(table: Node, key: str) -> Iterator[tuple[str, Node, bool]]:
    node = table.get(key)
    if node is not None:
        yield key, node, False


def _times(table: Node, keys: tuple[str, ...]) -> Iterator[tuple[str, Node, bool]]:
    for key in keys:
        node = table.get(key)
        if node is not None:
            yield key, node, True
