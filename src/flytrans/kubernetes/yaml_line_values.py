"""What a line of YAML has as its value: quoted, plain, a literal below it, a list of scalars in brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from flytrans.kubernetes.yaml_scalars import read_plain

LONGEST_KEY = 999
"""A key has at most 1024 characters (libyaml scanner.c yaml_parser_stale_simple_keys)."""
_COMMENT = r"(?: *(?<= )#.*| *)"
_QUOTED = r'"[^"\\]*(?:\\["\\nt][^"\\]*)*"' + r"|'[^']*(?:''[^']*)*'"
_ITEM = _QUOTED + r"|(?:[\w./$(]|-[\w-])[\w./$()=+@%;~^-]*"
_KEY = re.compile(rf"({_QUOTED})(: +|:(?!.))(.*)")
_VALUE = re.compile(rf"(?:({_QUOTED})|(\{{ *\}}|\[ *(?:(?:{_ITEM})(?: *, *(?:{_ITEM}))* *)?\])){_COMMENT}")
_LITERAL = re.compile(rf"\|(-?){_COMMENT}")
_ITEMS = re.compile(_ITEM)
MARKS = frozenset("\"'[{|-?:,]}#&*!>%@`")
"""What a value begins with that is more than the text that stands there, or something else."""


class Unusual(Exception):
    """A line that is none of the usual ones, or that stands where it cannot."""


def quoted_key(text: str) -> tuple[str, str, str] | None:
    """A key in quotes as it is written, its colon and what follows; None where there is none."""
    found = _KEY.fullmatch(text) if text and text[0] in "\"'" else None
    if found is None or len(found[1]) >= LONGEST_KEY:
        return None
    return found[1], found[2], found[3]


def is_marked(text: str) -> bool:
    """Whether a value is something else than plain text."""
    return text[0] in MARKS and (text[0] not in "-:?" or text[1:2] in ("", " "))


def marked(text: str) -> Any:
    """Text in quotes; an empty table or list; a list of scalars in brackets as (where it begins, scalar)."""
    match = _VALUE.fullmatch(text)
    if match is None:
        raise Unusual
    if match[1] is not None:
        return unquoted(match[1])
    return {} if text[0] == "{" else [(item.start(), _item(item[0])) for item in _ITEMS.finditer(match[2])]


def unquoted(text: str) -> str:
    """The text that quotes are around."""
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    return str(json.loads(text)) if "\\" in text else text[1:-1]


def _item(text: str) -> Any:
    return unquoted(text) if text[0] in "\"'" else read_plain(text)


def plain(text: str) -> tuple[str | None, str]:
    """Plain text less a comment and spaces after it, as the second; the first is the same where a line may go on."""
    comment = text.find(" #")
    bare = (text[:comment] if comment >= 0 else text).rstrip(" ")
    if ": " in bare or bare[-1] == ":":
        raise Unusual
    return (bare if comment < 0 else None), bare


def literal(header: str, lines: Sequence[str], number: int, column: int) -> tuple[str, int]:
    """The text of `|` or `|-`, which are the lines from an index on that are deeper than a column; where they end."""
    match = _LITERAL.fullmatch(header)
    if match is None:
        raise Unusual
    margin, end = 0, number
    for index in range(number, len(lines)):
        line = lines[index]
        deep = len(line) - len(line.lstrip(" "))
        if deep < len(line):
            if deep <= column:
                break
            if deep < margin or (not margin and any(len(blank) > deep for blank in lines[number:index])):
                raise Unusual
            margin, end = margin or deep, index + 1
        elif margin and deep > margin:
            end = index + 1
    if not margin:
        raise Unusual
    return "\n".join([line[margin:] for line in lines[number:end]]) + ("" if match[1] else "\n"), end
