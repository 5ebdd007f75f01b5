"""A YAML stream as traced documents, line by line, where each line is one of those that nearly all manifests have.

One expression takes a text apart into lines: an indent, a dash, a key, a value. What is not said that way (tables in
braces, anchors, tags, text over several lines, anything doubtful or wrong) is left to libyaml, which then reads the
whole stream; of all others both make the same, this one in half of the time.
"""

from __future__ import annotations

import re
from typing import Any

from flytrans.kubernetes.yaml_line_values import MARKS, Unusual, is_marked, literal, marked, plain, quoted_key, unquoted
from flytrans.kubernetes.yaml_scalars import NUMERIC, WORDS, NotFinite, read_plain
from flytrans.tree.ledger import Leaf, Ledger
from flytrans.tree.node import Node, escape

DEEPEST = 100
"""Levels; what has more takes a closer look."""

_LINE = re.compile(r"(( *+)(-?+ *+)([\w/.$-]{0,999}+)(:?+ *+))(.*+)\n", re.ASCII)
"""What stands before a value, of it the indent, the dash, the key and the colon; the value.

A key has at most 1024 characters (libyaml scanner.c yaml_parser_stale_simple_keys)."""
_BRACE = re.compile(r"\s*[{\[]")


def read_lines(file: str, text: str, ledger: Ledger) -> list[tuple[int, Node]] | None:
    """Index and node of every document that is not empty; None, and nothing entered, where it takes a closer look."""
    whole = text.endswith("\n")
    if _BRACE.match(text) or not text.replace("\n", " ").isprintable():
        return None
    before = len(ledger.leaves)
    try:
        return _Stream(file, text if whole else f"{text}\n", ledger, whole).documents()
    except (Unusual, NotFinite):
        del ledger.leaves[before:], ledger.values[before:]
        return None


class _Stream:
    """The lines of a text, joined to documents; leaves go into a ledger."""

    __slots__ = ("_document", "_file", "_last", "_leaves", "_rows", "_text", "_values", "_whole")

    def __init__(self, file: str, text: str, ledger: Ledger, whole: bool) -> None:
        self._file = file
        self._text = text
        self._leaves = ledger.leaves
        self._values = ledger.values
        self._document = 0
        self._last: str | None = None
        """The marker that was met last, "" for content; None before anything."""
        self._rows: list[str] = []
        self._whole = whole
        """Whether the last line has a line break of its own."""

    def documents(self) -> list[tuple[int, Node]]:  # noqa: C901 - hot: each kind of line in its place
        """Index and node of every document that is not empty."""
        leaves, values, file, new = self._leaves, self._values, self._file, tuple.__new__
        out: list[tuple[int, Node]] = []
        outer: list[tuple[Any, int, str]] = []
        held: Any = None  # the table or list that a line adds to, the column where its entries begin, its pointer
        column, at = 0, ""
        waiting: Any = None  # the key or index of what has no value yet, and where one would begin
        place, resume = (1, 1), 0
        open_text: str | None = None  # plain text that a deeper line goes on with, the node that has it
        node = Node(None)
        for number, (head, indent, dash, key, colon, value) in enumerate(_LINE.findall(self._text), 1):
            if number < resume:
                continue
            if not (colon == ": " or (colon == ":" and not value) or colon.startswith(": ")):
                if head[:3] in ("---", "...") and _is_marker(head, value):
                    if waiting is not None:
                        _put(held, waiting, self._enter(None, _below(at, waiting), *place))
                    self._begin(head[:3])
                    held, waiting, open_text, outer = None, None, None, []
                    continue
                head, key, value = _item_or_quoted(indent, dash, f"{key}{colon}{value}")
                if not dash and not key:
                    if not value or value[0] == "#":
                        open_text = None
                    elif held is None or len(indent) <= column:
                        raise Unusual
                    elif waiting is not None:
                        node, open_text = self._alone(value, _below(at, waiting), number, len(indent) + 1)
                        _put(held, waiting, node)
                        waiting = None
                    else:
                        open_text = self._go_on(node, open_text, value)
                    continue
            elif not key or dash == "-":
                raise Unusual
            begins = len(indent)
            if held is None:
                self._begin("")
                held, column, at = [] if dash else {}, begins, ""
                out.append((self._document, Node(held)))
            elif waiting is not None:
                if begins > column or (begins == column and dash and held.__class__ is dict):
                    outer.append((held, column, at))
                    inner: Any = [] if dash else {}
                    _put(held, waiting, Node(inner))
                    held, column, at = inner, begins, _below(at, waiting)
                else:
                    _put(held, waiting, self._enter(None, _below(at, waiting), *place))
                waiting = None
            while begins < column or (begins == column and not dash and held.__class__ is list):
                if not outer:
                    raise Unusual
                held, column, at = outer.pop()
            if begins != column or (held.__class__ is list) != bool(dash) or len(outer) > DEEPEST:
                raise Unusual
            if key:
                if dash:  # a table that begins beside it
                    outer.append((held, column, at))
                    inner, at, column = {}, f"{at}/{len(held)}", begins + len(dash)
                    held.append(Node(inner))
                    held = inner
                name = key if key[0] not in "\"'" else unquoted(key)
                if name in held or name == "<<":
                    raise Unusual
                below = f"{at}/{escape(name) if '/' in name or '~' in name else name}"
            else:
                name = len(held)
                below = f"{at}/{name}"
            if not value or value[0] == "#":
                waiting, place = name, (number, len(head.rstrip(" ")) + 1)
                continue
            first = value[0]
            open_text = None
            if first in MARKS and (first not in "-:?" or value[1:2] in ("", " ")):
                if first == "|":
                    text, resume = self._literal(value, number, column)
                    node = self._enter(text, below, number, len(head) + 1)
                else:
                    node = self._marked(value, below, number, len(head) + 1)
            else:
                if ":" in value or "#" in value or value[-1] == " ":
                    open_text, value = plain(value)
                else:
                    open_text = value
                said = read_plain(value) if value in WORDS or first in NUMERIC else value
                node = Node(said, (len(leaves),))
                leaves.append(new(Leaf, (file, self._document, below, number, len(head) + 1)))
                values.append(said)
            if key:
                held[name] = node
            else:
                held.append(node)
        if waiting is not None:
            _put(held, waiting, self._enter(None, _below(at, waiting), *place))
        return out

    def _begin(self, marker: str) -> None:
        """A document begins or ends: with a marker, or with content, which needs one after `...`."""
        if (marker == "..." and self._last is None) or (marker != "---" and self._last == "..."):
            raise Unusual
        self._document += marker == "---" and self._last is not None
        self._last = marker

    def _enter(self, value: Any, pointer: str, line: int, column: int) -> Node:
        self._leaves.append(tuple.__new__(Leaf, (self._file, self._document, pointer, line, column)))
        self._values.append(value)
        return Node(value, (len(self._leaves) - 1,))

    def _alone(self, text: str, pointer: str, line: int, column: int) -> tuple[Node, str | None]:
        """A value on a line of its own, below its key or dash; its text, where that may go on."""
        if is_marked(text):
            return self._marked(text, pointer, line, column), None
        open_text, text = plain(text)
        return self._enter(read_plain(text), pointer, line, column), open_text

    def _go_on(self, node: Node, text: str | None, more: str) -> str | None:
        """Plain text goes on with a deeper line; the same of that. The node is the last that was entered."""
        if text is None:
            raise Unusual
        open_text, more = plain(more)
        node.value = self._values[-1] = read_plain(f"{text} {more}")
        return f"{text} {more}" if open_text else None

    def _marked(self, text: str, pointer: str, line: int, column: int) -> Node:
        """What stands in quotes; a list of scalars in brackets; an empty table."""
        value = marked(text)
        if value.__class__ is not list or not value:
            return self._enter(value, pointer, line, column)
        return Node(
            [self._enter(item, f"{pointer}/{index}", line, column + start) for index, (start, item) in enumerate(value)]
        )

    def _literal(self, header: str, number: int, column: int) -> tuple[str, int]:
        """The text below a line that ends in `|` or `|-`, and the number of the line that goes on."""
        self._rows = self._rows or self._text.split("\n")
        text, end = literal(header, self._rows, number, column)
        if end == len(self._rows) - 1 and not self._whole:
            raise Unusual
        return text, end + 1


def _is_marker(head: str, value: str) -> bool:
    """Whether a line begins or ends a document, and nothing else."""
    return head.rstrip(" ") in ("---", "...") and (not value or (value[0] == "#" and head[-1] == " "))


def _item_or_quoted(indent: str, dash: str, text: str) -> tuple[str, str, str]:
    """Head, key and value of a line without a plain key: it has a quoted one, an item of a list, or nothing."""
    if dash == "-" and text:
        raise Unusual
    head = indent + dash
    quoted = quoted_key(text)
    if quoted is not None:
        key, colon, value = quoted
        return head + key + colon, key, value
    return head, "", text


def _put(held: Any, name: Any, node: Node) -> None:
    if held.__class__ is list:
        held.append(node)
    else:
        held[name] = node


def _below(at: str, name: Any) -> str:
    return f"{at}/{escape(name) if name.__class__ is str else name}"
