"""What several process groups have in common, said once: the opposite of groups.distribute.

Of each item the leaves that only put it into a group go to that group's entry in `processes`: the item itself stands
in the file whichever group it is for.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flytrans.tree.node import Leaves, Node, listing

GROUP = "the process group"


class Factored(NamedTuple):
    """An item and the groups that have it, each as the node of its entry in `processes`."""

    item: Node
    groups: dict[str, Node]
    first: bool
    """Whether it is the first item of every group that has it."""

    def told(self) -> Node:
        """The item with its `processes`."""
        return self.item.having(processes=listing(self.groups.values()))


def factor(per_group: Mapping[str, Iterable[Node]], *, named: bool) -> list[Factored]:
    """Items in an order that keeps every group's own; equal ones are said once where that order allows it.

    `named`: whether `processes` will be written; if not, items keep the leaves that put them into their group.
    """
    found: list[list[tuple[str, Node]]] = []
    first: list[bool] = []
    positions: dict[str, list[int]] = {}
    for name, items in per_group.items():
        after = -1
        for index, item in enumerate(items):
            places = positions.setdefault(spelled(item), [])
            at = bisect_right(places, after)
            if at < len(places):
                after = places[at]
                found[after].append((name, item))
                first[after] = first[after] and index == 0
            else:
                after = len(found)
                places.append(after)
                found.append([(name, item)])
                first.append(index == 0)
    return [_factored(copies, leads, named) for copies, leads in zip(found, first, strict=True)]


def _factored(copies: list[tuple[str, Node]], first: bool, named: bool) -> Factored:
    if not named:
        return Factored(merged([item for _, item in copies]), {}, first)
    groups: dict[str, Node] = {}
    items = []
    for name, item in copies:
        deciders = common_because(item)
        groups[name] = Node(name, (), tuple(sorted(deciders)), GROUP)
        items.append(_less(item, deciders) if deciders else item)
    return Factored(merged(items), groups, first)


def common_because(item: Node) -> set[int]:
    """The leaves that decided about every part of an item, so about the item itself."""
    found: set[int] | None = None
    for leaf in _ends(item):
        found = set(leaf.because) if found is None else found.intersection(leaf.because)
        if not found:
            return set()
    return found or set()


def _ends(node: Node) -> Iterable[Node]:
    below = node.below()
    if not below:
        yield node
    for entry in below:
        yield from _ends(entry)


def _less(node: Node, deciders: set[int]) -> Node:
    """The same tree without some deciders, but where nothing else says why a part is here."""
    value = node.value
    if value.__class__ is dict and value:
        return Node({k: _less(n, deciders) for k, n in value.items()}, node.sources, node.because, node.reason)
    if value.__class__ is list and value:
        return Node([_less(n, deciders) for n in value], node.sources, node.because, node.reason)
    rest = tuple(leaf for leaf in node.because if leaf not in deciders)
    return Node(value, node.sources, rest, node.reason) if rest or node.sources or node.reason else node


def merged(copies: list[Node]) -> Node:
    """Equal trees as one, which comes from all that each came from."""
    once = list({id(copy): copy for copy in copies}.values())
    if len(once) == 1:
        return once[0]
    one = once[0]
    value = one.value
    if value.__class__ is dict:
        value = {key: merged([copy.value[key] for copy in once]) for key in value}
    elif value.__class__ is list:
        value = [merged([copy.value[index] for copy in once]) for index in range(len(value))]
    reason = next((copy.reason for copy in once if copy.reason), "")
    return Node(value, _union(c.sources for c in once), _union(c.because for c in once), reason)


def _union(found: Iterable[Leaves]) -> Leaves:
    every = set(found)
    return next(iter(every)) if len(every) == 1 else tuple(sorted({leaf for leaves in every for leaf in leaves}))


def spelled(node: Node) -> str:
    """A text that is equal for equal values, whatever the order of their keys."""
    return json.dumps(node.plain(), sort_keys=True, default=str)
