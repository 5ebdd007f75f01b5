"""Objects that select pods by their labels: Services, budgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node

_Place = tuple[str, ...]


class Selector(NamedTuple):
    """An object with the labels that it asks for; without any it takes every pod of its namespace."""

    object: Node
    namespace: str
    wanted: list[tuple[str, Node]]


class Selectors:
    """Selectors by namespace and the rarest of their labels, which all pods that they match have."""

    __slots__ = ("_by_label",)

    def __init__(self, given: Iterable[Selector]) -> None:
        times: dict[_Place, int] = {}
        found: list[tuple[Selector, list[_Place]]] = []
        for selector in given:
            space = selector.namespace
            if all(isinstance(node.value, str) for _, node in selector.wanted):
                places: list[_Place] = [(space, key, node.value) for key, node in selector.wanted] or [(space,)]
                found.append((selector, places))
                for place in places:
                    times[place] = times.get(place, 0) + 1
        self._by_label: dict[_Place, list[tuple[int, Selector]]] = {}
        for order, (selector, places) in enumerate(found):
            self._by_label.setdefault(min(places, key=times.__getitem__), []).append((order, selector))

    def matching(self, labels: Mapping[str, str], namespace: str) -> list[Node]:
        """The objects of a namespace that take pods with these labels, in their order."""
        found = list(self._by_label.get((namespace,), ()))
        for label in labels.items():
            found += self._by_label.get((namespace, *label), ())
        hits = [one for one in found if all(labels.get(key) == node.value for key, node in one[1].wanted)]
        return [selector.object for _, selector in sorted(hits, key=lambda one: one[0])]
