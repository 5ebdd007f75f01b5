"""What a source means: the machines that it asks for and how they are deployed, each value with its places."""

from __future__ import annotations

import json
from typing import Any

from flytrans.api.sources import load
from flytrans.api.translate import read_source
from flytrans.diagnostics.policy import Policy
from flytrans.diagnostics.report import Place
from flytrans.migrate.delivery import translate
from flytrans.migrate.sources import Sources, Texts
from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node, escape, items_of

RELEASE = "release command"
OF_APP = ("build", "console_command", "deploy", "flyctl", "host_dedication_id")
"""What the model says of an app and machines do not."""


class Spot(NamedTuple):
    """A place in a source."""

    file: str
    line: int
    column: int


class Meaning:
    """The apps of a source by name, as trees whose `sources` are numbers of `spots`."""

    def __init__(self, sources: Sources) -> None:
        self.texts = Texts(sources)
        self.spots: list[Spot] = []
        self._numbers: dict[Spot, int] = {}
        given = load(sources.source)
        self.format = given.format
        self.apps = self._machines(sources)
        self.live = given.format == "machines" and not any(map(_has_requests, given.files.values()))
        """Whether it is what the API answers, which knows nothing but machines."""
        self._add_model(sources)

    def places(self, node: Node) -> list[Spot]:
        """Where the source says a value, in the order of its lines."""
        return sorted(self.spots[number] for number in node.data())

    def _machines(self, sources: Sources) -> dict[str, Node]:
        translation = translate(sources, "machines", Policy(), {})
        entries = {entry.place: entry for entry in translation.report.entries}
        said = {}
        for origin in translation.report.origins:
            found = [entries[source] for source in origin.sources if source in entries]
            least = min((len(entry.targets) for entry in found), default=0)
            narrow = [entry for entry in found if len(entry.targets) == least]
            said[origin.place] = tuple(self._spot(entry.file, entry.line, entry.column) for entry in narrow)
        apps = {}
        for file, text in translation.files.items():
            whole = _traced(json.loads(text), file, "", said)
            name = whole.get("app")
            apps[str(name.value) if name is not None else ""] = _app(whole)
        return apps

    def _add_model(self, sources: Sources) -> None:
        """What machines do not say of an app."""
        model, reading = read_source(load(sources.source))
        for app in items_of(model.get("apps")):
            name = app.get("name")
            key = str(name.value) if name is not None else ""
            if key in self.apps:
                leaves = reading.ledger.leaves
                found = {at: node for at in OF_APP if (node := app.get(at)) is not None}
                said = {at: self._placed(node, leaves) for at, node in found.items()}
                self.apps[key] = self.apps[key].having(**said)

    def _placed(self, node: Node, leaves: list[Any]) -> Node:
        value = node.value
        if isinstance(value, dict):
            return Node({key: self._placed(entry, leaves) for key, entry in value.items()})
        if isinstance(value, list):
            return Node([self._placed(entry, leaves) for entry in value])
        spots = (self._spot(leaf.file, *leaf.position()) for leaf in (leaves[number] for number in node.sources))
        return Node(value, tuple(spots))

    def _spot(self, file: str, line: int, column: int) -> int:
        spot = Spot(self.texts.path(file), line, column)
        if spot not in self._numbers:
            self._numbers[spot] = len(self.spots)
            self.spots.append(spot)
        return self._numbers[spot]


def _has_requests(text: str) -> bool:
    """Whether it is a machines.json; its text was found to be JSON before."""
    tree = json.loads(text)
    return isinstance(tree, dict) and "requests" in tree


def _traced(tree: Any, file: str, pointer: str, said: dict[Place, tuple[int, ...]]) -> Node:
    """A JSON tree as nodes with the places that each leaf came from."""
    if isinstance(tree, dict) and tree:
        return Node({key: _traced(entry, file, f"{pointer}/{escape(key)}", said) for key, entry in tree.items()})
    if isinstance(tree, list) and tree:
        return Node([_traced(entry, file, f"{pointer}/{index}", said) for index, entry in enumerate(tree)])
    return Node(tree, said.get(Place(file, 0, pointer), ()))


def _app(whole: Node) -> Node:
    """Groups by name, so that their order says nothing; what is carried is no part of the meaning."""
    groups: dict[str, Node] = {}
    for request in items_of(whole.get("requests")):
        body = request.get("body") or Node({})
        config = body.get("config") or Node({})
        groups[_group(request)] = Node({**request.only("count").value, **body.without("config").value, **config.value})
    volumes = {
        f"{_group(volume)}/{index}": volume.get("body") or Node({})
        for index, volume in enumerate(items_of(whole.get("volumes")))
    }
    for name, body in volumes.items():
        group = groups.get(name.partition("/")[0])
        if group is not None:
            kept = [*items_of(group.get("volumes")), body.without("region")]
            groups[name.partition("/")[0]] = group.having(volumes=Node(kept))
    release = whole.at("release_command", "body")
    if release is not None:
        groups[RELEASE] = Node({**release.without("config").value, **(release.get("config") or Node({})).value})
    return Node({**whole.only("app", "secrets").value, "groups": Node(groups)})


def _group(item: Node) -> str:
    name = item.get("process_group")
    return str(name.value) if name is not None else ""
