"""In which order several apps are deployed: one that others name comes before them, as they may need it to start."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import TypeVar

from flytrans.tree.node import Node, items_of, text_at

K = TypeVar("K", str, int)
ORDER = "order"
"""Where a model has the names of its apps in this order; absent where it is by name."""


_HOST = r"(?<![\w-])([a-z0-9-]+)\.(?:internal|flycast)(?![\w-]|\.\w)"
"""The name of an app in its host on the private network (Fly documentation, networking/private-networking)."""


def in_deploy_order(model: Node) -> list[int]:
    """The apps of a model by their index; those that the order does not name come last.

    Where the source says no order, as only manifests do, apps name each other by their hosts on the private network.
    """
    apps = items_of(model.get("apps"))
    if len(apps) < 2:
        return list(range(len(apps)))
    names = [text_at(app, "name") for app in apps]
    places = {str(name.value): place for place, name in enumerate(items_of(model.get(ORDER)))}
    if places:
        return sorted(range(len(apps)), key=lambda index: places.get(names[index], len(places)))
    indexes = {name: index for index, name in enumerate(names)}
    return deploy_order(
        {place: {indexes[name] for name in _hosts(app) if name in indexes} for place, app in enumerate(apps)}
    )


def _hosts(app: Node) -> set[str]:
    """Names of apps in the texts of an app, its files among them."""
    found: set[str] = set()
    todo = [app]
    for node in todo:
        todo += node.below()
        for text in (node.value, _decoded(node.get("raw_value"))):
            if isinstance(text, str) and (".internal" in text or ".flycast" in text):
                found.update(re.findall(_HOST, text))
    return found


def _decoded(content: Node | None) -> str:
    """The text of a file, of which other bytes are none."""
    try:
        return b64decode(content.value).decode() if content is not None else ""
    except (ValueError, TypeError):
        return ""


def deploy_order(named: Mapping[K, Iterable[K]]) -> list[K]:
    """The keys, each after those that it names, in their own order where either may be first.

    Of those that name each other in a circle the least comes first of all.
    """
    left = {name: set(others) & named.keys() - {name} for name, others in named.items()}
    out: list[K] = []
    while left:
        free = [name for name, others in left.items() if not others] or _in_circles(left)
        out.append(min(free))
        del left[out[-1]]
        for others in left.values():
            others.discard(out[-1])
    return out


def _in_circles(named: Mapping[K, set[K]]) -> list[K]:
    """Those that are named, by whatever way, by all that they name themselves."""
    reached = {name: _reached(name, named) for name in named}
    return [name for name, others in reached.items() if all(name in reached[other] for other in others)]


def _reached(name: K, named: Mapping[K, set[K]]) -> set[K]:
    found: set[K] = set()
    todo = [name]
    while todo:
        new = named[todo.pop()] - found
        found |= new
        todo += new
    return found
