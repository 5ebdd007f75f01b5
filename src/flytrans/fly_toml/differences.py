"""Where two trees of plain values differ, as near to the leaves as it can be said."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from flytrans.fly_toml.factoring import spelled
from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node, same

Steps = tuple["str | int | None", ...]
"""Keys and indexes of the old tree; None for an item that is added to a list."""


class Difference(NamedTuple):
    """One place: its value before and after; None where there was or will be none."""

    path: Steps
    old: Node | None
    new: Node | None


def differences(old: Node, new: Node, path: Steps = ()) -> Iterator[Difference]:
    """The places, in the order of the old tree; a `[[vm]]` is one place."""
    if same(old, new):
        return
    kinds = old.value.__class__, new.value.__class__
    if kinds == (dict, dict) and not (len(path) == 2 and path[0] == "vm"):
        for key in {**old.value, **new.value}:
            before, after = old.get(key), new.get(key)
            if before is None or after is None:
                yield Difference((*path, key), before, after)
            else:
                yield from differences(before, after, (*path, key))
    elif kinds == (list, list) and _is_tables(old) and _is_tables(new):
        yield from _items(old.value, new.value, path)
    else:
        yield Difference(path, old, new)


def _items(old: list[Node], new: list[Node], path: Steps) -> Iterator[Difference]:
    pairs = list(matches(old, new))
    for i, j in pairs:
        yield from differences(old[i], new[j], (*path, i))
    stay, come = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, item in enumerate(old):
        if i not in stay:
            yield Difference((*path, i), item, None)
    for j, item in enumerate(new):
        if j not in come:
            yield Difference((*path, None), None, item)


def matches(old: list[Node], new: list[Node]) -> Iterator[tuple[int, int]]:
    """Which item of one list became which of another: equal ones, and between them one after the other."""
    if len(old) == len(new):
        yield from zip(range(len(old)), range(len(new)), strict=True)
        return
    matcher = SequenceMatcher(None, [spelled(item) for item in old], [spelled(item) for item in new], autojunk=False)
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        yield from zip(range(i, i_end), range(j, j_end), strict=False)


def _is_tables(node: Node) -> bool:
    return all(item.value.__class__ is dict for item in node.value)
