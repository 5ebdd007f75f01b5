"""Commands as words, as flyctl splits them (google/shlex shlex.go), and back.

Blank is space, tab, CR, LF. `'...'` is literal; in `"..."` and outside, a backslash takes the next character as it
is, whatever it is. `#` starts a comment where a word could start. No variables, globs, pipes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flytrans.values.bad import Bad

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")
_RUN = re.compile(r"""[^ \t\r\n'"\\]+""")
_IN_DOUBLE = re.compile(r'[^"\\]+')
_NO_END = "a quote is not closed"
_NO_NEXT = "nothing follows the last backslash"


def parse_words(text: str) -> list[str]:
    """The words of a command; raises `Bad` where a quote is not closed or a backslash is last."""
    words: list[str] = []
    word: list[str] | None = None
    at = 0
    while at < len(text):
        char = text[at]
        if char in " \t\r\n":
            if word is not None:
                words.append("".join(word))
                word = None
            at += 1
        elif char == "#" and word is None:
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        else:
            word = [] if word is None else word
            at = _piece(text, at, word)
    if word is not None:
        words.append("".join(word))
    return words


def _piece(text: str, at: int, word: list[str]) -> int:
    """Add the quoted, escaped or plain piece at `at` to the word; where the next one starts."""
    char = text[at]
    if char == "'":
        end = text.find("'", at + 1)
        if end < 0:
            raise Bad(_NO_END)
        word.append(text[at + 1 : end])
        return end + 1
    if char == '"':
        return _double(text, at + 1, word)
    if char == "\\":
        return _escaped(text, at, word)
    run = _RUN.match(text, at)
    assert run is not None
    word.append(run[0])
    return run.end()


def _double(text: str, at: int, word: list[str]) -> int:
    while at < len(text):
        if text[at] == '"':
            return at + 1
        if text[at] == "\\":
            at = _escaped(text, at, word)
            continue
        run = _IN_DOUBLE.match(text, at)
        assert run is not None
        word.append(run[0])
        at = run.end()
    raise Bad(_NO_END)


def _escaped(text: str, at: int, word: list[str]) -> int:
    if at + 1 >= len(text):
        raise Bad(_NO_NEXT)
    word.append(text[at + 1])
    return at + 2


def render_words(words: Iterable[str]) -> str:
    """The opposite: one text that splits into just these words."""
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    if "'" not in word:
        return f"'{word}'"
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
