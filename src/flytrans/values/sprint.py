"""Any value as text, as Go's `fmt.Sprintf("%v")` spells it (Go src/fmt/print.go, src/strconv/ftoa.go)."""

from __future__ import annotations

import datetime
import math

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sprint(value: Any) -> str:
    """The text of a parsed value: text as it is, true, 1e+06, [a b], map[k:v], 1979-05-27 07:32:00 +0000 UTC."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, list):
        return f"[{' '.join(sprint(item) for item in value)}]"
    if isinstance(value, dict):
        return f"map[{' '.join(f'{key}:{sprint(value[key])}' for key in sorted(value))}]"
    if isinstance(value, datetime.datetime | datetime.time):
        return _moment(value)
    return "<nil>" if value is None else str(value)


def _float(value: float) -> str:
    """Shortest digits that read back; an exponent below -4 or from 6 on is written as such."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    sign = "-" if math.copysign(1, value) < 0 else ""
    if value == 0:
        return f"{sign}0"
    digits, exponent = _shortest(abs(value))
    if not -4 <= exponent < 6:
        tail = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{tail}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole, fraction = digits[: exponent + 1].ljust(exponent + 1, "0"), digits[exponent + 1 :]
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def _shortest(value: float) -> tuple[str, int]:
    """Significant digits of a positive number without zeros at the ends, and the power of ten of the first."""
    mantissa, _, power = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    first = len(digits) - len(digits.lstrip("0"))
    return digits.strip("0"), int(power or 0) + len(whole) - 1 - first


def _moment(value: datetime.datetime | datetime.time) -> str:
    """Go's time.Time where a zone is written, else go-toml's LocalDateTime or LocalTime."""
    fraction = f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""
    if isinstance(value, datetime.time):
        return f"{value:%H:%M:%S}{fraction}"
    if value.tzinfo is None:
        return f"{_date(value)}T{value:%H:%M:%S}{fraction}"
    zone = f"{value:%z}"[:5]
    return f"{_date(value)} {value:%H:%M:%S}{fraction} {zone} {'UTC' if zone == '+0000' else zone}"


def moment_text(value: datetime.date | datetime.time) -> str:
    """A date or time as Go writes it into JSON: RFC 3339, or a local date or time of go-toml."""
    if not isinstance(value, datetime.datetime) or value.tzinfo is None:
        return sprint(value)
    fraction = f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""
    zone = f"{value:%z}"[:5]
    return f"{_date(value)}T{value:%H:%M:%S}{fraction}{'Z' if zone == '+0000' else f'{zone[:3]}:{zone[3:]}'}"


def _date(value: datetime.datetime) -> str:
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
