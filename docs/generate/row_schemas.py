"""Tables of rows as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flytrans.mapping.row import At, Each, Field, Named, One
from flytrans.mapping.spelling import Kind
from generate.spellings import Schema, spelling

Places = Callable[[tuple[str, ...], Field, Schema], Schema]
"""What an end changes about a field's schema at a path of keys ("#" for the items of a list, "*" of a table)."""


def table(rows: One, end: Any, places: Places, path: tuple[str, ...] = ()) -> Schema:
    """A table of fields at an end, closed; a list of them or a table of them by name."""
    step = {Each: ("#",), Named: ("*",)}.get(type(rows), ())
    properties = {}
    for field in rows.fields:
        spot = field.at(end)
        if isinstance(spot, At):
            properties[spot.key] = _field(field, spot, end, places, (*path, *step, spot.key))
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if isinstance(rows, Each):
        return {"type": "array", "items": schema}
    if isinstance(rows, Named):
        return {"type": "object", "additionalProperties": schema}
    return schema


def _field(field: Field, spot: At, end: Any, places: Places, path: tuple[str, ...]) -> Schema:
    kind = spot.kind or field.kind
    schema = table(kind, end, places, path) if isinstance(kind, One) else spelling(kind)
    if field.words and isinstance(kind, Kind) and schema.get("type") == "string":
        schema = {"anyOf": [{"enum": list(field.words)}, {"type": "string"}]}
    if field.within and end == "fly":
        schema |= _range(field, kind)
    schema = places(path, field, schema)
    if field.default is not None:
        schema["default"] = field.default
    return {"description": sentence(field)} | schema


def _range(field: Field, kind: Kind) -> Schema:
    """The numbers within; zero is the same as absent where it does not count."""
    assert field.within is not None
    low, high = field.within
    if kind.zero_counts:
        return {"minimum": low, "maximum": high}
    return {"anyOf": [{"const": 0}, {"minimum": low, "maximum": high}]}


def sentence(field: Field) -> str:
    """What a row says about itself, as a sentence."""
    text = field.about[:1].upper() + field.about[1:]
    if field.within:
        text += f": {field.within[0]} to {field.within[1]}"
    if field.default is not None:
        text += f"; default {spoken(field.default)}"
    return text + "."


def spoken(value: Any) -> str:
    """A default as people write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def either(*schemas: Schema) -> Schema:
    """One of them."""
    return {"anyOf": list(schemas)}
