"""Where TOML text that tomli refuses said before what it says again: a key twice, a table that is added to later."""

from __future__ import annotations

from contextlib import suppress

from flytrans.fly_toml.spans import Span
from flytrans.fly_toml.toml_text import Indexer, past_blanks
from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Path


class Earlier(NamedTuple):
    """What was there before: its path, the offset of its key or header, and whether it is an inline table or list."""

    path: Path
    start: int
    inline: str

    @property
    def name(self) -> str:
        """The path as dotted keys."""
        return ".".join(str(part) for part in self.path if isinstance(part, str))


def earlier(text: str, offset: int) -> Earlier | None:
    """What the statement that ends at an offset clashes with; None where nothing of it is there before."""
    last = _Last(text[:offset])
    before = _Last(text[: last.start])
    paths = [last.path[:end] for end in range(1, len(last.path) + 1)]
    known = [(path, before.spans[path]) for path in paths if path in before.spans]
    for path, span in known:
        if kind := _inline(text, span):
            return Earlier(path, span.key_start, kind)
    if not known:
        return None
    path, span = known[-1]
    return Earlier(path, min(span.start, span.key_start), "")


def _inline(text: str, span: Span) -> str:
    if span.key_end > span.start:  # a header, or a part of a dotted key
        return ""
    return {"{": "table", "[": "list"}.get(text[span.start], "")


class _Last(Indexer):
    """The index of text as far as it makes sense, and the last statement in it."""

    __slots__ = ("path", "start")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.start = 0
        self.path: Path = ()
        with suppress(Exception):  # the text ends in the midst of a statement
            self.run()

    def header(self, start: int) -> tuple[int, Path]:
        _, parts = self.keys(past_blanks(self.text, start + (2 if self.text[start + 1] == "[" else 1)))
        path: Path = ()
        for name, _, _ in parts:
            item = self.items.get(path)
            path += (name,) if item is None else (item, name)
        self.start, self.path = start, path
        return super().header(start)

    def pair(self, at: int, table: Path) -> int:
        _, parts = self.keys(at)
        self.start, self.path = at, (*table, *(name for name, _, _ in parts))
        return super().pair(at, table)
