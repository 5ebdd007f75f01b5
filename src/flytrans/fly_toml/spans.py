"""Where the keys and values of a document stand: spans as offsets into the text, lines and columns from them.

The index is built when a position is first asked for, and in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Path, Position


class Span(NamedTuple):
    """Offsets of a key and of its value, ends excluded.

    An item of a list has no key of its own: its key span is its value's. A table that has a header `[a.b]` has the
    last part of that header as key and the header, brackets included, as value; a table that dotted keys make has
    the part of the key that names it as both. The key of `a.b = 1` is all of `a.b`.
    """

    key_start: int
    key_end: int
    start: int
    end: int


Index = tuple[dict[Path, Span], list[tuple[int, int]]]
"""Spans by path, and the spans of comments (from `#`, without the line's end), in the order of the text."""


class Spans:
    """The spans of one document; `build` makes the index of a text that its parser has accepted."""

    __slots__ = ("_build", "_index", "_lines", "text")

    def __init__(self, text: str, build: Callable[[str], Index]) -> None:
        self.text = text
        self._build = build
        self._index: Index | None = None
        self._lines: list[int] = []

    def at(self, path: Path) -> Span | None:
        """Key and value at a path of keys and indexes; None where nothing is written there."""
        return self._built()[0].get(path)

    @property
    def comments(self) -> list[tuple[int, int]]:
        """Offsets of the comments."""
        return self._built()[1]

    def position(self, path: Path) -> Position:
        """Line and column, from 1 in Unicode characters, where the value starts; of the nearest table around it
        where nothing is written at the path, and 1:1 for the whole document."""
        spans = self._built()[0]
        if path in spans:
            return self.line_column(spans[path].start)
        for end in range(len(path), 0, -1):
            span = spans.get(path[:end])
            if span is not None:
                return self.line_column(span.start)
        return 1, 1

    def line_column(self, offset: int) -> Position:
        """Line and column of an offset."""
        if not self._lines:
            self._lines = [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _built(self) -> Index:
        if self._index is None:
            self._index = self._build(self.text)
        return self._index
