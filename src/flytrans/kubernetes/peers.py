"""What the apps of an input call each other: names of Services, which on Fly are others.

Fly's private network knows an app's machines as `APP.internal`, those of one group as `GROUP.process.APP.internal`,
and its private address as `APP.flycast` (Fly documentation, networking/private-networking and networking/flycast).
Behind the address are the ports of the Fly services, behind the machines' names those that the app listens on.
"""

from __future__ import annotations

from flytrans.kubernetes.cluster_names import ClusterNames, Mention, is_address
from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.objects import Objects, name_of
from flytrans.kubernetes.pod_reading import Gathered
from flytrans.kubernetes.told_texts import Told, texts_of
from flytrans.mapping.app_names import name_on_fly
from flytrans.mapping.deploy_order import deploy_order
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, entries_of, listing

_Service = tuple[str, str]


class Peer(NamedTuple):
    """What a Service is on Fly: a host, and the ports that are others there."""

    host: str
    ports: dict[int, int]


def order_of(named: dict[str, set[str]]) -> Node | None:
    """The order in which apps are deployed, by the apps that each one names; None where it is by name."""
    order = deploy_order(named)
    return listing([Node(name) for name in order]) if order != sorted(order) else None


def with_jobs(named: dict[str, set[str]], apps: list[tuple[Node, list[Gathered]]]) -> dict[str, set[str]]:
    """What each app waits for: what it names, and what prepares with its own image what it needs to be healthy: a Job,
    or an app with a release command.

    In a cluster all begin at once and try until they succeed; a deploy on Fly fails where an app is not healthy.
    """
    first: dict[tuple[str, str | None], list[str]] = {}
    for app, members in apps:
        if _prepares(app, members):
            for member in members:
                first.setdefault(_image_of(member), []).append(app.value["name"].value)
    out = dict(named)
    for app, members in apps:
        name = app.value["name"].value
        if not _prepares(app, members):
            waits = {other for member in members for other in first.get(_image_of(member), ())}
            out[name] = out[name] | {other for other in waits if name not in named[other]}
    return out


def _prepares(app: Node, members: list[Gathered]) -> bool:
    """Whether an app does something before others of its image can be healthy."""
    return app.at("deploy", "release_command") is not None or all(found.workload.kind == "Job" for found in members)


def _image_of(member: Gathered) -> tuple[str, str | None]:
    return member.workload.namespace, text_of(member.workload.face.container.get("image"))


def tell_peers(apps: list[tuple[Node, list[Gathered]]], objects: Objects, cx: Reading) -> dict[str, set[str]]:
    """Say of every text that names a Service what Fly knows it as; the apps that each app names so."""
    services = {(objects.space_of(one), name_of(one)): one for one in objects.of("Service")}
    names = ClusterNames({key: _ports_of(service) for key, service in services.items()})
    peers: dict[_Service, Peer] = {}
    behind: dict[_Service, set[str]] = {}
    alone = len(apps) == 1
    for app, members in apps:
        for key, peer in _peers(app, members, objects, name_on_fly(app.value["name"].value, cx.options, alone=alone)):
            peers.setdefault(key, peer)
            behind.setdefault(key, set()).add(app.value["name"].value)
    for key, service in services.items():
        outside = text_of(service.at("spec", "externalName"))
        if outside is not None and text_of(service.at("spec", "type")) == "ExternalName":
            peers[key] = Peer(outside, {})
    out: dict[str, set[str]] = {}
    for app, members in apps:
        namespace, named = members[0].workload.namespace, out.setdefault(app.value["name"].value, set())
        for _, view in entries_of(app.get("groups")):
            for told in texts_of(view):
                mentions = names.mentioned(told.text, told.name, namespace, in_file=told.in_file)
                _tell(told, mentions, peers, cx)
                named.update(*(behind.get(mention.service, ()) for mention in mentions if mention.service is not None))
    return out


def _ports_of(service: Node) -> frozenset[int]:
    ports = [entry.get(key) for entry in tables_of(service.at("spec", "ports")) for key in ("port", "targetPort")]
    return frozenset(number for port in ports if (number := whole_of(port)) is not None)


def _peers(app: Node, members: list[Gathered], objects: Objects, name: str) -> list[tuple[_Service, Peer]]:
    """The Services that reach an app's pods, each as the host that reaches its machines, by the name of its app."""
    out = []
    machines = f"{name}.internal"
    for member in members:
        known = {key: node.value for key, node in entries_of(member.workload.labels)}
        host = machines if len(members) == 1 else f"{member.group.value}.process.{machines}"
        for service in objects.selecting(known, member.workload.namespace):
            headless = text_of(service.at("spec", "clusterIP")) == "None"
            private = app.get("flycast") is not None and not headless
            moved = {} if headless else _moved(service, member.workload.pod)
            peer = Peer(f"{name}.flycast", {}) if private else Peer(host, moved)
            out.append(((member.workload.namespace, name_of(service)), peer))
    return out


def _moved(service: Node, pod: Node) -> dict[int, int]:
    """Ports of a Service that are others in the pods."""
    declared = [port for container in tables_of(pod.get("containers")) for port in tables_of(container.get("ports"))]
    named = {text_of(port.get("name")): whole_of(port.get("containerPort")) for port in declared}
    out = {}
    for entry in tables_of(service.at("spec", "ports")):
        port, target = whole_of(entry.get("port")), entry.get("targetPort")
        number = whole_of(target) or named.get(text_of(target))
        if port is not None and number is not None and port != number:
            out[port] = number
    return out


def _tell(told: Told, mentions: list[Mention], peers: dict[_Service, Peer], cx: Reading) -> None:
    if not mentions:
        return
    parts = [_on_fly(mention, peers) for mention in mentions]
    message = ", ".join(parts)
    text = _own_text(told.node, cx)
    cx.ledger.reason(text, "FT356", message, always=True)
    cx.found("FT356", text, message, _fix(mentions, peers))


def _fix(mentions: list[Mention], peers: dict[_Service, Peer]) -> str:
    if all(mention.service in peers for mention in mentions):
        return "write that"
    if all(is_address(mention.host) for mention in mentions):
        return "join the networks, as with `fly wireguard create`, or write a public name"
    return "write the name of its app, as APP.internal"


def _own_text(node: Node, cx: Reading) -> Node:
    """The leaf with the text itself, without those that were filled into it."""
    texts = {leaf: text for leaf in sorted(node.sources) if isinstance(text := cx.ledger.values[leaf], str)}
    return Node(node.value, (max(texts, key=lambda leaf: len(texts[leaf])),)) if texts else node


def _on_fly(mention: Mention, peers: dict[_Service, Peer]) -> str:
    peer = peers.get(mention.service) if mention.service is not None else None
    if peer is None and is_address(mention.host):
        return f"{mention.host} is in a private network that Fly does not reach"
    if peer is None:
        return f"{mention.host} is nothing on Fly"
    moved = peer.ports.get(mention.port) if mention.port is not None else None
    if moved is None:
        return f"{mention.host} is {peer.host} on Fly"
    return f"{mention.written} is {peer.host}:{moved} on Fly"
