"""TOML 1.1 text that tomli has parsed, indexed (toml.io/en/v1.1.0).

`index_toml` relies on the parser's verdict: on text that tomli refuses it may fail in any way.
"""

from __future__ import annotations

import re
from typing import Any

from flytrans.fly_toml.spans import Index, Span
from flytrans.tree.ledger import Path

_blank = re.compile(r"[ \t]*").match
_filler = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*").match
_key = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]++|\\.)*+\"|'[^'\n]*'").match
_string = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*'"
).match
_plain_pair = re.compile(
    r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*"
    r"""("(?!"")[^"\\\n]*"|'(?!'')[^'\n]*'|[^ \t\r\n"'\[{#,\]}]+)(?=[ \t]*[\r\n#])"""
).match
"""A bare key and a value of one line with nothing behind it: most of any file."""
_bare = re.compile(r"[^,\]}\n#]*").match
_escape = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))").sub
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


def index_toml(text: str) -> Index:
    """The spans of every key, value, header and comment of TOML text that tomli accepts."""
    return Indexer(text).run()


class Indexer:
    """One pass over the text."""

    __slots__ = ("comments", "items", "spans", "text")

    def __init__(self, text: str) -> None:
        self.text = text + "\n"
        self.spans: dict[Path, Span] = {}
        self.comments: list[tuple[int, int]] = []
        self.items: dict[Path, int] = {}
        """The last index of each array of tables."""

    def run(self) -> Index:
        text, at = self.text, 0
        path: Path = ()
        while (at := self.skip(at)) < len(text):
            if text[at] == "[":
                at, path = self.header(at)
            else:
                at = self.pair(at, path)
        return self.spans, self.comments

    def skip(self, at: int) -> int:
        """Past blanks, line ends and comments."""
        found = _filler(self.text, at)
        assert found is not None
        end = found.end()
        if "#" in found[0]:
            self.remark(at, end)
        return end

    def remark(self, at: int, end: int) -> None:
        while (start := self.text.find("#", at, end)) >= 0:
            at = self.text.index("\n", start)
            stop = at - 1 if self.text[at - 1] == "\r" else at
            self.comments.append((start, stop))

    def header(self, start: int) -> tuple[int, Path]:
        """Past `[a.b]` or `[[a.b]]`; the path of its table."""
        brackets = 2 if self.text[start + 1] == "[" else 1
        at, parts = self.keys(past_blanks(self.text, start + brackets))
        at += brackets
        path: Path = ()
        for index, (name, key_start, key_end) in enumerate(parts):
            path += (name,)
            span = Span(key_start, key_end, start, at)
            if brackets == 2 and index == len(parts) - 1:
                item = self.items.get(path, -1) + 1
                self.items[path] = item
                self.spans.setdefault(path, span)
                path += (item,)
            elif path in self.items:
                path += (self.items[path],)
            else:
                self.spans.setdefault(path, span)
        _, key_start, key_end = parts[-1]
        self.spans[path] = Span(key_start, key_end, start, at)
        return at, path

    def keys(self, at: int) -> tuple[int, list[tuple[str, int, int]]]:
        """Past a dotted key and the blanks after it; its parts with their offsets."""
        parts = []
        while True:
            found = _key(self.text, at)
            assert found is not None
            parts.append((_unquoted(found[0]), at, found.end()))
            at = past_blanks(self.text, found.end())
            if self.text[at] != ".":
                return at, parts
            at = past_blanks(self.text, at + 1)

    def pair(self, at: int, table: Path) -> int:
        """Past `key = value`."""
        plain = _plain_pair(self.text, at)
        if plain is not None:
            start, end = plain.span(2)
            self.spans[(*table, plain[1])] = Span(at, plain.end(1), start, end)
            return end
        at, parts = self.keys(at)
        path = table
        for name, start, end in parts:
            path += (name,)
            self.spans.setdefault(path, Span(start, end, start, end))
        start = past_blanks(self.text, at + 1)
        end = self.value(start, path)
        self.spans[path] = Span(parts[0][1], parts[-1][2], start, end)
        return end

    def value(self, start: int, path: Path) -> int:
        """Past a value; what is in a list or an inline table has its own spans."""
        first = self.text[start]
        if first == "[":
            return self.array(start, path)
        if first == "{":
            return self.inline(start, path)
        if first in "\"'":
            return _end(_string, self.text, start)
        found = _bare(self.text, start)
        assert found is not None
        return start + len(found[0].rstrip())

    def array(self, start: int, path: Path) -> int:
        at = self.skip(start + 1)
        index = 0
        while self.text[at] != "]":
            item = (*path, index)
            end = self.value(at, item)
            self.spans[item] = Span(at, end, at, end)
            index += 1
            at = self.skip(end)
            if self.text[at] == ",":
                at = self.skip(at + 1)
        return at + 1

    def inline(self, start: int, path: Path) -> int:
        at = self.skip(start + 1)
        while self.text[at] != "}":
            at = self.skip(self.pair(at, path))
            if self.text[at] == ",":
                at = self.skip(at + 1)
        return at + 1


def past_blanks(text: str, at: int) -> int:
    """The offset after blanks."""
    return _end(_blank, text, at)


def _end(match: Any, text: str, at: int) -> int:
    end: int = match(text, at).end()
    return end


def _unquoted(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"':
        return _escape(lambda m: _ESCAPES[m[4]] if m[4] else chr(int(m[1] or m[2] or m[3], 16)), key[1:-1])
    return key
