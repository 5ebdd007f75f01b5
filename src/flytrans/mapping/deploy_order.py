"""In which order several apps are deployed: one that others name comes before them, as they may need it to start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from flytrans.tree.node import Node, items_of, text_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

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
        from base64 import b64decode

        return b64decode(content.value).decode() if content is not None else ""
    except (ValueError, TypeError):
        return ""


def deploy_order(named: Mapping[K, Iterable[K]]) -> list[K]:
    """The keys, each after those that it names, in their own order where either may be first.

    Of those that name each other in a circle the least comes first of all.
    """
    if len(named) < 2:
        return list(named)
    from heapq import heapify, heappop, heappush

    left = {name: {other for other in others if other in named and other != name} for name, others in named.items()}
    circles = _circles(left)
    users: dict[K, list[K]] = {name: [] for name in left}
    for name, others in left.items():
        for other in others:
            users[other].append(name)
    apart = {name: sum(circles[other] != circles[name] for other in others) for name, others in left.items()}
    held = {name: len(others) for name, others in left.items()}
    free = [name for name, count in held.items() if not count]
    circling = [name for name, count in held.items() if count and not apart[name]]
    heapify(free)
    heapify(circling)
    out: dict[K, None] = {}
    while free or circling:
        name = heappop(free or circling)
        if name in out:
            continue
        out[name] = None
        for user in users[name]:
            held[user] -= 1
            apart[user] -= circles[user] != circles[name]
            if not held[user] or not apart[user]:
                heappush(free if not held[user] else circling, user)
    return list(out)


def _circles(named: Mapping[K, set[K]]) -> dict[K, int]:
    """A number for each key, one for all that name each other in a circle (Tarjan's strongly connected components)."""
    index: dict[K, int] = {}
    low: dict[K, int] = {}
    out: dict[K, int] = {}
    stack: list[K] = []
    for start in named:
        path: list[tuple[K, Iterator[K]]] = [(start, iter(named[start]))] if start not in index else []
        while path:
            name, others = path[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                stack.append(name)
            other = next(others, None)
            if other is not None:
                if other not in index:
                    path.append((other, iter(named[other])))
                elif other not in out:
                    low[name] = min(low[name], index[other])
                continue
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[name])
            while low[name] == index[name] and name not in out:
                out[stack.pop()] = index[name]
    return out
