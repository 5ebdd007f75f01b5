"""fly.yaml: YAML as gopkg.in/yaml.v3 reads it into `any` (its resolve.go and decode.go).

`yes` and `on` are text there, `0777` is octal, a date is a time; keys are text, and written once. PyYAML parses,
the scalars are resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from math import isinf
from typing import Any

import yaml

from flytrans.fly_toml.spans import Index, Span
from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Path

MOST_VALUES = 200_000
"""Values of a stream with its aliases expanded; more is refused (yaml.v3 refuses by ratio)."""

_Core: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PREFIX = "tag:yaml.org,2002:"
_WORDS: dict[str, Any] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_WORDS |= {f"{sign}{word}": float(f"{sign}inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")}
_WORDS |= {word: float("nan") for word in (".nan", ".NaN", ".NAN")}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INT = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|0([0-7]+)|([1-9][0-9]*|0))")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]| )([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


class Unfit(Exception):
    """YAML that flyctl does not read; `place` is the line, the column and the document of the stream."""

    def __init__(self, message: str, line: int, column: int, document: int) -> None:
        super().__init__(message)
        self.place = (line, column, document)


class Part(NamedTuple):
    """One document of a stream: its number, empty ones counted, its plain data and where it stands."""

    document: int
    tree: Any
    spans: Index


class Scalar(NamedTuple):
    """A scalar as it is written, and its value."""

    text: str
    value: Any


class _Scalars(_Core):  # type: ignore[misc]
    """A loader in which a plain scalar without a tag has none: ""."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is yaml.ScalarNode and implicit[0]:
            return ""
        return super().resolve(kind, value, implicit)


def parse_yaml(text: str) -> list[Part]:
    """The documents of a stream that are not empty; raises yaml.YAMLError, Unfit, RecursionError."""
    parts = []
    budget = [MOST_VALUES]
    for document, node in enumerate(_nodes(text)):
        reader = _Reader(document, budget, scalar)
        tree = reader.value(node, ()) if node is not None else None
        if tree is not None:
            parts.append(Part(document, tree, (reader.spans, [])))
    return parts


def parse_first(text: str) -> Any:
    """The first document with each scalar as `Scalar`, for what is decoded into types; raises as `parse_yaml`."""
    nodes = _nodes(text)
    if not nodes:
        return Scalar("", None)
    reader = _Reader(0, [MOST_VALUES], lambda text, tag: Scalar(text, scalar(text, tag)))
    return reader.value(nodes[0], ())


def _nodes(text: str) -> list[Any]:
    loader = _Scalars(text)
    try:
        nodes = []
        while loader.check_node():
            nodes.append(loader.get_node())
        return nodes
    finally:
        loader.dispose()


class _Reader:
    """Makes plain data of one document's nodes, and the spans beside it."""

    __slots__ = ("budget", "document", "scalar", "spans")

    def __init__(self, document: int, budget: list[int], leaf: Callable[[str, str], Any]) -> None:
        self.document = document
        self.budget = budget
        self.scalar = leaf
        self.spans: dict[Path, Span] = {}

    def value(self, node: Any, path: Path) -> Any:
        start, end = node.start_mark.index, node.end_mark.index
        self.spans[path] = Span(start, end, start, end)
        self.budget[0] -= 1
        if self.budget[0] < 0:
            raise self.unfit(node, "aliases make it too large")
        if isinstance(node, yaml.MappingNode):
            return self.table(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node.value, node.tag)

    def table(self, node: Any, path: Path) -> dict[str, Any]:
        out: dict[str, Any] = {}
        merged = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.unfit(key, "a key has to be text")
            name = key.value
            if name == "<<" and not key.tag:
                merged.append(value)
                continue
            if path and not isinstance(scalar(name, key.tag), str):
                raise self.unfit(key, f"a key has to be text; write '{name}' in quotes")
            if name in out:
                raise self.unfit(key, f"the key {name} is written twice")
            out[name] = self.value(value, (*path, name))
            span = self.spans[(*path, name)]
            self.spans[(*path, name)] = span._replace(key_start=key.start_mark.index, key_end=key.end_mark.index)
        for value in merged:
            self.merge(value, out, path)
        return out

    def merge(self, node: Any, out: dict[str, Any], path: Path) -> None:
        """`<<`: entries of other tables, where this one has none of the name; of several the first wins."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self.merge(item, out, path)
            return
        if not isinstance(node, yaml.MappingNode):
            raise self.unfit(node, "only tables can be merged")
        other = _Reader(self.document, self.budget, self.scalar)
        for key, value in other.table(node, path).items():
            if key not in out:
                out[key] = value
                self.spans |= {
                    where: span for where, span in other.spans.items() if where[: len(path) + 1] == (*path, key)
                }

    def unfit(self, node: Any, message: str) -> Unfit:
        mark = node.start_mark
        return Unfit(message, mark.line + 1, mark.column + 1, self.document)


def scalar(text: str, tag: str) -> Any:
    """The value of a scalar: by its tag where one is written, else by what it looks like ("" as tag)."""
    if tag == f"{_PREFIX}str" or tag not in ("", *(_PREFIX + kind for kind in ("int", "float", "bool", "null"))):
        return text
    if text in _WORDS:
        return _WORDS[text]
    plain = text.replace("_", "")
    found = _INT.fullmatch(plain)
    number = _integer(found) if found is not None else None
    if number is not None:
        return number
    if _FLOAT.fullmatch(plain):
        large = float(plain)
        return text if isinf(large) else large
    return _time(text) if text[:1].isdigit() else text


def _integer(found: re.Match[str]) -> int | None:
    """An integer of 64 bits, with a sign or without; None for a larger one."""
    sign, *digits = found.groups()
    base, literal = next((base, text) for base, text in zip((16, 8, 2, 8, 10), digits, strict=True) if text is not None)
    if base == 10 and len(literal) > len(str(2**64)):
        return None
    number = int(f"{sign}{literal}", base)
    return number if -(2**63) <= number < (2**63 if sign else 2**64) else None


def _time(text: str) -> Any:
    found = _TIME.fullmatch(text)
    if found is None or (found[8] and " " in text):
        return text
    year, month, day, hour, minute, second = (int(found[i] or 0) for i in range(1, 7))
    microsecond = int((found[7] or "0")[:6].ljust(6, "0"))
    try:
        if found[4] is None:
            return datetime.combine(date(year, month, day), datetime.min.time(), UTC)
        if not found[8] and " " not in text:
            return text
        return datetime(year, month, day, hour, minute, second, microsecond, _zone(found[8]))
    except ValueError:
        return text


def _zone(text: str | None) -> timezone:
    if text in (None, "Z"):
        return UTC
    assert text is not None
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6])))
