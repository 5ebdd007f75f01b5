"""Words that several rules say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def joined(words: Iterable[object], last: str = "and") -> str:
    """`a, b and c`."""
    spoken = [str(word) for word in words]
    if len(spoken) < 2:
        return "".join(spoken)
    return f"{', '.join(spoken[:-1])} {last} {spoken[-1]}"


def did_you_mean(word: str, known: Sequence[str], alike: float = 0.6) -> str:
    """The known word that is near, empty where none is; `alike`: how much of them has to be the same."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), known, n=1, cutoff=alike)
    return near[0] if near else ""


def is_placeholder(text: str) -> bool:
    """Whether a template will put something else here before flyctl reads the file."""
    return any(mark in text for mark in ("${", "{{", "<", "$(", "%(", "@@", "YOUR", "__")) or text.startswith("$")


def quoted(text: str) -> str:
    """Text as TOML spells it on one line."""
    out = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in out) + '"'
