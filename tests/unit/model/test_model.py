"""The model holds plain data, exactly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flytrans.model import App, Model, Port, ProcessGroup, Service
from generate.model_schema import schema

SCHEMA = schema()
TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
LOOSE = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
SCALARS = {
    "string": TEXT,
    "integer": st.integers(),
    "number": st.integers() | st.floats(allow_nan=False),
    "boolean": st.booleans(),
}


def plain(told: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Plain data of a schema's shape."""
    if "$ref" in told:
        return st.deferred(lambda: plain(SCHEMA["$defs"][told["$ref"].rpartition("/")[2]]))
    if "enum" in told:
        return st.sampled_from(told["enum"])
    if "anyOf" in told:
        return st.one_of([plain(choice) for choice in told["anyOf"]])
    if "properties" in told:
        entries = {name: plain(entry) for name, entry in told["properties"].items()}
        needed = {name: entries.pop(name) for name in told.get("required", [])}
        return st.fixed_dictionaries(needed, optional=entries)
    if told.get("type") == "array":
        return st.lists(plain(told["items"]), max_size=2)
    if told.get("type") == "object":
        entries = told["additionalProperties"]
        return st.dictionaries(TEXT, LOOSE if entries is True or not entries else plain(entries), max_size=2)
    return SCALARS.get(told.get("type", ""), LOOSE.filter(lambda value: value is not None))


@given(plain(SCHEMA))
def test_plain_data_comes_back_exactly(data: dict[str, Any]) -> None:
    again = Model.of(data).plain()
    assert again == data
    assert repr(sorted_keys(again)) == repr(sorted_keys(data))


def sorted_keys(value: Any) -> Any:
    """The same with tables in the order of their keys; 1, 1.0 and true stay apart in what it prints."""
    if isinstance(value, dict):
        return {key: sorted_keys(value[key]) for key in sorted(value)}
    return [sorted_keys(entry) for entry in value] if isinstance(value, list) else value


def test_what_is_absent_is_not_what_is_empty() -> None:
    data = {"apps": [{"groups": {"app": {"env": {}, "count": 0, "image": "", "services": []}}}]}
    group = Model.of(data).apps[0].groups["app"]  # type: ignore[index]
    assert (group.env, group.count, group.image, group.services) == ({}, 0, "", ())
    assert group.guest is None
    assert Model.of(data).plain() == data


def test_null_stays_only_where_the_data_is_loose() -> None:
    assert Model(apps=(App(name=None, kubernetes={"a": None}),)).plain() == {"apps": [{"kubernetes": {"a": None}}]}


def test_a_model_is_made_by_hand_and_reads_well() -> None:
    model = Model(apps=(App(name="shop", groups={"web": ProcessGroup(services=(Service(ports=(Port(port=443),)),))}),))
    assert repr(model.apps[0].groups) == "{'web': ProcessGroup(services=(Service(ports=(Port(port=443),)),))}"
    assert model == Model.of(model.plain())


@pytest.mark.parametrize(
    "app",
    [
        {"name": 1},
        {"groups": {"web": {"count": True}}},
        {"groups": {"web": {"count": "2"}}},
        {"groups": {"web": {"count": 2.0}}},
        {"groups": {"web": {"services": [{"autostop": True}]}}},
        {"groups": {"web": {"stop": {"timeout": "5s"}}}},
        {"deploy": {"max_unavailable": True}},
        {"secrets": "TOKEN"},
    ],
)
def test_data_that_is_no_model_is_refused(app: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Model.of({"apps": [app]})


def test_who_makes_a_record_names_known_attributes_only() -> None:
    with pytest.raises(ValidationError):
        App(nmae="shop")  # type: ignore[call-arg]


def test_a_key_that_a_newer_reader_knows_is_kept() -> None:
    data = {"apps": [{"name": "shop", "groups": {"web": {"count": 1, "colour": {"of": [None]}}}}]}
    assert Model.of(data).plain() == data


def test_a_model_never_changes() -> None:
    data: dict[str, Any] = {"apps": [{"name": "shop", "kubernetes": {"names": ["a"]}}]}
    model = Model.of(data)
    with pytest.raises(ValidationError):
        model.apps[0].name = "other"  # type: ignore[misc]
    model.plain()["apps"][0]["kubernetes"]["names"].append("b")
    assert model.plain() == data


def test_objects_that_pass_by_are_neither_printed_nor_in_messages() -> None:
    secret = {"kind": "Secret", "stringData": {"TOKEN": "hunter2"}}
    model = Model.of({"apps": [], "objects": [secret], "passing": [secret]})
    assert "hunter2" not in repr(model)
    with pytest.raises(ValidationError) as caught:
        Model.of({"apps": [{"name": {"TOKEN": "hunter2"}}]})
    assert "hunter2" not in str(caught.value)
