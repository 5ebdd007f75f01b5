"""In which order several apps are deployed: one that others name comes before them, as they may need it to start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flytrans.tree.node import Node, items_of, text_at

ORDER = "order"
"""Where a model has the names of its apps in this order; absent where it is by name."""


def in_deploy_order(model: Node) -> list[int]:
    """The apps of a model by their index; those that the order does not name come last."""
    places = {name.value: place for place, name in enumerate(items_of(model.get(ORDER)))}
    names = [text_at(app, "name") for app in items_of(model.get("apps"))]
    return sorted(range(len(names)), key=lambda index: places.get(names[index], len(places)))


def deploy_order(named: Mapping[str, Iterable[str]]) -> list[str]:
    """The keys, each after those that it names, by name where either may be first.

    Of those that name each other in a circle, the first by name comes first of all.
    """
    left = {name: set(others) & named.keys() - {name} for name, others in named.items()}
    out: list[str] = []
    while left:
        free = [name for name, others in left.items() if not others] or _in_circles(left)
        out.append(min(free))
        del left[out[-1]]
        for others in left.values():
            others.discard(out[-1])
    return out


def _in_circles(named: Mapping[str, set[str]]) -> list[str]:
    """Those that are named, by whatever way, by all that they name themselves."""
    reached = {name: _reached(name, named) for name in named}
    return [name for name, others in reached.items() if all(name in reached[other] for other in others)]


def _reached(name: str, named: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        new = named[todo.pop()] - found
        found |= new
        todo += new
    return found
