"""fly.json: JSON as Go's encoding/json reads it into `any`, where every number is a float64."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from flytrans.fly_toml.spans import Index, Span
from flytrans.tree.go_json import no_constant, whole_characters
from flytrans.tree.ledger import Path
from flytrans.values.bad import Bad

_blank = re.compile(r"[ \t\r\n]*").match
_string = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL).match
_bare = re.compile(r"[^,\]}\s]*").match


def parse_json(text: str, *, whole: Callable[[str], Any] | None = None) -> Any:
    """The document as plain data; `whole` reads integers where Go decodes into types and not into `any`.

    Raises json.JSONDecodeError, RecursionError, or `Bad` for a number that float64 cannot hold. A lone surrogate
    is U+FFFD, as in Go.
    """
    tree = json.loads(text, parse_int=whole or _number, parse_float=_number, parse_constant=no_constant)
    return whole_characters(tree, text)


def _number(literal: str) -> float:
    number = float(literal)
    if number in (float("inf"), float("-inf")):
        raise Bad(f"the number {literal[:20]}... is too large")
    return number


def index_json(text: str) -> Index:
    """The spans of every key and value of JSON text that the parser accepts; JSON has no comments."""
    spans: dict[Path, Span] = {}
    _value(text, _end(_blank, text, 0), (), spans)
    return spans, []


def _value(text: str, start: int, path: Path, spans: dict[Path, Span]) -> int:
    first = text[start]
    if first == "[":
        end = _array(text, start, path, spans)
    elif first == "{":
        end = _object(text, start, path, spans)
    else:
        end = _end(_string if first == '"' else _bare, text, start)
    spans[path] = Span(start, end, start, end)
    return end


def _array(text: str, start: int, path: Path, spans: dict[Path, Span]) -> int:
    at = _end(_blank, text, start + 1)
    index = 0
    while text[at] != "]":
        at = _end(_blank, text, _value(text, at, (*path, index), spans))
        index += 1
        if text[at] == ",":
            at = _end(_blank, text, at + 1)
    return at + 1


def _object(text: str, start: int, path: Path, spans: dict[Path, Span]) -> int:
    at = _end(_blank, text, start + 1)
    while text[at] != "}":
        key_end = _end(_string, text, at)
        key = text[at:key_end]
        item = (*path, whole_characters(json.loads(key), key))
        colon = _end(_blank, text, key_end)
        end = _value(text, _end(_blank, text, colon + 1), item, spans)
        spans[item] = spans[item]._replace(key_start=at, key_end=key_end)
        at = _end(_blank, text, end)
        if text[at] == ",":
            at = _end(_blank, text, at + 1)
    return at + 1


def _end(match: Any, text: str, at: int) -> int:
    end: int = match(text, at).end()
    return end
