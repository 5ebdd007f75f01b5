"""What several process groups have in common, said once: the opposite of groups.distribute.

Of each item the leaves that only put it into a group go to that group's entry in `processes`: the item itself stands
in the file whichever group it is for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any

from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Leaves, Node, listing

GROUP = "the process group"


class Factored(NamedTuple):
    """An item and the groups that have it, each as the node of its entry in `processes`."""

    item: Node
    groups: dict[str, Node]
    names: tuple[str, ...]
    first: bool
    """Whether it is the first item of every group that has it."""

    def told(self) -> Node:
        """The item with its `processes`, by which alone one is there that says nothing else."""
        groups = list(self.groups.values())
        if not self.item.value:
            groups = [group.why(self.item) for group in groups]
        return self.item.having(processes=listing(groups))


Key = tuple[str, int, str]
"""An item by its text and how many equal ones its group had before; the group's name where it is said for it alone."""


def factor(per_group: Mapping[str, Iterable[Node]], ledger: Ledger, named: Mapping[str, Node] | None) -> list[Factored]:
    """Items in an order that keeps every group's own; equal ones are said once if there is such an order.

    What stood in one document keeps the document's order, so that a change of one item moves no other.
    `named`: the views of the groups where `processes` will be written; if None, items keep the leaves that put them
    into their group.
    """
    lists = {name: list(items) for name, items in per_group.items()}
    if len(lists) == 1:
        name, items = next(iter(lists.items()))
        return [_factored([(name, item)], not index, ledger, named) for index, item in enumerate(items)]
    return _ordered(lists, ledger, named, alone=False) or _ordered(lists, ledger, named, alone=True) or []


def _ordered(
    lists: dict[str, list[Node]], ledger: Ledger, named: Mapping[str, Node] | None, *, alone: bool
) -> list[Factored] | None:
    """The items, equal ones of several groups together unless `alone`; None where no order keeps all groups' own."""
    found: dict[Key, list[tuple[str, Node]]] = {}
    orders: list[list[Key]] = []
    for name, items in lists.items():
        seen: Counter[str] = Counter()
        order: list[Key] = []
        for item in items:
            text = spelled(item)
            order.append((text, seen[text], name if alone else ""))
            seen[text] += 1
            found.setdefault(order[-1], []).append((name, item))
        orders.append(order)
    later = {key for order in orders for key in order[1:]}
    out = {key: _factored(copies, key not in later, ledger, named) for key, copies in found.items()}
    leaves = {key: one.item.data() or one.item.leaves() or one.told().leaves() for key, one in out.items()}
    sorted_keys = _sorted(orders, _places(leaves, ledger))
    return [out[key] for key in sorted_keys] if len(sorted_keys) == len(out) else None


def _places(leaves: Mapping[Any, set[int]], ledger: Ledger) -> dict[Any, int]:
    """Where each stood in their document, new ones last; the same place for all where it was not one document."""
    known = ledger.leaves
    found = [leaf for some in leaves.values() for leaf in some]
    if any(leaf >= len(known) for leaf in found) or len({(known[n].file, known[n].document) for n in found}) != 1:
        return dict.fromkeys(leaves, 0)
    return {key: min(some, default=len(known)) for key, some in leaves.items()}


def _sorted(orders: list[list[Key]], places: dict[Key, int]) -> list[Key]:
    """Keys in an order that contains each of the orders, by place where that leaves a choice; fewer in a cycle."""
    after: dict[Key, set[Key]] = {key: set() for key in places}
    for order in orders:
        for one, other in pairwise(order):
            after[one].add(other)
    waits = Counter(key for keys in after.values() for key in keys)
    turns = {key: (place, index, key) for index, (key, place) in enumerate(places.items())}
    ready = [turns[key] for key in places if not waits[key]]
    heapify(ready)
    out: list[Key] = []
    while ready:
        _, _, key = heappop(ready)
        out.append(key)
        for other in after[key]:
            waits[other] -= 1
            if not waits[other]:
                heappush(ready, turns[other])
    return out


def _factored(
    copies: list[tuple[str, Node]], first: bool, ledger: Ledger, named: Mapping[str, Node] | None
) -> Factored:
    """One item of some groups; what says a group's name decides with it about the group's entry in `processes`."""
    names = tuple(name for name, _ in copies)
    if named is None:
        return Factored(merged([item for _, item in copies]), {}, names, first)
    groups: dict[str, Node] = {}
    items = []
    for name, item in copies:
        deciders = common_because(item)
        groups[name] = Node(name, (), tuple(sorted(deciders)), GROUP)
        items.append(_less(item, deciders) if deciders else item)
    if len(groups) > 1:
        shared = set.intersection(*(set(node.because) for node in groups.values()))
        places = _places({name: set(node.because) - shared for name, node in groups.items()}, ledger)
        groups = dict(sorted(groups.items(), key=lambda entry: (places[entry[0]], entry[0])))
    groups = {name: node.why(Node(None, (), named[name].because)) for name, node in groups.items()}
    return Factored(merged(items), groups, names, first)


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
