"""A traced tree as JSON text, over lines; what `json.dumps(…, indent=2, ensure_ascii=False)` writes, in less time.

What is marked as a `Line` stands on one.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted

from flytrans.tree.json_line import line_encoder
from flytrans.tree.node import Line, Node

_on_one_line = line_encoder()


def render_json(node: Node) -> str:
    """The text, with a line break at its end."""
    return _render(node, "\n") + "\n"


def _render(node: Node, line: str) -> str:
    value = node.value
    kind = value.__class__
    if kind is str:
        return quoted(value)
    if node.__class__ is Line:
        return _on_one_line(node)
    if kind is dict:
        if not value:
            return "{}"
        inner = line + "  "
        parts = [
            f"{quoted(key)}: {quoted(entry.value) if entry.value.__class__ is str else _render(entry, inner)}"
            for key, entry in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    if kind is list:
        if not value:
            return "[]"
        inner = line + "  "
        return f"[{inner}{f',{inner}'.join([_render(entry, inner) for entry in value])}{line}]"
    return "true" if value is True else "false" if value is False else "null" if value is None else _number(value)


def _number(value: object) -> str:
    return str(value) if value.__class__ is int else json.dumps(value, ensure_ascii=False, default=str)
