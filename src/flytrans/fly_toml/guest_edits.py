"""Edits of a `[[vm]]`: one guest may be said by a size, by memory as text, or key by key, and stays said that way."""

from __future__ import annotations

from flytrans.fly_toml.differences import Difference, Steps, differences
from flytrans.fly_toml.edits import Edit, Unplaceable, insert, remove, replace
from flytrans.fly_toml.places import Places
from flytrans.mapping.guest import collapse_guest
from flytrans.tree.node import Node


def guest_edits(path: Steps, old: Node, new: Node, places: Places) -> list[Edit]:
    """The edits that make one guest of another; raises `Unplaceable`."""
    out: list[Edit] = []
    collapsed = collapse_guest(new)
    for found in differences(Node(dict(old.value)), Node(dict(new.value))):
        out += _edits(found, path, collapsed, places)
    return out


def _edits(found: Difference, path: Steps, collapsed: Node, places: Places) -> list[Edit]:
    key = found.path[0]
    assert isinstance(key, str)
    if found.new is None:
        assert found.old is not None
        return [remove(place) for place in places.all_of((*path, *found.path), found.old)]
    if found.old is None or not found.old.data():
        return [insert(places.table(path), key, places.new(found.new))]
    if found.old.value.__class__ is list:
        place = places.of_list(found.old)
        return [replace(place, places.spelled(place, found.new))]
    place = places.of(found.old)
    if place[-1] == "size":
        return _sized(key, place, path, collapsed, places)
    said = collapsed.get("memory") or found.new if place[-1] == "memory" else found.new
    return [replace(place, places.spelled(place, said))]


def _sized(key: str, place: tuple[str | int, ...], path: Steps, collapsed: Node, places: Places) -> list[Edit]:
    """What a size said: another size, and memory beside it where that is not the size's own."""
    size, memory = collapsed.get("size"), collapsed.get("memory")
    if size is None:
        raise Unplaceable("no size says it")
    if key == "memory_mb":
        return [insert(places.table(path), "memory", places.new(memory))] if memory is not None else []
    return [replace(place, places.spelled(place, size))]
