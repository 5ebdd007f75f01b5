"""`$(NAME)` in commands, arguments and variables.

Source: kubernetes third_party/forked/golang/expansion/expand.go. The result is not looked through again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

REFERENCE = re.compile(r"\$(?:\$|\(([^)]*)\))")
_MEANT = re.compile(r"\$(?=[$(])")


def expand(text: str, value_of: Callable[[str], str | None]) -> str:
    """`$$` as `$`, `$(NAME)` as the value that the name has; one that has none stays as it is written."""
    if "$" not in text:
        return text

    def put(found: re.Match[str]) -> str:
        name = found[1]
        value = "$" if name is None else value_of(name)
        return found[0] if value is None else value

    return REFERENCE.sub(put, text)


def escape(text: str) -> str:
    """A text that `expand` gives back: `$` is doubled before `$` and `(`."""
    return _MEANT.sub("$$", text) if "$" in text else text
