"""A traced tree as JSON text on one line; of its nodes, not of a plain copy, which would take as long as the text."""

from __future__ import annotations

import json
from collections.abc import Callable

from flytrans.tree.node import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def line_encoder(*, ascii_only: bool = False, sort_keys: bool = False) -> Callable[[Node], str]:
    """From a tree to its text, without spaces; what JSON has no word for (dates) is its own text."""
    encoder = json.JSONEncoder(
        ensure_ascii=ascii_only, sort_keys=sort_keys, separators=(",", ":"), default=_value, check_circular=False
    )
    return encoder.encode


def _value(found: Any) -> Any:
    return found.value if isinstance(found, Node) else str(found)
