"""One pattern of git as a regular expression over bytes, which is what git compares.

Source: git wildmatch.c (dowild) and dir.c (match_pathname, match_basename).
"""

from __future__ import annotations

import re
import string
from functools import cache

NOTHING = b"(?!)"
"""Fits nothing."""
_SPECIAL = b"*?[\\"
_SLASH = ord("/")
_PRINTED = frozenset(range(0x20, 0x7F))
_LETTERS, _DIGITS = frozenset(string.ascii_letters.encode()), frozenset(string.digits.encode())
_SPACES = frozenset(b" \t\n\r")
"""What git takes for one (git-compat-util.h sane_ctype)."""
_CLASSES = {
    b"alnum": _LETTERS | _DIGITS,
    b"alpha": _LETTERS,
    b"blank": frozenset(b" \t"),
    b"cntrl": frozenset(range(0x20)) | {0x7F},
    b"digit": _DIGITS,
    b"graph": _PRINTED - {0x20},
    b"lower": frozenset(string.ascii_lowercase.encode()),
    b"print": _PRINTED,
    b"punct": frozenset(string.punctuation.encode()),
    b"space": _SPACES,
    b"upper": frozenset(string.ascii_uppercase.encode()),
    b"xdigit": frozenset(string.hexdigits.encode()),
}


class _Broken(Exception):
    """The pattern is one that git finds nothing with."""


@cache
def fitting(pattern: bytes) -> re.Pattern[bytes]:
    """What fits a whole path; a pattern that git cannot read fits nothing."""
    try:
        return re.compile(b"".join(_pieces(pattern)), re.DOTALL)
    except _Broken:
        return re.compile(NOTHING)


def _pieces(pattern: bytes) -> list[bytes]:
    out: list[bytes] = []
    start = at = next((i for i, char in enumerate(pattern) if char in _SPECIAL), len(pattern))
    out.append(re.escape(pattern[:at]))
    while at < len(pattern):
        char = pattern[at : at + 1]
        if char == b"*":
            piece, at = _stars(pattern, at, start)
        elif char == b"?":
            piece, at = b"[^/]", at + 1
        elif char == b"[":
            piece, at = _one_of(pattern, at + 1)
        else:
            at += char == b"\\"
            if at == len(pattern):
                raise _Broken
            piece, at = re.escape(pattern[at : at + 1]), at + 1
        out.append(piece)
    return out


def _stars(pattern: bytes, at: int, start: int) -> tuple[bytes, int]:
    """Any characters of a name; of a path where two stars or more stand for whole folders.

    git compares what comes before the first special character by itself, so that is a border of folders, too.
    """
    end = at
    while pattern[end : end + 1] == b"*":
        end += 1
    rest = pattern[end:]
    whole = at == start or pattern[at - 1 : at] == b"/"
    if end - at < 2 or not whole or not (not rest or rest.startswith((b"/", b"\\/"))):
        return b"[^/]*", end
    return (b"(?:.*/)?", end + 1) if rest.startswith(b"/") else (b".*", end)


def _one_of(pattern: bytes, at: int) -> tuple[bytes, int]:
    """A set in brackets, which begins here, and where it ends; none holds a slash."""
    is_negative = pattern[at : at + 1] in (b"!", b"^")
    at += is_negative
    found: set[int] = set()
    before: int | None = None
    first = True
    while first or pattern[at : at + 1] != b"]":
        first = False
        some, before, at = _member(pattern, at, before)
        found |= some
    chosen = (set(range(1, 256)) - found if is_negative else found) - {_SLASH}
    return (b"[" + b"".join(b"\\x%02x" % byte for byte in sorted(chosen)) + b"]" if chosen else NOTHING), at + 1


def _member(pattern: bytes, at: int, before: int | None) -> tuple[frozenset[int] | set[int], int | None, int]:
    """What one part of a set stands for, what a range after it would begin with, and where the next part begins."""
    char = _byte(pattern, at)
    if char == ord("\\"):
        char = _byte(pattern, at + 1)
        return {char}, char, at + 2
    if char == ord("-") and before is not None and pattern[at + 1 : at + 2] not in (b"", b"]"):
        escaped = pattern[at + 1 : at + 2] == b"\\"
        last = _byte(pattern, at + 1 + escaped)
        return set(range(before, last + 1)), None, at + 2 + escaped
    if pattern[at : at + 2] == b"[:":
        end = pattern.find(b"]", at + 2)
        if end < 0:
            raise _Broken
        name = pattern[at + 2 : end]
        if name.endswith(b":"):
            if name[:-1] not in _CLASSES:
                raise _Broken
            return _CLASSES[name[:-1]], None, end + 1
    return {char}, char, at + 1


def _byte(pattern: bytes, at: int) -> int:
    if at >= len(pattern):
        raise _Broken
    return pattern[at]
