"""Sizes as flyctl reads them: `512mb`, `1gb`, or a bare number in the key's own unit.

Source: flyctl helpers/units.go ParseSize over docker/go-units size.go parseSize. Memory is binary (1gb = 1024 MiB),
volumes are decimal, even when written GiB; what is left over is cut off.
"""

from __future__ import annotations

import re

from flytrans.values.bad import Bad

_POWERS = {letter: power for power, letter in enumerate("kmgtp", start=1)}
_BARE = re.compile(r"[+-]?[0-9]+")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SUFFIX = re.compile(r"b|([kmgtp])(?:i?b)?", re.IGNORECASE)


def parse_memory_mb(text: str) -> int:
    """MiB of a memory size; a bare number is MiB. Raises `Bad`."""
    return _parse(text, 1024, 2**20)


def parse_volume_gb(text: str) -> int:
    """GB of a volume size; a bare number is GB. Raises `Bad`."""
    return _parse(text, 1000, 10**9)


def _parse(text: str, base: int, quotient: int) -> int:
    if len(text) <= 20 and _BARE.fullmatch(text):
        number = int(text)
        if -(2**63) <= number < 2**63:
            return number
    size = _bytes(text, base)
    return int(size) // quotient if size < 2**63 else -(2**63 // quotient)


def _bytes(text: str, base: int) -> float:
    """The number up to the last digit, dot or blank; then the suffix."""
    end = max((text.rfind(c) for c in "0123456789. "), default=-1)
    number = text[:end] if end >= 0 and text[end] == " " else text[: end + 1]
    suffix = text[end + 1 :]
    size = float(number) if _FLOAT.fullmatch(number) else -1.0
    if not 0 <= size < float("inf"):
        raise Bad(f"{_shown(text)} is no size")
    if not suffix:
        return size
    unit = _SUFFIX.fullmatch(suffix) if suffix.isascii() else None
    if unit is None:
        raise Bad(f"{_shown(suffix)} is no unit (b, kb, mb, gb, tb or pb)")
    return size * float(base ** _POWERS[unit[1].lower()]) if unit[1] else size


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")
