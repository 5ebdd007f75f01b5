"""The language of carried data: what it makes of a tree, what it leaves alone, and what is no patch."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.engine.identity import KEYS
from flytrans.engine.patch import apply, brought, diff, is_patch
from flytrans.tree.node import Node, lift

SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b" * 60, 1.0, 0.0])
NAMES = st.sampled_from(["a", "b", "services", "ports", "env", "checks", "x/y~z", *sorted(KEYS)])
ITEMS = st.lists(
    st.dictionaries(st.sampled_from(["name", "port", "protocol", "type", "guest_path", "v"]), SCALARS, max_size=3),
    max_size=4,
)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner | ITEMS, max_size=4)
)
TABLES = st.dictionaries(NAMES, TREES, max_size=5)


def never(path: str, patch: Node) -> None:
    raise AssertionError(f"stale at {path}: {patch!r}")


@given(TABLES, TABLES)
def test_a_difference_makes_one_tree_of_the_other(want: Any, have: Any) -> None:
    a, b = lift(want), lift(have)
    patch = diff(a, b)
    made = b if patch is None else apply(patch, b, never)
    assert repr(made.plain()) == repr(want) or made.plain() == want
    assert diff(made, a) is None


@given(TABLES)
def test_there_is_no_difference_to_itself(tree: Any) -> None:
    assert diff(lift(tree), lift(tree)) is None


@given(TABLES, TABLES)
def test_a_difference_has_the_form_of_a_patch_and_travels_as_plain_data(want: Any, have: Any) -> None:
    patch = diff(lift(want), lift(have))
    assert patch is None or is_patch(patch.plain())
    if patch is not None:
        assert apply(lift(patch.plain()), lift(have), never).plain() == want


@given(TABLES, TABLES, TABLES)
def test_an_edit_beats_a_difference_and_is_told(want: Any, have: Any, live: Any) -> None:
    patch = diff(lift(want), lift(have))
    told: list[str] = []
    made = live if patch is None else apply(patch, lift(live), lambda path, _: told.append(path)).plain()
    for key, value in live.items():
        if key not in have and key not in want:
            assert made[key] == value, "nobody knew of it, so it stays"
        elif key not in have and key in want:
            assert made[key] == value, "it was added by a person"
            assert f"/{key}" in told
    for key in have:
        if key not in live:
            assert key not in made, "a person took it away"


@given(TABLES, st.sampled_from([1, 2]))
def test_an_edited_scalar_stays(have: Any, value: int) -> None:
    table = {**have, "a": "seen"}
    patch = diff(lift({**table, "a": "carried"}), lift(table))
    assert patch is not None
    told: list[str] = []
    made = apply(patch, lift({**table, "a": value}), lambda path, _: told.append(path))
    assert made.plain()["a"] == value
    assert told == ["/a"]


def test_the_order_of_items_is_said_only_where_it_is_not_the_natural_one() -> None:
    have = lift({"env": [{"name": "A"}, {"name": "B"}]})
    natural = diff(lift({"env": [{"name": "A"}, {"name": "B"}, {"name": "C"}]}), have)
    turned = diff(lift({"env": [{"name": "B"}, {"name": "A"}]}), have)
    assert natural is not None
    assert len(natural.value["env"].value) == 2
    assert turned is not None
    assert turned.value["env"].value[2].plain() == ["B", "A"]


def test_an_item_is_told_apart_by_its_identity_and_not_by_its_number() -> None:
    patch = diff(
        lift({"ports": [{"port": 80, "x": 1}, {"port": 443, "x": 2}]}), lift({"ports": [{"port": 80}, {"port": 443}]})
    )
    live = lift({"ports": [{"port": 443}, {"port": 7}]})
    told: list[str] = []
    made = apply(patch, live, lambda path, _: told.append(path)) if patch else live
    assert made.plain() == {"ports": [{"port": 443, "x": 2}, {"port": 7}]}
    assert len(told) == 1


MERGE_KEYS = {
    **dict.fromkeys(
        ("containers", "initContainers", "ephemeralContainers", "volumes", "env", "imagePullSecrets"), "name"
    ),
    "volumeMounts": "mountPath",
    "volumeDevices": "devicePath",
    "hostAliases": "ip",
}
"""k8s.io/api core/v1 types.go: patchMergeKey of the lists of a pod."""


@pytest.mark.parametrize(("name", "key"), [*MERGE_KEYS.items(), ("rules", "host"), ("items", "key")])
def test_items_of_manifests_are_told_apart_by_the_keys_that_kubectl_merges_by(name: str, key: str) -> None:
    items = [{key: "b", "image": 1}, {key: "a", "image": 1}]
    patch = diff(lift({name: [{**items[0], "image": 2}, items[1]]}), lift({name: items[::-1]}))
    assert patch is not None
    assert set(patch.plain()[name][1]) >= {"b"}


def test_a_service_without_a_port_is_the_one_that_it_is_read_as() -> None:
    want, have = (
        {"services": [{"ports": [1]}]},
        {"services": [{"protocol": "tcp", "internal_port": 8080, "ports": [1]}]},
    )
    patch = diff(lift(want), lift(have))
    assert patch is not None
    assert patch.plain() == {
        "services": ["*", {"tcp/8080": {"internal_port": ["-", "8080"], "protocol": ["-", '"tcp"']}}]
    }


@given(TABLES, TABLES)
def test_what_a_difference_brings_has_the_leaves_that_it_comes_from(want: Any, have: Any) -> None:
    patch = diff(lift(want, (7,)), lift(have, (8,)))
    for _, node in brought(patch) if patch is not None else ():
        assert node.data() == {7}


@pytest.mark.parametrize(
    "plain",
    [
        None, "x", 3, [], [""], ["?"], ["+"], ["-"], ["-", 3], ["=", 1], ["=", 1, 2], ["*"], ["*", []],
        ["*", {}, "order"], ["*", {}, [1]], {"a": 3}, {"a": ["*", {"b": 3}]},
    ],
)  # fmt: skip
def test_anything_else_is_no_patch(plain: Any) -> None:
    assert not is_patch(plain)


@given(TREES)
def test_a_patch_for_another_shape_is_stale_and_does_no_harm(live: Any) -> None:
    for plain in ({"a": {"b": ["=", 1, "2"]}}, {"a": ["*", {"x": ["+", 1]}]}, {"a": ["=", 1, "2"]}):
        told: list[str] = []
        apply(lift(plain), lift(live), lambda path, _, told=told: told.append(path))
