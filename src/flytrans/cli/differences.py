"""What differs between two meanings: one entry for each value, whichever process groups have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flytrans.cli.meaning import OF_APP, RELEASE, Meaning
from flytrans.engine.identity import identities, listed
from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node

BOTH = ("count", "image", "secrets", "volumes/size_gb")
"""Compared only where both sides say it: files may leave it to a deploy."""

UNORDERED = ("handlers", "alpn", "secrets")
"""Lists whose order says nothing."""


class Difference(NamedTuple):
    """One value that differs; None on the side that lacks it."""

    app: str
    groups: tuple[str, ...]
    what: tuple[str, ...]
    before: Node | None
    after: Node | None


class _Found(NamedTuple):
    what: tuple[str, ...]
    before: Node | None
    after: Node | None


def differences(before: Meaning, after: Meaning) -> list[Difference]:
    """App by app and value by value; what only one of the formats can say is left out."""
    out: list[Difference] = []
    for name, (one, other) in _paired(before.apps, after.apps).items():
        if one is None or other is None:
            out.append(Difference(name, (), (), one, other))
            continue
        out += (Difference(name, (), *found) for found in _of_app(one, other, before, after))
        out += _of_groups(name, one.get("groups") or Node({}), other.get("groups") or Node({}), before, after)
    return out


def _paired(before: dict[str, Node], after: dict[str, Node]) -> dict[str, tuple[Node | None, Node | None]]:
    """Apps by name; where each side has one, they are the same app, whatever it is called."""
    if len(before) == len(after) == 1:
        return {next(iter(after)): (next(iter(before.values())), next(iter(after.values())))}
    return {name: (before.get(name), after.get(name)) for name in dict.fromkeys([*before, *after])}


def _of_app(one: Node, other: Node, before: Meaning, after: Meaning) -> Iterator[_Found]:
    for key in ("app", "secrets", *OF_APP):
        mine, theirs = one.get(key), other.get(key)
        silent = after if mine is not None else before
        if (mine is None) != (theirs is None) and (key in ("app", *BOTH) or silent.format != "fly"):
            continue
        if mine is not None or theirs is not None:
            yield from _between(mine, theirs, (key,), key)


def _of_groups(app: str, one: Node, other: Node, before: Meaning, after: Meaning) -> Iterator[Difference]:
    merged: dict[tuple[object, ...], list[tuple[str, _Found]]] = {}
    for group in dict.fromkeys([*one.value, *other.value]):
        mine, theirs = one.get(group), other.get(group)
        if group == RELEASE and ((mine is None and before.live) or (theirs is None and after.live)):
            continue
        if mine is None or theirs is None:
            sides = (_alone(group, one), _alone(group, other))
            merged[group, "whole"] = [(group, _Found((), *sides))]
            continue
        for found in _between(mine, theirs, (), ""):
            same = (found.what, *(repr(side.plain()) if side is not None else None for side in found[1:]))
            merged.setdefault(same, []).append((group, found))
    for having in merged.values():
        one_side = _together([found.before for _, found in having])
        other_side = _together([found.after for _, found in having])
        yield Difference(app, tuple(group for group, _ in having), having[0][1].what, one_side, other_side)


def _alone(group: str, groups: Node) -> Node | None:
    """A group by the places that no other group comes from."""
    node = groups.get(group)
    if node is None:
        return None
    others = [other.data() for name, other in groups.items() if name != group]
    own = node.data().difference(*others)
    return Node("", tuple(sorted(own or node.data())))


def _together(sides: list[Node | None]) -> Node | None:
    """One value with the places that all groups have it from."""
    first = sides[0]
    if first is None or first.value.__class__ in (dict, list):
        return first
    return Node(first.value, tuple(dict.fromkeys(number for side in sides if side for number in side.sources)))


def _between(one: Node | None, other: Node | None, what: tuple[str, ...], name: str) -> Iterator[_Found]:
    """The values that differ; lists of tables item by item, by what tells their items apart."""
    one, other = _said(one), _said(other)
    if one is None or other is None:
        if (one is not None or other is not None) and not _is_optional(what):
            yield _Found(what, one, other)
        return
    if one.value.__class__ is dict and other.value.__class__ is dict:
        for key in dict.fromkeys([*one.value, *other.value]):
            yield from _between(one.value.get(key), other.value.get(key), (*what, key), key)
    elif listed(one.value, other.value):
        mine, theirs = (dict(zip(identities(name, side.each()), side.each(), strict=True)) for side in (one, other))
        for key in dict.fromkeys([*mine, *theirs]):
            yield from _between(mine.get(key), theirs.get(key), (*what, f"[{key}]"), "")
    elif _plain(one, name) != _plain(other, name) and not (_is_optional(what) and not (one.data() and other.data())):
        yield _Found(what, one, other)


def _plain(node: Node, name: str) -> Any:
    """The value; that of a list without an order of its own is in order."""
    plain = node.plain()
    return sorted(plain, key=repr) if name in UNORDERED and isinstance(plain, list) else plain


def _said(node: Node | None) -> Node | None:
    """A value; one that is empty says nothing."""
    return None if node is None or node.value is None or node.value in ({}, []) else node


def _is_optional(what: tuple[str, ...]) -> bool:
    return "/".join(step for step in what if not step.startswith("[")) in BOTH
