"""Rows and model say the same, field by field."""

from __future__ import annotations

from typing import Any

import pytest

import flytrans.model
from flytrans.mapping.kinds import AUTOSTOP, AUTOSTOP_JSON, DURATION, PERSIST
from flytrans.mapping.row import Each, Field, Named, One
from flytrans.mapping.spelling import Anything, Kind, Listing, Mapping
from generate.faces import Face, faces
from generate.model_schema import schema

FACES = {face.record.__name__: face for face in faces()}
UNITS = {"s": "seconds", "d": "days", "MiB": "MiB", "GB": "GB", "%": "per cent"}
OWN_TYPES = {("Deploy", "release_command"): "text, split into words when it is read"}


@pytest.fixture(scope="module")
def parts() -> dict[str, Any]:
    made = schema()
    return {**made["$defs"], "Model": made}


def test_every_record_has_rows() -> None:
    assert {*FACES, "Record"} == set(flytrans.model.__all__)


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_every_attribute_is_a_row_and_every_row_an_attribute(face: Face) -> None:
    assert set(face.record.model_fields) == {*face.rows, *face.beside}


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_an_attribute_has_the_type_that_its_row_reads(face: Face, parts: dict[str, Any]) -> None:
    properties = parts[face.record.__name__]["properties"]
    for name, field in face.rows.items():
        if (face.record.__name__, name) not in OWN_TYPES:
            assert shape(properties[name]) == read_as(field.kind), f"{face.record.__name__}.{name}"


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_a_number_has_the_unit_that_its_row_tells(face: Face, parts: dict[str, Any]) -> None:
    properties = parts[face.record.__name__]["properties"]
    for name, field in face.rows.items():
        unit = properties[name].get("x-unit")
        assert (field.kind is DURATION) == (unit == "ns"), name
        if unit in UNITS:
            assert UNITS[unit] in field.about, name
        elif properties[name].get("type") in ("integer", "number") and unit is None:
            assert not any(f"{word} " in f"{field.about} " for word in UNITS.values()), name


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_everything_is_described(face: Face) -> None:
    assert face.record.__doc__
    for name, field in face.rows.items():
        assert field.about, f"{face.record.__name__}.{name}"
        assert not field.about.endswith("."), name


def read_as(kind: Any) -> Any:
    """What a row of a kind gives when it is read."""
    if isinstance(kind, One):
        wrap = {Each: "list", Named: "table"}.get(type(kind))
        return (wrap, "record") if wrap else "record"
    if isinstance(kind, Listing):
        return ("list", read_as(kind.item))
    if isinstance(kind, Mapping):
        return ("table", read_as(kind.item))
    if isinstance(kind, Anything):
        return "anything"
    assert isinstance(kind, Kind)
    if kind in (AUTOSTOP, AUTOSTOP_JSON):
        return ("off", "stop", "suspend")
    if kind is PERSIST:
        return ("never", "always", "restart")
    if kind is DURATION:
        return "integer"
    return {(str,): "string", (int,): "integer", (bool,): "boolean", (int, float): "number"}[kind.accepts]


def shape(told: dict[str, Any]) -> Any:
    """The same, of a property in the model's schema."""
    if "$ref" in told:
        return "record"
    if "enum" in told:
        return tuple(told["enum"])
    if "anyOf" in told:
        assert [choice["type"] for choice in told["anyOf"]] == ["integer", "number"]
        return "number"
    if told.get("type") == "array":
        return ("list", shape(told["items"]))
    if told.get("type") == "object":
        entries = told["additionalProperties"]
        return ("table", shape({} if entries is True else entries))
    return told.get("type", "anything")


def test_a_row_without_an_attribute_is_noticed() -> None:
    face = FACES["Port"]
    more = face._replace(rows={**face.rows, "colour": Field("colour", None)})
    with pytest.raises(AssertionError):
        test_every_attribute_is_a_row_and_every_row_an_attribute(more)
