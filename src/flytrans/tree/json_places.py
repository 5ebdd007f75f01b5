"""Where each value of a JSON text stands, found when somebody asks."""

from __future__ import annotations

import re
from bisect import bisect_right

from flytrans.tree.ledger import Path, Position

_TOKEN = re.compile(r'[ \t\r\n]*([\[\]{},:]|"(?:[^"\\]++|\\.)*+"|[^\s\[\]{},:"]+)')


class JsonPlaces:
    """Positions in a text that a JSON parser has accepted, from `start`; called with a path, it is a `Locate`."""

    __slots__ = ("_found", "_lines", "_start", "_text")

    def __init__(self, text: str, start: int = 0) -> None:
        self._text = text
        self._start = start
        self._found: dict[Path, int] | None = None
        self._lines: list[int] = []

    def __call__(self, path: Path) -> Position:
        """Line and column where the value at a path starts; of a repeated key, the last value's."""
        if self._found is None:
            self._lines = [0, *(m.end() for m in re.finditer("\n", self._text))]
            self._found = _offsets(self._text, self._start)
        offset = self._found.get(path, self._start)
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def _offsets(text: str, start: int) -> dict[Path, int]:
    from json import loads

    found: dict[Path, int] = {}
    path: list[str | int] = []
    open_tables: list[bool] = []
    key_next = False
    while (match := _TOKEN.match(text, start)) is not None:
        token, at, start = match[1], match.start(1), match.end()
        if token == ",":
            key_next = open_tables[-1]
            if not key_next:
                path[-1] = int(path[-1]) + 1
        elif token in "]}":
            open_tables.pop()
            path.pop()
            key_next = False
        elif key_next:
            path[-1] = loads(token)
            key_next = False
        elif token != ":":
            found[tuple(path)] = at
            if token in "[{":
                open_tables.append(token == "{")
                path.append("" if token == "{" else 0)
                key_next = token == "{"
        if not open_tables:
            return found
    return found
