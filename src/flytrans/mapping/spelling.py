"""How values are spelled at an end: scalars, lists, tables of the user's own keys, anything at all.

A spelling reads a node of the input into one of the model, or refuses it at its place, and writes it back. What JSON
and Go's types do to a value between fly.toml and the Machines API is done here (Go encoding/json).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from math import isfinite

from flytrans.tree.context import Reading
from flytrans.tree.node import Node
from flytrans.values.bad import Bad
from flytrans.values.sprint import moment_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol
else:
    Protocol = object


class Spelling(Protocol):
    """What reads and writes one value."""

    name: str

    def read(self, node: Node, cx: Reading, where: str) -> Node | None: ...

    def write(self, node: Node) -> Node: ...


UNSET: Any = object()


class Kind:
    """How one scalar is spelled.

    `zero_counts`: zero is a value (a pointer in Go); otherwise it is the same as absent (Go's omitempty).
    `always`: what is sent where there is no value (a field without omitempty).
    """

    __slots__ = ("accepts", "always", "decode", "encode", "name", "zero_counts")

    def __init__(
        self,
        name: str,
        accepts: tuple[type, ...],
        decode: Callable[[Any], Any] | None = None,
        encode: Callable[[Any], Any] | None = None,
        *,
        zero_counts: bool = False,
        always: Any = UNSET,
    ) -> None:
        self.name = name
        self.accepts = accepts
        self.decode = decode
        self.encode = encode
        self.zero_counts = zero_counts
        self.always = always

    def read(self, node: Node, cx: Reading, where: str) -> Node | None:
        value = node.value
        if value is None:
            cx.ledger.inert(node, "null is the same as absent")
            return None
        kind = value.__class__
        if kind not in self.accepts:
            node = self._cast(node, cx, where)
        elif kind is float and not isfinite(value):
            raise cx.wrong(node, where, f"{self.name}, found {value}")
        elif kind is int and not -(2**63) <= value < 2**63 and self.decode is None and float not in self.accepts:
            raise cx.wrong(node, where, f"{self.name} of 64 bits, found a larger one")
        if self.decode is not None:
            try:
                node = node.map(self.decode)
            except Bad as error:
                raise cx.wrong(node, where, f"{self.name}; {error}") from None
        if not node.value and not self.zero_counts:
            cx.ledger.inert(node, "an empty value is the same as none")
            return None
        return node

    def _cast(self, node: Node, cx: Reading, where: str) -> Node:
        """What JSON between flyctl's two steps makes of it: a whole float is an integer, a date is text."""
        value = node.value
        whole = value.__class__ is float and value.is_integer() and abs(value) < 2.0**63
        if whole and int in self.accepts and not cx.json:
            return node.map(int)
        if isinstance(value, date | time) and str in self.accepts:
            return node.map(moment_text)
        raise cx.wrong(node, where, f"{self.name}, found {kind_of(value)}")

    def write(self, node: Node) -> Node:
        return node if self.encode is None else node.map(self.encode)


def kind_of(value: Any) -> str:
    """What a value is, for a message; never the value: it may be a secret."""
    if value.__class__ is bool:
        return "true" if value else "false"
    kinds = {str: "text", int: "a number", float: "a number with a fraction", dict: "a table", list: "a list"}
    return kinds.get(value.__class__, "a date or time")


class Listing:
    """A list of values.

    `always`: what is sent where there is none (a field without omitempty); an empty list is another value then.
    """

    __slots__ = ("always", "item", "name")

    def __init__(self, item: Spelling, *, always: Any = UNSET) -> None:
        self.item = item
        self.name = f"a list of {_plural(item.name)}"
        self.always = always

    def read(self, node: Node, cx: Reading, where: str) -> Node | None:
        if node.value is None:
            cx.ledger.inert(node, "null is the same as absent")
            return None
        if node.value.__class__ is not list:
            raise cx.wrong(node, where, f"{self.name}, found {kind_of(node.value)}")
        out = []
        for index, entry in enumerate(node.value):
            got = self.item.read(entry, cx, f"{where}/{index}") or _zero(self.item, entry)
            if got is not None:
                out.append(got)
        if not out and self.always is UNSET:
            cx.ledger.inert(node, "an empty list is the same as none")
            return None
        return Node(out, node.sources, node.because)

    def write(self, node: Node) -> Node:
        return Node([self.item.write(n) for n in node.value], node.sources, node.because, node.reason)


class Mapping:
    """A table whose keys are the user's."""

    __slots__ = ("item", "name")

    def __init__(self, item: Spelling) -> None:
        self.item = item
        self.name = f"a table of {_plural(item.name)}"

    def read(self, node: Node, cx: Reading, where: str) -> Node | None:
        if node.value is None:
            cx.ledger.inert(node, "null is the same as absent")
            return None
        if node.value.__class__ is not dict:
            raise cx.wrong(node, where, f"{self.name}, found {kind_of(node.value)}")
        out = {}
        for key, entry in node.value.items():
            got = self.item.read(entry, cx, f"{where}/{key}") or _zero(self.item, entry)
            if got is not None:
                out[key] = got
        if not out:
            cx.ledger.inert(node, "an empty table is the same as none")
            return None
        return Node(out, node.sources, node.because)

    def write(self, node: Node) -> Node:
        out = {key: self.item.write(entry) for key, entry in sorted(node.value.items())}
        return Node(out, node.sources, node.because, node.reason)


def _zero(item: Spelling, node: Node) -> Node | None:
    """What stands among others and says nothing: the zero value of its type, as Go's encoding/json leaves it."""
    if getattr(item, "is_table", False):
        return Node({}, node.sources, node.because)
    return Node("", node.sources, node.because) if str in getattr(item, "accepts", ()) else None


def _plural(name: str) -> str:
    return f"{name[2:]}s" if name.startswith("a ") else name


def _as_float64(number: float) -> int:
    """A large number as Go writes its float64: the digits that tell it apart, then zeros."""
    digits, e, exponent = repr(float(number)).partition("e")
    whole, _, part = digits.partition(".")
    return int(whole + part.ljust(int(exponent), "0")) if e else int(float(number))


class Anything:
    """Any value that JSON has: a date is text, a number has the digits that a float64 has."""

    __slots__ = ()
    name = "any value"

    def read(self, node: Node, cx: Reading, where: str) -> Node | None:
        value = node.value
        if value.__class__ is dict:
            return Node(
                {key: self._below(entry, cx, where) for key, entry in value.items()}, node.sources, node.because
            )
        if value.__class__ is list:
            return Node([self._below(entry, cx, where) for entry in value], node.sources, node.because)
        if (value.__class__ is int or value.__class__ is float) and 2**53 < abs(value) < 10**21:
            return node.map(_as_float64)
        return node.map(moment_text) if isinstance(value, date | time) else node

    def _below(self, node: Node, cx: Reading, where: str) -> Node:
        return self.read(node, cx, where) or node

    def write(self, node: Node) -> Node:
        return node
