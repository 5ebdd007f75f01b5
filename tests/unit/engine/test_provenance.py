"""Nodes remember where their values came from, whatever is made of them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flytrans.tree.node import Node, default, lift, listing, made, same, table, walk

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
TREES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=2), v, max_size=3))


@given(TREES)
def test_what_is_lifted_is_the_same_plain_value(tree: Any) -> None:
    assert lift(tree).plain() == tree
    assert same(lift(tree), lift(tree, (1,)))


@given(TREES)
def test_every_leaf_of_a_lifted_tree_has_its_source(tree: Any) -> None:
    node = lift(tree, (3,))
    assert node.data() == {3}
    assert all(leaf.sources == (3,) for _, leaf in walk(node))


@given(TREES)
def test_a_decider_reaches_every_leaf_and_is_no_data(tree: Any) -> None:
    node = lift(tree, (1,)).why(Node("x", (9,)), None)
    assert node.leaves() == {1, 9}
    assert node.data() == {1}
    assert all(9 in leaf.because for _, leaf in walk(node))


def test_one_and_true_and_one_point_nought_are_three_values() -> None:
    assert not same(Node(1), Node(True))
    assert not same(Node(1), Node(1.0))
    assert not same(lift({"a": [1]}), lift({"a": [True]}))
    assert not same(Node(""), None)


def test_what_is_made_of_parts_has_the_sources_of_all_and_the_deciders_of_all() -> None:
    node = made("ab", Node("a", (1,), (5,)), Node("b", (2,), (1,)))
    assert (node.sources, node.because) == ((1, 2), (5,))


def test_what_is_made_of_a_default_has_its_reason() -> None:
    assert made("tcp-8080", default(8080, "the usual port")).reason == "the usual port"
    assert made("tcp-80", Node(80, (1,)), default("tcp", "usual")).reason == ""


def test_a_default_has_a_reason_and_the_deciders_of_its_item() -> None:
    node = default(5, "flyctl's own", Node("item", (4,), (6,)))
    assert (node.sources, node.because, node.reason) == ((), (4, 6), "flyctl's own")


def test_a_table_that_is_changed_is_another_one() -> None:
    first = table(a=Node(1), b=None)
    second = first.having(b=Node(2), a=None)
    assert first.plain() == {"a": 1}
    assert second.plain() == {"b": 2}
    assert first.without("a").plain() == {}


def test_at_follows_keys_and_numbers_and_ends_early() -> None:
    node = lift({"a": [{"b": 1}]})
    assert node.at("a", 0, "b").plain() == 1  # type: ignore[union-attr]
    assert node.at("a", 3, "b") is None
    assert node.at("a", "b") is None
    assert listing([Node(1)]).at(0) is not None
