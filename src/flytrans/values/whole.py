"""Whole numbers in text: ASCII digits, within the 64 bits that Go's integers have."""

from __future__ import annotations

_MOST_DIGITS = 19
"""So many digits the largest of these integers has."""


def parse_integer(text: str) -> int | None:
    """Digits after an optional sign, as Go's strconv.Atoi takes them; None for anything else."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not digits.isascii() or not digits.isdigit():
        return None
    digits = digits.lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return None
    number = -int(digits) if text[0] == "-" else int(digits)
    return number if -(2**63) <= number < 2**63 else None


def parse_digits(text: str) -> int | None:
    """The number that a text of digits alone is; None for anything else."""
    return None if text[:1] in ("+", "-") else parse_integer(text)
