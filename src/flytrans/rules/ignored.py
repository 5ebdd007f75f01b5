"""What git ignores, by the .gitignore files of a folder, of those above it and of those below (gitignore(5))."""

from __future__ import annotations

import os
import re

from flytrans.named_tuple import NamedTuple

NOTHING = "(?!)"
"""Fits nothing."""


class Pattern(NamedTuple):
    """One line of a .gitignore."""

    base: str
    fits: re.Pattern[str]
    is_negative: bool
    folders_only: bool


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
            if pattern.fits.fullmatch(whole[len(pattern.base) :].replace(os.sep, "/")):
                ignored = not pattern.is_negative
        return ignored

    def _load(self, folder: str) -> None:
        if folder in self._read:
            return
        self._read.add(folder)
        try:
            with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
        except OSError:
            return
        base = os.path.join(folder, "")
        for line in lines:
            pattern = _pattern(line, base)
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


def _pattern(line: str, base: str) -> Pattern | None:
    text = line.rstrip() if not line.endswith("\\ ") else line
    if not text or text.startswith("#"):
        return None
    is_negative = text.startswith("!")
    text = text.removeprefix("!")
    folders_only = text.endswith("/")
    text = text.rstrip("/")
    if not text:
        return None
    anchored = "/" in text
    source = _regex(text.lstrip("/"))
    return Pattern(base, re.compile(source if anchored else f"(?:.*/)?{source}"), is_negative, folders_only)


def _regex(glob: str) -> str:
    out = []
    at = 0
    while at < len(glob):
        if glob.startswith("**/", at):
            out.append("(?:.*/)?")
            at += 3
        elif glob.startswith("/**", at) and at + 3 == len(glob):
            out.append("/.*")
            at += 3
        elif glob[at] == "*":
            out.append("[^/]*")
            at += 1
        elif glob[at] == "?":
            out.append("[^/]")
            at += 1
        elif glob[at] == "[":
            end = glob.find("]", at + 2)
            out.append(_one_of(glob[at + 1 : end]) if end > 0 else NOTHING)
            at = end + 1 if end > 0 else len(glob)
        else:
            at += glob[at] == "\\" and at + 1 < len(glob)
            out.append(re.escape(glob[at]))
            at += 1
    return "".join(out)


def _one_of(characters: str) -> str:
    """One of some characters, or any other; a range that runs backwards has none."""
    is_negative = characters[0] in "!^"
    inner = re.sub(r"[^\w-]", r"\\\g<0>", characters[is_negative:])
    try:
        re.compile(f"[{inner}]")
    except re.error:
        return NOTHING
    return f"(?!/)[{'^' if is_negative else ''}{inner}]"
