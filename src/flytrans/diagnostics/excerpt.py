"""A line of the source with carets below it, fit for a terminal; lines that hold a secret are never shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Masked = Callable[[str, int, int], bool]
"""Whether a line (file, document, line) may not be shown."""

HIDDEN = "(not shown: the line may hold a secret)"
WIDEST = 110
_ENDS = " \t,]}#"


def nothing_masked(file: str, document: int, line: int) -> bool:
    """Every line may be shown."""
    return False


class Excerpts:
    """The lines of the source, by file; split once, when the first one is asked for."""

    def __init__(self, sources: Mapping[str, str], masked: Masked = nothing_masked) -> None:
        self.sources = sources
        self.masked = masked
        self._lines: dict[str, list[str]] = {}

    def line(self, file: str, document: int, line: int) -> str | None:
        """The text of a line, None where there is none or it may not be shown."""
        if self.masked(file, document, line):
            return None
        if file not in self._lines:
            self._lines[file] = self.sources.get(file, "").split("\n")
        lines = self._lines[file]
        return lines[line - 1].removesuffix("\r") if 0 < line <= len(lines) else None

    def show(self, file: str, document: int, line: int, column: int) -> list[str]:
        """The line with its number, and carets below the value that starts at the column."""
        if self.masked(file, document, line):
            return [f"{line:5} | {HIDDEN}"]
        text = self.line(file, document, line)
        if text is None or not text.strip():
            return []
        text, column = _narrowed(text, column)
        start = min(max(column - 1, 0), len(text))
        width = max(_token(text, start), 1)
        pad = "".join("\t" if c == "\t" else " " * _cells(c) for c in text[:start])
        carets = "^" * max(sum(_cells(c) for c in text[start : start + width]), 1)
        return [f"{line:5} | {printable(text)}", f"{'':5} | {pad}{carets}"]


def printable(text: str) -> str:
    """The text without what a terminal would act on: control characters, and halves of surrogate pairs."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\t" or c == " " else "\N{REPLACEMENT CHARACTER}" for c in text)


def _narrowed(text: str, column: int) -> tuple[str, int]:
    """A long line cut to the part around the column."""
    if len(text) <= WIDEST:
        return text, column
    first = max(0, min(column - 1 - WIDEST // 3, len(text) - WIDEST))
    part = text[first : first + WIDEST]
    if first:
        part = "…" + part[1:]
    if first + WIDEST < len(text):
        part = part[:-1] + "…"
    return part, column - first


def _token(text: str, start: int) -> int:
    """How long the value is that starts here, on this line."""
    first = text[start : start + 1]
    if first in ('"', "'"):
        end = text.find(first, start + 1)
        while first == '"' and end > 0 and text[end - 1] == "\\":
            end = text.find(first, end + 1)
        return (end + 1 if end > 0 else len(text)) - start
    if first == "[":
        end = text.find("]", start)
        while 0 <= end < len(text) - 1 and text[end + 1] == "]":
            end += 1
        return (end + 1 if end > 0 else len(text)) - start
    if first == "{":
        end = text.find("}", start)
        return (end + 1 if end > 0 else len(text)) - start
    end = start
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    return end - start


def _cells(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if character < "\u1100":
        return 1
    from unicodedata import east_asian_width

    return 2 if east_asian_width(character) in "WF" else 1
