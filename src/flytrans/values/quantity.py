"""Quantities of resources: `500m`, `1.5Gi`, `1e3`.

A quantity is never finer than a billionth, so all of them are whole numbers of billionths.

Source: k8s.io/apimachinery pkg/api/resource/quantity.go, suffix.go, amount.go.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flytrans.values.bad import Bad

ONE = 10**9
"""One, in billionths."""
LARGEST_BINARY = (2**63 - 1) * ONE
"""What a quantity with a binary suffix is capped at."""

_FORM = re.compile(r"([-+]?)([0-9]*)(\.?)([0-9]*)([eEinumkKMGTP]*[-+]?[0-9]*)")
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_EXPONENT = re.compile(r"[eE]([-+]?[0-9]+)")
_DECIMAL_SUFFIX = {exponent: suffix for suffix, exponent in _DECIMAL.items()}
_BINARY_SUFFIX = {exponent: suffix for suffix, exponent in _BINARY.items()}
_MOST_DIGITS = 400


@lru_cache(maxsize=1024)
def parse_quantity(text: str) -> int:
    """The number that a quantity is, in billionths; what is finer is rounded away from zero. Raises `Bad`."""
    return _read(text)[0]


def same_quantity(a: str, b: str) -> bool:
    """Whether two quantities are one number; texts that are none are the same when they are equal."""
    try:
        return parse_quantity(a) == parse_quantity(b)
    except Bad:
        return a == b


def canonical_quantity(text: str) -> str:
    """As the API server writes it: no fraction, the largest suffix, the family of suffixes kept.

    A text that has that number and suffix already stays as it is, signs and leading zeros included. Raises `Bad`.
    """
    value, family, digits, exponent = _read(text)
    if not value:
        return "0"
    if family == "binary" and (abs(value) < 1024 * ONE or value % ONE):
        family = "decimal"
    number, canonical = _reduce_binary(value // ONE) if family == "binary" else _reduce_decimal(value)
    if digits is not None and exponent == canonical and digits == abs(number):
        return text.strip()
    if family == "binary":
        return f"{number}{_BINARY_SUFFIX.get(canonical, '')}"
    if family == "exponent":
        return f"{number}e{canonical}" if canonical else str(number)
    return f"{number}{_DECIMAL_SUFFIX[canonical]}"


def _read(text: str) -> tuple[int, str, int | None, int]:
    """Billionths, family of the suffix, digits if it has no fraction, the exponent of its suffix."""
    found = _FORM.fullmatch(text.strip())
    if found is None or found[0] == "":
        raise Bad('it is no quantity, like "500m", "0.5", "128Mi" or "1e3"')
    sign, whole, _, fraction, suffix = found.groups()
    if len(whole) + len(fraction) > _MOST_DIGITS:
        raise Bad("it has too many digits")
    family, exponent = _interpret(suffix)
    number = int(f"{whole}{fraction}" or "0")
    if number and exponent > _MOST_DIGITS:
        raise Bad("it is too large")
    base = 2 if family == "binary" else 10
    power = max(exponent, -2 * _MOST_DIGITS)
    many, parts = number * ONE * base ** max(power, 0), 10 ** len(fraction) * base ** max(-power, 0)
    value = -(-many // parts)
    if family == "binary":
        value = min(value, LARGEST_BINARY)
    return (-value if sign == "-" else value), family, (int(whole) if whole and not fraction else None), exponent


def _interpret(suffix: str) -> tuple[str, int]:
    if suffix in _DECIMAL:
        return "decimal", _DECIMAL[suffix]
    if suffix in _BINARY:
        return "binary", _BINARY[suffix]
    found = _EXPONENT.fullmatch(suffix)
    if found is None or len(found[1]) > 10:
        known = ", ".join(s for s in (*_DECIMAL, *_BINARY) if s)
        raise Bad(f"{suffix!r} is no suffix of a quantity; there are {known}, and an exponent like e3")
    return "exponent", int(found[1])


def _reduce_decimal(billionths: int) -> tuple[int, int]:
    """A whole number, and a multiple of three as the exponent of ten."""
    number, exponent = billionths, -9
    while number % 1000 == 0 and exponent < 18:
        number //= 1000
        exponent += 3
    return number, exponent


def _reduce_binary(value: int) -> tuple[int, int]:
    exponent = 0
    while value % 1024 == 0 and exponent < 60:
        value //= 1024
        exponent += 10
    return value, exponent
