"""What a plain YAML scalar is to kubectl, and which texts must be quoted so that every reader sees text.

Source: sigs.k8s.io/yaml goyaml.v2/resolve.go (YAML 1.1 words, Go's number literals, no sexagesimals, timestamps stay
text), and the way through JSON that follows: whole numbers are integers, what no 64 bits hold is a float.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_ENDLESS = {".nan", ".NaN", ".NAN"} | {f"{sign}.{word}" for sign in ("", "+", "-") for word in ("inf", "Inf", "INF")}
NUMERIC = frozenset("+-.0123456789")
"""What a plain scalar begins with that may be a number."""


_INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)")
_SIGNED_BINARY = r"0b([-+][01]+)"
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_POINT_FIRST = r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?"
"""strconv.ParseFloat takes underscores between digits; other numbers lose theirs before."""

_FOREIGN = (
    r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?"
    r"|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?0[bx][0-9a-fA-F_]+"
)
"""What another reader of YAML 1.1 takes for a number or a date (yaml.org/type)."""


class NotFinite(ValueError):
    """A scalar that YAML knows but JSON, and so Kubernetes, does not: `.inf`, `.nan`."""


def read_plain(text: str) -> Any:
    """The value of a plain scalar without a tag; raises `NotFinite`."""
    if text in WORDS:
        return WORDS[text]
    if text[0] in NUMERIC:
        return _number(text)
    return text


@lru_cache(maxsize=1024)  # few numbers are many of those that are written
def _number(text: str) -> Any:
    if text in _ENDLESS:
        raise NotFinite
    if text[0] == ".":
        return _finite(text.replace("_", ""), text) if re.fullmatch(_POINT_FIRST, text) else text
    plain = text.replace("_", "") if "_" in text else text
    if _INTEGER.fullmatch(plain):
        return _integer(plain, text)
    if _FLOAT.fullmatch(plain):
        return _finite(plain, text)
    binary = re.fullmatch(_SIGNED_BINARY, plain)
    return int(binary[1], 2) if binary and len(plain) < 64 else text


def _integer(plain: str, text: str) -> Any:
    """An integer of 64 bits; a decimal beyond them is a float, any other stays text."""
    digits = plain.lstrip("+-")
    if digits.isdigit() and (digits[0] != "0" or digits == "0"):
        return int(plain) if len(digits) < 19 else _finite(plain, text)
    base = {"x": 16, "b": 2, "o": 8}.get(digits[1].lower(), 0)
    value = int(digits[2:], base) if base else int(digits, 8)
    if plain[0] == "-":
        value = -value
    if -(2**63) <= value < 2**63:
        return value
    if 0 < value < 2**64 and plain[0] != "+":
        return float(value)
    return _finite(plain, text) if not base and _FLOAT.fullmatch(plain) else text


def _finite(plain: str, text: str) -> Any:
    value = float(plain)
    if math.isinf(value):
        return text
    if _FITS.fullmatch(plain):
        exact = int(plain)
        return exact if -(2**63) <= exact < 2**63 else value
    return int(value) if value.is_integer() and -(2.0**63) <= value < 2.0**63 else value


_FITS = re.compile(r"[-+]?[0-9]{1,20}")


def is_read_as_text(text: str) -> bool:
    """Whether kubectl, and other readers of YAML 1.1, take a plain scalar for this very text."""
    if text in WORDS or text in _ENDLESS or text in ("=", "<<"):
        return False
    return text[0] not in NUMERIC or (_number(text).__class__ is str and not re.fullmatch(_FOREIGN, text))
