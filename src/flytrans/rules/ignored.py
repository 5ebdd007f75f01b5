"""What git ignores, by the .gitignore files of a folder, of those above it and of those below (gitignore(5))."""

from __future__ import annotations

import os

from flytrans.named_tuple import NamedTuple
from flytrans.rules.wildmatch import fitting

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_MARK = b"\xef\xbb\xbf"
"""A byte order mark, which git skips."""


class Pattern(NamedTuple):
    """One line of a .gitignore."""

    base: str
    fits: re.Pattern[bytes]
    is_negative: bool
    folders_only: bool
    named: bool
    """Whether it is about a name in any folder, not about a path."""


class Ignored:
    """The patterns that were read so far."""

    def __init__(self, folder: str) -> None:
        self.patterns: list[Pattern] = []
        self._read: set[str] = set()
        for above in _above(os.path.abspath(folder)):
            self._load(above)

    def enter(self, folder: str) -> None:
        """Read the .gitignore of a folder that is walked into."""
        self._load(os.path.abspath(folder))

    def has(self, path: str, is_folder: bool) -> bool:
        """Whether git ignores a path; the last pattern that fits decides."""
        whole = os.path.abspath(path)
        ignored = False
        for pattern in self.patterns:
            if not whole.startswith(pattern.base) or (pattern.folders_only and not is_folder):
                continue
            below = os.fsencode(whole[len(pattern.base) :].replace(os.sep, "/"))
            if pattern.fits.fullmatch(below.rpartition(b"/")[2] if pattern.named else below):
                ignored = not pattern.is_negative
        return ignored

    def _load(self, folder: str) -> None:
        if folder in self._read:
            return
        self._read.add(folder)
        try:
            with open(os.path.join(folder, ".gitignore"), "rb") as file:
                lines = file.read().removeprefix(_MARK).split(b"\n")
        except OSError:
            return
        base = os.path.join(folder, "")
        for line in lines:
            pattern = _pattern(line.removesuffix(b"\r"), base)
            if pattern is not None:
                self.patterns.append(pattern)


def _above(folder: str) -> list[str]:
    """The folder and those above it, up to the repository's own, outermost first; the folder alone outside of one."""
    folders = [folder]
    while not os.path.exists(os.path.join(folders[-1], ".git")):
        above = os.path.dirname(folders[-1])
        if above == folders[-1]:
            return [folder]
        folders.append(above)
    return folders[::-1]


def _pattern(line: bytes, base: str) -> Pattern | None:
    text = _untrailed(line)
    if not text or text.startswith(b"#"):
        return None
    is_negative = text.startswith(b"!")
    text = text.removeprefix(b"!")
    folders_only = text.endswith(b"/")
    text = text.removesuffix(b"/")
    if not text:
        return None
    fits = fitting(text.removeprefix(b"/"))
    return Pattern(base, fits, is_negative, folders_only, named=b"/" not in text)


def _untrailed(line: bytes) -> bytes:
    """A line less the spaces at its end; one behind a backslash stays (git dir.c trim_trailing_spaces)."""
    kept = at = 0
    while at < len(line):
        escaped = line[at : at + 1] == b"\\" and at + 1 < len(line)
        at += 1 + escaped
        if escaped or line[at - 1 : at] != b" ":
            kept = at
    return line[:kept]
