"""Colour, for terminals that were said to want it."""

from __future__ import annotations

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "36",
    "place": "1",
    "caret": "1;31",
    "faint": "2",
    "good": "32",
}


class Paint:
    """Puts text in a style, or leaves it as it is."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text
