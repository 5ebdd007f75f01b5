"""A YAML stream as traced documents, line by line, where each line is one of those that nearly all manifests have.

One expression takes a text apart into lines: an indent, a dash, a key, a value. What is not said that way (tables in
braces, anchors, tags, text over several lines, anything doubtful or wrong) is left to libyaml, which then reads the
whole stream; of all others both make the same, this one in half of the time.
"""

from __future__ import annotations

import json
import re
from typing import Any

from flytrans.kubernetes.yaml_scalars import NUMERIC, WORDS, NotFinite, read_plain
from flytrans.tree.ledger import Leaf, Ledger
from flytrans.tree.node import Node, escape

DEEPEST = 100
"""Levels; what has more takes a closer look."""

_LINE = re.compile(r"^(( *)(-? *)([\w/.$-]{0,999})(:? *))(.*)$", re.MULTILINE | re.ASCII)
"""What stands before a value, of it the indent, the dash, the key and the colon; the value.

A key has at most 1024 characters (libyaml scanner.c yaml_parser_stale_simple_keys)."""
_COMMENT = r"(?: *(?<= )#.*| *)"
_QUOTED = r'"[^"\\]*(?:\\["\\nt][^"\\]*)*"' + r"|'[^']*(?:''[^']*)*'"
_ITEM = _QUOTED + r"|(?:[\w./$(]|-[\w-])[\w./$()=+@%;~^-]*"
_KEY = re.compile(rf"({_QUOTED})(: +|:(?!.))(.*)")
_VALUE = re.compile(rf"(?:({_QUOTED})|(\{{ *\}}|\[ *(?:(?:{_ITEM})(?: *, *(?:{_ITEM}))* *)?\])){_COMMENT}")
_LITERAL = re.compile(rf"\|(-?){_COMMENT}")
_ITEMS = re.compile(_ITEM)
_MARKS = frozenset("\"'[{|-?:,]}#&*!>%@`")
"""What a value begins with that is more than the text that stands there, or something else."""


class _Unusual(Exception):
    """A line that is none of the usual ones, or that stands where it cannot."""


def read_lines(file: str, text: str, ledger: Ledger) -> list[tuple[int, Node]] | None:
    """Index and node of every document that is not empty; None, and nothing entered, where it takes a closer look."""
    whole = text.endswith("\n")
    if not text.replace("\n", " ").isprintable() or (not whole and "|" in text):
        return None
    before = len(ledger.leaves)
    try:
        return _Stream(file, text if whole else f"{text}\n", ledger).documents()
    except (_Unusual, NotFinite):
        del ledger.leaves[before:], ledger.values[before:]
        return None


class _Stream:
    """The lines of a text, joined to documents; leaves go into a ledger."""

    __slots__ = ("_document", "_file", "_leaves", "_rows", "_text", "_values")

    def __init__(self, file: str, text: str, ledger: Ledger) -> None:
        self._file = file
        self._text = text
        self._leaves = ledger.leaves
        self._values = ledger.values
        self._document = 0
        self._rows: list[str] = []

    def documents(self) -> list[tuple[int, Node]]:  # noqa: C901 - hot: each kind of line in its place
        """Index and node of every document that is not empty."""
        leaves, values, file, new = self._leaves, self._values, self._file, tuple.__new__
        out: list[tuple[int, Node]] = []
        outer: list[tuple[Any, int, str]] = []
        held: Any = None  # the table or list that a line adds to, the column where its entries begin, its pointer
        column, at = 0, ""
        waiting: Any = None  # the key or index of what has no value yet, and where one would begin
        place, begun, resume = (1, 1), False, 0
        for number, (head, indent, dash, key, colon, value) in enumerate(_LINE.findall(self._text), 1):
            if number < resume:
                continue
            if not (colon == ": " or (colon == ":" and not value) or colon.startswith(": ")):
                if head[:3] == "---" and _is_marker(head, value):
                    if waiting is not None:
                        _put(held, waiting, self._enter(None, _below(at, waiting), *place))
                    self._document += begun
                    begun, held, waiting, outer = True, None, None, []
                    continue
                head, key, value = _item_or_quoted(indent, dash, f"{key}{colon}{value}")
                if not dash and not key:
                    continue
            elif not key or dash == "-":
                raise _Unusual
            begins = len(indent)
            if held is None:
                held, column, at, begun = [] if dash else {}, begins, "", True
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
                    raise _Unusual
                held, column, at = outer.pop()
            if begins != column or (held.__class__ is list) != bool(dash) or len(outer) > DEEPEST:
                raise _Unusual
            if key:
                if dash:  # a table that begins beside it
                    outer.append((held, column, at))
                    inner, at, column = {}, f"{at}/{len(held)}", begins + len(dash)
                    held.append(Node(inner))
                    held = inner
                name = key if key[0] not in "\"'" else _unquoted(key)
                if name in held or name == "<<":
                    raise _Unusual
                below = f"{at}/{escape(name) if '/' in name or '~' in name else name}"
            else:
                name = len(held)
                below = f"{at}/{name}"
            if not value or value[0] == "#":
                waiting, place = name, (number, len(head.rstrip(" ")) + 1)
                continue
            first = value[0]
            if first in _MARKS and (first != "-" or value[1:2] in ("", " ")):
                if first == "|":
                    text, resume = self._literal(value, number, column)
                    node = self._enter(text, below, number, len(head) + 1)
                else:
                    node = self._marked(value, below, number, len(head) + 1)
            else:
                if ":" in value or "#" in value or value[-1] == " ":
                    value = _plain(value)
                said = read_plain(value) if value in WORDS or first in NUMERIC else value
                node = Node(said, (len(leaves),))
                leaves.append(new(Leaf, (file, self._document, below, (number, len(head) + 1))))
                values.append(said)
            if key:
                held[name] = node
            else:
                held.append(node)
        if waiting is not None:
            _put(held, waiting, self._enter(None, _below(at, waiting), *place))
        return out

    def _enter(self, value: Any, pointer: str, line: int, column: int) -> Node:
        self._leaves.append(tuple.__new__(Leaf, (self._file, self._document, pointer, (line, column))))
        self._values.append(value)
        return Node(value, (len(self._leaves) - 1,))

    def _marked(self, text: str, pointer: str, line: int, column: int) -> Node:
        """What stands in quotes; a list of scalars in brackets; an empty table."""
        match = _VALUE.fullmatch(text)
        if match is None:
            raise _Unusual
        if match[1] is not None:
            return self._enter(_unquoted(match[1]), pointer, line, column)
        items = list(_ITEMS.finditer(match[2]))
        if not items:
            return self._enter({} if text[0] == "{" else [], pointer, line, column)
        return Node(
            [
                self._enter(_item(item[0]), f"{pointer}/{index}", line, column + item.start())
                for index, item in enumerate(items)
            ]
        )

    def _literal(self, header: str, number: int, column: int) -> tuple[str, int]:
        """The text of `|` or `|-`: the lines after a line that are deeper than a column; the line that goes on."""
        match = _LITERAL.fullmatch(header)
        if match is None:
            raise _Unusual
        lines = self._rows = self._rows or self._text.split("\n")
        margin, end = 0, number
        for index in range(number, len(lines)):
            line = lines[index]
            deep = len(line) - len(line.lstrip(" "))
            if deep < len(line):
                if deep <= column:
                    break
                if not margin:
                    margin = deep
                    if any(len(blank) > deep for blank in lines[number:index]):
                        raise _Unusual
                elif deep < margin:
                    raise _Unusual
                end = index + 1
            elif margin and deep > margin:
                end = index + 1
        if not margin:
            raise _Unusual
        return "\n".join([line[margin:] for line in lines[number:end]]) + ("" if match[1] else "\n"), end + 1


def _is_marker(head: str, value: str) -> bool:
    """Whether a line begins a document, and nothing else."""
    return head.rstrip(" ") == "---" and (not value or (value[0] == "#" and head != "---"))


def _item_or_quoted(indent: str, dash: str, text: str) -> tuple[str, str, str]:
    """Head, key and value of a line without a plain key: it has a quoted one, an item of a list, or nothing."""
    if dash == "-" and text:
        raise _Unusual
    head = indent + dash
    quoted = _KEY.fullmatch(text) if text and text[0] in "\"'" else None
    if quoted is not None and len(quoted[1]) < 999:
        return head + quoted[1] + quoted[2], quoted[1], quoted[3]
    if not dash and text and text[0] != "#":
        raise _Unusual
    return head, "", text


def _put(held: Any, name: Any, node: Node) -> None:
    if held.__class__ is list:
        held.append(node)
    else:
        held[name] = node


def _below(at: str, name: Any) -> str:
    return f"{at}/{escape(name) if name.__class__ is str else name}"


def _unquoted(text: str) -> str:
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    return str(json.loads(text)) if "\\" in text else text[1:-1]


def _item(text: str) -> Any:
    return _unquoted(text) if text[0] in "\"'" else read_plain(text)


def _plain(text: str) -> str:
    """Plain text less a comment and spaces after it."""
    comment = text.find(" #")
    if comment >= 0:
        text = text[:comment]
    text = text.rstrip(" ")
    if ": " in text or text[-1] == ":":
        raise _Unusual
    return text
