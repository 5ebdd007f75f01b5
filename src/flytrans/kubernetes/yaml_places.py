"""Lines and columns of a YAML text, as editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from flytrans.tree.ledger import Position

_LINE_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


class Places:
    """From libyaml's marks to lines and columns as editors count them."""

    def __init__(self, text: str) -> None:
        self.first = int(text.startswith("\ufeff"))
        breaks = any(mark in text for mark in "\r\x85\u2028\u2029") and _LINE_BREAKS.search(text)
        same = text.endswith("\n") and not breaks  # else libyaml may count more lines
        self._breaks = None if same else [0, *(m.end() for m in re.finditer("\n", text))]
        self.moved: list[int] = []
        """Where a character was taken out before libyaml read the text."""
        self._text = text

    @property
    def plain(self) -> bool:
        """Whether a mark's own line and column hold."""
        return self._breaks is None and not self.first and not self.moved

    def of(self, mark: Any) -> Position:
        """Line and column, from 1, of a mark."""
        if self.plain:
            return mark.line + 1, mark.column + 1
        return self.at(mark.index)

    def at(self, index: int) -> Position:
        """Line and column, from 1, of an index into the text that libyaml read."""
        index += self.first + bisect_right(self.moved, index)
        if self._breaks is None:
            self._breaks = [0, *(m.end() for m in re.finditer("\n", self._text))]
        line = bisect_right(self._breaks, index)
        return line, index - self._breaks[line - 1] + 1
