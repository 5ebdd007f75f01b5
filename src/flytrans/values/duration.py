"""Durations as Go spells them: text like `1m30s`, nanoseconds as integers.

Source: Go src/time/format.go ParseDuration, src/time/time.go Duration.String.
"""

from __future__ import annotations

import re

from flytrans.values.bad import Bad

MICROSECOND = 10**3
MILLISECOND = 10**6
SECOND = 10**9
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

UNITS = {
    "ns": 1,
    "us": MICROSECOND,
    "\N{MICRO SIGN}s": MICROSECOND,
    "\N{GREEK SMALL LETTER MU}s": MICROSECOND,
    "ms": MILLISECOND,
    "s": SECOND,
    "m": MINUTE,
    "h": HOUR,
}
_LIMIT = 2**63
_PART = re.compile(r"([0-9]*)(?:\.([0-9]*))?([^0-9.]*)")


def parse_duration(text: str) -> int:
    """Nanoseconds of a duration; raises `Bad` for what `time.ParseDuration` refuses."""
    negative = text[:1] == "-"
    rest = text[1:] if text[:1] in ("-", "+") else text
    if rest == "0":
        return 0
    if not rest:
        raise Bad("it is empty")
    total = 0
    at = 0
    while at < len(rest):
        part = _PART.match(rest, at)
        if part is None or not (part[1] or part[2]):
            raise Bad(f"{_shown(text)} is no duration")
        total += _nanoseconds(part[1], part[2] or "", part[3], text)
        at = part.end()
        if total > _LIMIT:
            raise Bad(f"{_shown(text)} is too long")
    if total == _LIMIT and not negative:
        raise Bad(f"{_shown(text)} is too long")
    return -total if negative else total


def _nanoseconds(whole: str, fraction: str, unit: str, text: str) -> int:
    if not unit:
        raise Bad(f"{_shown(text)} lacks a unit (ns, us, ms, s, m or h)")
    if unit not in UNITS:
        raise Bad(f"{_shown(unit)} is no unit (ns, us, ms, s, m or h)")
    digits = whole.lstrip("0")
    if len(digits) > 19:
        raise Bad(f"{_shown(text)} is too long")
    scale = UNITS[unit]
    return int(digits or 0) * scale + _fraction(fraction, scale)


def _fraction(digits: str, scale: int) -> int:
    """Go multiplies in floating point and leaves out the digits that 64 bits do not hold."""
    value = 0
    divisor = 1.0
    for digit in digits[:19]:
        more = value * 10 + int(digit)
        if more > _LIMIT:
            break
        value = more
        divisor *= 10
    return int(value * (scale / divisor))


def render_duration(nanoseconds: int) -> str:
    """The text that `Duration.String` gives: `1m30s`, `1.5s`, `10µs`, `0s`."""
    sign = "-" if nanoseconds < 0 else ""
    n = abs(nanoseconds)
    if n == 0:
        return "0s"
    if n < SECOND:
        for unit, scale, digits in (("ns", 1, 0), ("µs", MICROSECOND, 3), ("ms", MILLISECOND, 6)):
            if n < scale * 1000:
                return f"{sign}{n // scale}{_decimals(n % scale, digits)}{unit}"
    seconds, below = divmod(n, SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{seconds}{_decimals(below, 9)}s"
    if hours:
        return f"{sign}{hours}h{minutes}m{text}"
    return f"{sign}{minutes}m{text}" if minutes else sign + text


def _decimals(number: int, digits: int) -> str:
    shown = f"{number:0{digits}d}".rstrip("0") if digits and number else ""
    return f".{shown}" if shown else ""


def wrap_int64(number: int) -> int:
    """What is left of a number in 64 bits with a sign, as Go's arithmetic leaves it."""
    return (number + 2**63) % 2**64 - 2**63


def cut_int64(number: float) -> int:
    """A float as an integer, as amd64 converts it: without its fraction; what does not fit is the smallest."""
    return int(number) if -(2.0**63) <= number < 2.0**63 else -(2**63)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")
