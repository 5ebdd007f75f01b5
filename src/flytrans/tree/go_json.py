"""What Go's encoding/json reads otherwise than Python's json: NaN and Infinity, and halves of surrogate pairs."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from flytrans.values.bad import Bad

_TEXT_OR_CONSTANT = r'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)'
_SURROGATE = "[\ud800-\udfff]"
_MAY_BE_SURROGATE = _SURROGATE + "|\\\\u[dD][89a-fA-F]"


def load_json(text: str) -> Any:
    """The plain tree of a text; raises JSONDecodeError or another ValueError, or RecursionError."""
    try:
        return whole_characters(json.loads(text, parse_constant=no_constant), text)
    except Bad as error:
        start = next(found.start() for found in re.finditer(_TEXT_OR_CONSTANT, text, re.DOTALL) if found[1])
        raise json.JSONDecodeError(str(error), text, start) from None


def no_constant(name: str) -> NoReturn:
    """For `parse_constant` of `json.loads`: JSON has no NaN and no Infinity."""
    raise Bad(f"there is no {name} in JSON")


def whole_characters(tree: Any, text: str) -> Any:
    """A tree that was read from a text, with U+FFFD for each half of a surrogate pair."""
    plain = text.isascii() and "\\u" not in text
    return tree if plain or re.search(_MAY_BE_SURROGATE, text) is None else _replaced(tree)


def _replaced(tree: Any) -> Any:
    if isinstance(tree, str):
        return re.sub(_SURROGATE, "\ufffd", tree)
    if isinstance(tree, list):
        return [_replaced(item) for item in tree]
    if isinstance(tree, dict):
        return {_replaced(key): _replaced(value) for key, value in tree.items()}
    return tree
