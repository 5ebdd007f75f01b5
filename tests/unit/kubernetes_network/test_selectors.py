"""What selects pods by labels is found by the rarest of them."""

from __future__ import annotations

from flytrans.kubernetes.objects import Objects
from flytrans.kubernetes.selectors import Selector, Selectors
from flytrans.tree.node import Node, lift


def selectors(*given: tuple[str, str, dict[str, str]]) -> Selectors:
    """Of name, namespace and labels each."""
    return Selectors(Selector(Node(name), space, lift(labels).items()) for name, space, labels in given)


def names(found: list[Node]) -> list[str]:
    return [node.value for node in found]


def test_all_labels_that_are_asked_for_have_to_be_there() -> None:
    known = selectors(("a", "x", {"app": "web", "tier": "front"}), ("b", "x", {"app": "web"}))
    assert names(known.matching({"app": "web", "tier": "front", "more": "y"}, "x")) == ["a", "b"]
    assert names(known.matching({"app": "web"}, "x")) == ["b"]
    assert names(known.matching({"tier": "front"}, "x")) == []


def test_they_come_in_the_order_in_which_they_were_given() -> None:
    known = selectors(*((name, "x", {"app": "web", name: "1"}) for name in "cab"), ("d", "x", {"app": "web"}))
    assert names(known.matching({"app": "web", "a": "1", "b": "1", "c": "1"}, "x")) == ["c", "a", "b", "d"]


def test_another_namespace_is_another_world() -> None:
    known = selectors(("a", "x", {"app": "web"}), ("b", "y", {"app": "web"}))
    assert names(known.matching({"app": "web"}, "y")) == ["b"]


def test_what_asks_for_no_label_takes_all_of_its_namespace() -> None:
    known = selectors(("a", "x", {}), ("b", "x", {"app": "web"}))
    assert names(known.matching({}, "x")) == ["a"]
    assert names(known.matching({"app": "web"}, "x")) == ["a", "b"]
    assert names(known.matching({}, "y")) == []


def test_what_is_asked_of_all_objects_is_made_once() -> None:
    calls: list[Objects] = []

    def count(objects: Objects) -> int:
        calls.append(objects)
        return len(objects.all)

    objects = Objects([lift({"kind": "Service"})])
    assert (objects.once(count), objects.once(count), len(calls)) == (1, 1, 1)
