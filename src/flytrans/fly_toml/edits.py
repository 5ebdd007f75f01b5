"""Changes to the text of a fly.toml, by span: whatever is not named stays as it is, byte by byte.

An edit is planned against one text and becomes splices (`plan`); `applied` puts several into it. Paths are those of
the parsed document; values and keys are given as TOML text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from flytrans.fly_toml.spans import Span


class Edit(NamedTuple):
    """One change; made by the functions below."""

    kind: Literal["replace", "rename", "remove", "insert", "follow", "append"]
    path: Path
    text: str = ""
    key: str = ""


class Splice(NamedTuple):
    """Text between two offsets, and what comes in its place."""

    start: int
    end: int
    text: str


class Unplaceable(Exception):
    """The text has no place where the edit could be made; the message says why."""


def replace(path: Path, text: str) -> Edit:
    """Write another value; `text` is TOML."""
    return Edit("replace", path, text)


def rename(path: Path, key: str) -> Edit:
    """Write another key; of a table, in its header."""
    return Edit("rename", path, key)


def remove(path: Path) -> Edit:
    """Take a key, an item or a table out, with the line's comment."""
    return Edit("remove", path)


def insert(table: Path, key: str, text: str) -> Edit:
    """Add a key at the end of a table's own keys, before its inner tables; `()` is the top of the file."""
    return Edit("insert", table, text, key)


def follow(item: Path, text: str) -> Edit:
    """Add another item behind one of a list: whole lines behind those of a table with a header, else a value."""
    return Edit("follow", item, text)


def append(text: str) -> Edit:
    """Add whole lines (a table with its header) at the end of the file, after an empty line."""
    return Edit("append", (), text)


class Layout:
    """Where a text can be changed."""

    def __init__(self, text: str) -> None:
        from flytrans.fly_toml.toml_text import index_toml

        self.text = text
        self.spans, self.comments = index_toml(text)
        headers: dict[int, tuple[int, Path]] = {}
        for path, span in self.spans.items():
            if self.is_header(span):
                known = headers.get(span.start)
                if known is None or len(known[1]) < len(path):
                    headers[span.start] = (span.end, path)
        self.headers = [(start, *headers[start]) for start in sorted(headers)]
        """Start, end and path of each `[table]` and `[[item]]`."""
        self.starts = [start for start, _, _ in self.headers]
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def is_header(self, span: Span) -> bool:
        """Whether a span is that of a table with a header."""
        return span.start < span.key_start < span.end and self.text[span.start] == "["

    def span(self, path: Path) -> Span:
        """The span at a path."""
        try:
            return self.spans[path]
        except KeyError:
            raise Unplaceable(f"nothing is written at {'.'.join(map(str, path))}") from None

    def line_start(self, offset: int) -> int:
        """Where the line of an offset starts."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where the next line starts."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def inner(self, path: Path) -> list[Path]:
        """The tables with headers at a path and below it."""
        return [p for p in self.spans if p[: len(path)] == path and self.is_header(self.spans[p])]

    def indent(self, offset: int) -> str:
        """The blanks before an offset, where nothing else is before it in its line."""
        before = self.text[self.line_start(offset) : offset]
        return before if not before.strip() else ""

    def block(self, path: Path) -> tuple[int, int]:
        """A header's own lines: from it up to the end of its last key, inner tables left out."""
        span = self.span(path)
        here = bisect_right(self.starts, span.start) - 1
        limit = self.starts[here + 1] if here + 1 < len(self.starts) else len(self.text)
        last = max((s.end for s in self.spans.values() if span.end < s.start < limit), default=span.end)
        return self.line_start(span.start), self.line_end(last)


def plan(layout: Layout, edit: Edit) -> list[Splice]:
    """The splices that make one edit; raises `Unplaceable`."""
    text = edit.text.replace("\n", layout.newline) if layout.newline != "\n" else edit.text
    if edit.kind == "replace":
        span = layout.span(edit.path)
        if layout.is_header(span):
            raise Unplaceable("a table with a header is no single value")
        return [Splice(span.start, span.end, text)]
    if edit.kind == "rename":
        span = layout.span(edit.path)
        if span.key_end - span.key_start == span.end - span.start and span.key_start == span.start:
            raise Unplaceable("the item has no key of its own")
        return [Splice(span.key_start, span.key_end, text)]
    if edit.kind == "remove":
        return _removal(layout, edit.path)
    if edit.kind == "append":
        return [_addition(layout, text)]
    if edit.kind == "follow":
        return [_following(layout, edit.path, text)]
    return [_insertion(layout, edit.path, f"{edit.key} = {text}")]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; raises `Unplaceable` where one cannot be, or two overlap."""
    layout = Layout(text)
    return spliced(text, [splice for edit in edits for splice in plan(layout, edit)])


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with all splices put in; those at one place in the order given."""
    out: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        if splice.start < at:
            raise Unplaceable("two edits overlap")
        out += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join((*out, text[at:]))


def _removal(layout: Layout, path: Path) -> list[Splice]:
    span = layout.span(path)
    inner = layout.inner(path)
    if inner:
        blocks = _merged(layout.block(p) for p in inner)
        return [Splice(start, _with_blank(layout, start, end), "") for start, end in blocks]
    if span.key_start == span.start and span.key_end == span.end and not isinstance(path[-1], int):
        dotted = [p for p in layout.spans if len(p) > len(path) and p[: len(path)] == path]
        return [s for p in dotted if _is_pair(layout.spans[p]) for s in _pair_removal(layout, layout.spans[p])]
    return _pair_removal(layout, span)


def _merged(blocks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Blocks in their order; those that follow each other without a line between are one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(set(blocks)):
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _is_pair(span: Span) -> bool:
    return span.key_end < span.start


def _pair_removal(layout: Layout, span: Span) -> list[Splice]:
    """A whole line where the pair stands on its own, else the pair and one of the commas around it."""
    text = layout.text
    start, end = layout.line_start(span.key_start), layout.line_end(span.end)
    before, after = text[start : span.key_start].strip(), text[span.end : end].strip()
    if not before and (not after or after[0] == "#" or (after[0] == "," and not after[1:].strip(" \t").strip())):
        return [Splice(start, end, "")]
    at = span.end
    while text[at] in " \t":
        at += 1
    if text[at] == ",":
        at += 1
        while text[at] in " \t":
            at += 1
        return [Splice(span.key_start, at, "")]
    back = len(text[: span.key_start].rstrip(" \t\r\n"))
    if text[back - 1] == ",":
        return [Splice(back - 1, span.end, "")]
    return [Splice(span.key_start, span.end, "")]


def _with_blank(layout: Layout, start: int, end: int) -> int:
    """Beyond the empty line after a block, where there is one before it, too."""
    text = layout.text
    next_end = layout.line_end(end)
    blank_before = start == 0 or not text[layout.line_start(start - 1) : start].strip()
    return next_end if end < len(text) and blank_before and not text[end:next_end].strip() else end


def _insertion(layout: Layout, table: Path, line: str) -> Splice:
    if table == ():
        return _at_top(layout, line)
    span = layout.span(table)
    text = layout.text
    if text[span.start] == "{":
        return _into_inline(text, span, line)
    if not layout.is_header(span):
        raise Unplaceable("the table is made by dotted keys")
    start, end = layout.block(table)
    own = [s for s in _pairs_of(layout, table) if start < s.key_start < end]
    return _line_at(layout, end, f"{layout.indent(own[-1].key_start if own else span.start)}{line}")


def _pairs_of(layout: Layout, table: Path) -> list[Span]:
    """The keys and values right in a table."""
    depth = len(table)
    return [s for p, s in layout.spans.items() if len(p) == depth + 1 and p[:depth] == table and _is_pair(s)]


def _following(layout: Layout, item: Path, text: str) -> Splice:
    span = layout.span(item)
    if not layout.is_header(span):
        return Splice(span.end, span.end, f", {text}")
    outer, pairs = layout.indent(span.start), _pairs_of(layout, item)
    own = layout.indent(pairs[0].key_start) if pairs else f"{outer}  "
    lines = text.splitlines()
    moved = [f"{own}{line[2:]}" if line.startswith("  ") else f"{outer}{line}" if line else "" for line in lines]
    end = max(layout.block(path)[1] for path in layout.inner(item))
    return _line_at(layout, end, layout.newline.join(["", *moved]))


def _into_inline(text: str, span: Span, line: str) -> Splice:
    inside = text[span.start + 1 : span.end - 1].rstrip()
    at = span.start + 1 + len(inside)
    if not inside.strip():
        return Splice(span.start + 1, span.end - 1, f" {line} ")
    return Splice(at, at, f" {line}" if inside.endswith(",") else f", {line}")


def _at_top(layout: Layout, line: str) -> Splice:
    limit = layout.starts[0] if layout.starts else len(layout.text)
    ends = [s.end for p, s in layout.spans.items() if len(p) == 1 and _is_pair(s) and s.start < limit]
    if ends:
        return _line_at(layout, layout.line_end(max(ends)), line)
    at = layout.line_start(limit)
    return Splice(at, at, f"{line}{layout.newline}{layout.newline}")


def _line_at(layout: Layout, at: int, line: str) -> Splice:
    if at and layout.text[at - 1] != "\n":
        return Splice(at, at, f"{layout.newline}{line}")
    return Splice(at, at, f"{line}{layout.newline}")


def _addition(layout: Layout, text: str) -> Splice:
    end = len(layout.text)
    gap = "" if not layout.text else layout.newline if layout.text.endswith("\n") else layout.newline * 2
    return Splice(end, end, f"{gap}{text}" + ("" if text.endswith("\n") else layout.newline))
