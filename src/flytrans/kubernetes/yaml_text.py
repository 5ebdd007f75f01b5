"""YAML text of a traced document, as a reviewer expects it.

Keys stay in order, lists are not indented under their key (as kubectl prints), nothing is folded, text of several
lines is a literal block, and quotes stand only where kubectl, or another reader of YAML 1.1, would not see the text.
What is written reads as the same tree; a lone surrogate, which no YAML can hold, becomes U+FFFD as in Go.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from flytrans.kubernetes.yaml_scalars import is_read_as_text
from flytrans.tree.node import Node

_LONGEST_KEY = 1000
"""A key that stands before its colon has at most 1024 characters (YAML 1.1, 7.3); 24 for quotes and escapes."""

_UNSHOWN = (
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufff9-\uffff"
)
"""Control, format and odd space characters, surrogates: escaped, so that a reviewer sees them."""

_PLAIN = re.compile(
    r"(?!---|\.\.\.)(?:[^ \-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^ ]))(?:[^ :#]++|:(?=[^ ])|#| +(?=[^ #]))*+"
)
"""Of text that is shown: what needs no quotes, unless it reads as something else than text."""

_QUOTED = '\t\n"\\\\'
"""What else stands escaped between double quotes."""

_SHORT = {"\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r"}
_SHORT |= {"\x1b": "\\e", '"': '\\"', "\\": "\\\\"}


def render_document(node: Node) -> str:
    """The text of one document, with a line break at its end."""
    lines: list[str] = []
    value = node.value
    if value.__class__ is dict and value:
        _table(value, "", lines, "")
    elif value.__class__ is list and value:
        _list(value, "", lines, "")
    else:
        lines.append(_scalar(value, "  "))
    lines.append("")
    return "\n".join(lines)


def _table(table: dict[str, Node], pad: str, lines: list[str], head: str) -> None:
    """`head` begins the first line, `pad` every other one."""
    inner = pad + "  "
    for key, node in table.items():
        name = _key(key)
        if len(name) > _LONGEST_KEY:
            lines.append(f"{head}? {name}")
            head, name = pad, ""
        value = node.value
        if value.__class__ is dict and value:
            lines.append(f"{head}{name}:")
            _table(value, inner, lines, inner)
        elif value.__class__ is list and value:
            lines.append(f"{head}{name}:")
            _list(value, pad, lines, pad)
        else:
            lines.append(f"{head}{name}: {_scalar(value, inner)}")
        head = pad


def _list(items: list[Node], pad: str, lines: list[str], head: str) -> None:
    inner = pad + "  "
    for node in items:
        value = node.value
        if value.__class__ is dict and value:
            _table(value, inner, lines, f"{head}- ")
        elif value.__class__ is list and value:
            _list(value, inner, lines, f"{head}- ")
        else:
            lines.append(f"{head}- {_scalar(value, inner)}")
        head = pad


def _scalar(value: Any, inner: str) -> str:
    """A scalar or an empty container; `inner` begins the further lines of a block."""
    if value.__class__ is str:
        return _block(value, inner) if "\n" in value else _text(value)
    if value is None:
        return "null"
    if value.__class__ is bool:
        return "true" if value else "false"
    if value.__class__ is float:
        return _float(value)
    return "{}" if value.__class__ is dict else "[]" if value.__class__ is list else str(value)


def _float(value: float) -> str:
    """With a point, without which other readers of YAML 1.1 take an exponent for text."""
    text = repr(value)
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}.0e{exponent}" if e and "." not in mantissa else text


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return _text(text) if "\n" not in text else _double(text)


def _text(text: str) -> str:
    """Text of one line: plain, else in the quotes that leave it readable."""
    if not text:
        return '""'
    shown = _is_shown(text)
    if shown and _PLAIN.fullmatch(text):
        return text if is_read_as_text(text) else f'"{text}"'
    if shown and ("'" not in text or '"' in text or "\\" in text):
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return _double(text)


def _is_shown(text: str) -> bool:
    """Whether a reviewer sees all of a line as it is."""
    return (text.isascii() and text.isprintable()) or not _escaped(f"{_UNSHOWN}\t\n").search(text)


@lru_cache(maxsize=2)
def _escaped(characters: str) -> re.Pattern[str]:
    """One of these; most documents need none, and to compile all their ranges takes a while."""
    return re.compile(f"[{characters}]")


def _double(text: str) -> str:
    return f'"{_escaped(_UNSHOWN + _QUOTED).sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if 0xD800 <= code <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _block(text: str, inner: str) -> str:
    """Text of several lines as a literal block, where it shows all of it."""
    if not _is_shown(text.replace("\n", "").replace("\t", "")) or not text.strip():
        return _double(text)
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    first = body.lstrip("\n")[0]
    lines = [inner + line if line else "" for line in body.split("\n")]
    indicator = "2" if first in " \t" else ""
    return "\n".join([f"|{indicator}{'-' if not ends else '' if ends == 1 else '+'}", *lines, *[""] * (ends - 1)])
