"""Fly services from Services and Ingresses, ours and anybody's.

A Service that we wrote (`app.kubernetes.io/managed-by: flytrans`) says each Fly port by the name of its port, or by a
`service.fly.io/*` annotation. Of any other: what an Ingress, a load balancer or a node port leads to has external
ports; what only the cluster reaches is marked `kubernetes.inside`, and `reach` decides when the whole app is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.exposure import PUBLIC_TYPES
from flytrans.kubernetes.fly_annotations import Noted
from flytrans.kubernetes.ingress_reading import Route, leads_to, tell_paths, ways_of
from flytrans.kubernetes.names import MANAGED_BY, US
from flytrans.kubernetes.objects import Objects, name_of
from flytrans.kubernetes.own_ports import own_ports
from flytrans.kubernetes.port_lines import Lines, Pod, Reached, reached_ports
from flytrans.kubernetes.services import PUBLIC
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, entries_of

_ADDRESSES = "a headless Service gives out the pods' addresses; Fly's .internal names give the machines'"


def gather_services(
    template_labels: Node | None,
    pod_spec: Node,
    objects: Objects,
    namespace: str,
    cx: Reading,
    said: Node | None = None,
) -> Node | None:
    """The Fly services of the pods that a template makes, in the order of the Services' names and ports.

    `said`: the leaf that says the namespace, if one does.
    """
    labels = {key: node.value for key, node in entries_of(template_labels)}
    ways = objects.once(ways_of).kept
    found = [
        service
        for service in objects.selecting(labels, namespace)
        if _balances(service, ways.get((namespace, name_of(service)), ()), cx)
    ]
    if not found:
        return None
    found.sort(key=lambda s: (text_of(s.at("spec", "type")) in PUBLIC_TYPES, name_of(s)))
    kept = [route for service in found for route in ways.get((namespace, name_of(service)), ())]
    lines = Lines(Pod(template_labels, said), cx)
    ours = [service for service in found if is_ours(service)]
    companions = [s for s in ours if is_companion(s)]
    for service in ours:
        if service not in companions:
            own_ports(reached_ports(service, pod_spec, cx), companions, kept, lines)
    for service in found:
        reached = reached_ports(service, pod_spec, cx)
        tell_paths([r for r in kept if any(leads_to(r, service, item.port) for item in reached)], cx)
        if service not in ours:
            _foreign_ports(_answering(reached, kept), kept, lines, cx)
    if not ours or len(ours) == len(companions):
        for service in companions:
            _foreign_ports(reached_ports(service, pod_spec, cx), kept, lines, cx)
    lines.tell_hidden()
    for line in lines.all()[:1]:  # load limits stand on the Service of the group's first Fly service
        line.concurrency = Noted(line.lead.service).concurrency(cx)
    return lines.services()


def _foreign_ports(reached: list[Reached], routes: list[Route], lines: Lines, cx: Reading) -> None:
    """Those of somebody else's Services; loaded for them, as what is written is read back without."""
    from flytrans.kubernetes.foreign_ports import foreign_ports

    foreign_ports(reached, routes, lines, cx)


def headless_named(name: Node, objects: Objects, namespace: str) -> Node:
    """A StatefulSet's `serviceName`; the Service's own words decide with it, where it is in the input."""
    service = objects.get("Service", namespace, str(name.value))
    if service is None or text_of(service.at("spec", "clusterIP")) != "None":
        return name
    meta, spec = service.get("metadata"), service.get("spec")
    said = [service.get("kind"), *(meta.get(k) for k in ("name", "namespace") if meta is not None)]
    return name.why(*said, *(spec.get(k) for k in ("clusterIP", "selector") if spec is not None))


def is_ours(item: Node) -> bool:
    """Whether we wrote an object."""
    return text_of(item.at("metadata", "labels", MANAGED_BY)) == US


def is_companion(service: Node) -> bool:
    """Whether it is the public Service beside another of ours."""
    return text_of(service.at("spec", "type")) == "LoadBalancer" and name_of(service).endswith(f"-{PUBLIC}")


def _is_headless(service: Node) -> bool:
    return text_of(service.at("spec", "clusterIP")) == "None"


def _answering(reached: list[Reached], routes: list[Route]) -> list[Reached]:
    """The ports that something is handed on from: of a headless Service those that an Ingress asks for its pods."""
    return [
        item
        for item in reached
        if not _is_headless(item.service) or any(leads_to(route, item.service, item.port) for route in routes)
    ]


def _balances(service: Node, routes: Sequence[Route], cx: Reading) -> bool:
    """Whether a Service hands on what reaches its ports; a CNAME does not, nor a headless one without an Ingress."""
    kind = service.at("spec", "type")
    if text_of(kind) == "ExternalName":
        cx.ledger.keeps_out(kind, "a CNAME leads to no pod")
        return False
    if not _is_headless(service):
        return True
    ports = tables_of(service.at("spec", "ports"))
    for port in ports:
        for key in ("port", "targetPort", "protocol"):
            cx.ledger.reason(port.get(key), "FT438", _ADDRESSES, near=True)
    return any(leads_to(route, service, port) for route in routes for port in ports)
