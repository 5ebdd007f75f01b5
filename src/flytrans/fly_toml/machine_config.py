"""machine_config.json beside a fly.toml: what a machine can have and flyctl does not overwrite (`SURVIVES`).

The opposite of overlay.read_overlay. It is for all process groups, so it says only what all of them have: a schedule
or further containers would do harm in a group that has none.
"""

from __future__ import annotations

from flytrans.fly_toml.one_per_file import OnePerFile
from flytrans.mapping.guest import says_whole_guest
from flytrans.mapping.images import OWN
from flytrans.mapping.machine import INIT_SURVIVES, MACHINE, SURVIVES
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, made, text_at

FILE = "machine_config.json"
_SAID_BY_FLY_TOML = ("guest", "image")


class Overlay(NamedTuple):
    """The JSON as a tree (None where there is nothing to say), and what of it fly.toml says itself."""

    config: Node | None
    container: Node | None
    image: Node | None
    """Image of the container that flyctl will run the deployed image in, where it is another than the deployed one."""
    has_guest: bool


def write_overlay(views: dict[str, Node], common: OnePerFile, cx: Writing) -> Overlay:
    """What all groups have that fly.toml has no key for."""
    rest: dict[str, Node] = {}
    for key in SURVIVES:
        found = common.if_alike(key, key) if key not in _SAID_BY_FLY_TOML else None
        if found is not None:
            rest[key] = found
    init = {key: node for key in INIT_SURVIVES if (node := common.if_alike(f"init.{key}", "init", key)) is not None}
    if init:
        rest["init"] = Node(init)
    guest = _partial_guest(views, common)
    if guest is not None:
        rest["guest"] = guest
    container, image = _deployed_container(rest)
    cx.ledger.reason(image, "FT316", "the container runs the image that is deployed", effect="none")
    if "containers" in rest:
        rest["containers"] = _with_images(rest["containers"], cx)
    config = MACHINE.end("machines").write(Node(rest)) if rest else None
    return Overlay(config, container, image, guest is not None)


def _partial_guest(views: dict[str, Node], common: OnePerFile) -> Node | None:
    """A guest without a kind, CPUs or memory, which no `[[vm]]` says, if it is that of every group."""
    guests = [view.get("guest") for view in views.values()]
    if any(guest is None or says_whole_guest(guest) for guest in guests):
        return None
    return common.if_alike("guest", "guest")


def _deployed_container(rest: dict[str, Node]) -> tuple[Node | None, Node | None]:
    """The name that `container` has to say, and the image that has to be deployed (overlay._with_chosen).

    flyctl always runs the deployed image in one of the containers, so that one says so.
    """
    entries = rest["containers"].each() if "containers" in rest else []
    if not entries:
        return None, None
    usual = next((entry for entry in entries if text_at(entry, "name") == "app"), entries[0])
    chosen = next((entry for entry in entries if text_at(entry, "image") == OWN), usual)
    name, image = chosen.get("name"), chosen.get("image")
    named = made(name.value, name, _decider(image)) if chosen is not usual and name is not None else None
    if image is None or image.value == OWN:
        return named, None
    here = Node(OWN, (), (), "flyctl runs the deployed image in it")
    rest["containers"] = Node([entry.having(image=here) if entry is chosen else entry for entry in entries])
    return named, image


def _with_images(containers: Node, cx: Writing) -> Node:
    """Less containers without an image, which flyctl refuses (internal/containerconfig), and the waiting for them."""
    bare = [entry for entry in containers.each() if not text_at(entry, "image")]
    if not bare:
        return containers
    for entry in bare:
        message = f"container {text_at(entry, 'name')} has no image, which flyctl refuses, so it is left out"
        cx.ledger.reason(entry, "FT422", message)
        cx.found("FT422", entry.get("name"), message, "give it one")
    gone = {text_at(entry, "name") for entry in bare}
    return Node([_without_waiting(entry, gone) for entry in containers.each() if entry not in bare])


def _without_waiting(entry: Node, gone: set[str]) -> Node:
    waits = entry.get("depends_on")
    if waits is None:
        return entry
    left = [one for one in waits.each() if text_at(one, "name") not in gone]
    return entry.having(depends_on=Node(left, waits.sources, waits.because) if left else None)


def _decider(image: Node | None) -> Node | None:
    return Node(None, (), tuple(sorted(image.leaves()))) if image is not None else None
