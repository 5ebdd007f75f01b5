"""Fly services <-> Services: what a group's Services are.

The opposite, from any manifest, is in `service_reading`; the Ingress in `ingress`.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import asked, tables_of, text_of, wanted
from flytrans.kubernetes.exposure import published, tell_reach
from flytrans.kubernetes.fly_annotations import scatter_annotations
from flytrans.kubernetes.kinds import chosen_kind
from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import Names, safe_name, shortened
from flytrans.kubernetes.rival_ports import with_rivals
from flytrans.kubernetes.service_ports import Slot, slots_of
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, made, table

SERVICE_LIMIT = 63
HEADLESS = "headless"
PUBLIC = "public"


def scatter_services(app: Node, group: str, view: Node, names: Names, cx: Writing) -> list[Node]:
    """The Services of a group: `W`, `W-public` where the caller exposes it, `W-headless` of a StatefulSet."""
    slots = slots_of(view, cx, tell=True)
    tell_reach(app, group, slots, cx)
    _tell_unstopped(view, cx)
    _tell_assumed(slots, cx)
    slots = with_rivals(slots, app, view, cx)
    out = []
    for index, slots_there in enumerate(_by_object(slots).values()):
        service = slots_there[0].service
        first = service if index == 0 else None
        meta = metadata(service_name(names, group, service), names, group, scatter_annotations(slots_there, first, cx))
        kind = service.at("kubernetes", "type")
        out.append(_service(meta, names.selector(group), slots_there, kind if text_of(kind) else None))
    public = published(group, slots, cx)
    if public:
        fks = cx.options.profile == "fks"
        notes = scatter_annotations(public, None, cx) if fks else None
        meta = metadata(_suffixed(names, group, PUBLIC, view), names, group, notes)
        option = "profile" if fks else "exposure"
        out.append(_service(meta, names.selector(group), public, asked("LoadBalancer", option)))
    if is_stateful(group, view, cx):
        spec = table(clusterIP=wanted("None"), selector=names.selector(group))
        meta = metadata(headless_name(names, group, view), names, group)
        out.append(new_object("v1", "Service", meta, spec=spec))
    return out


def container_ports(view: Node, cx: Writing) -> Node | None:
    """The container's ports: each internal port once, named as what leads to it."""
    out: dict[tuple[int, str], Node] = {}
    for slot in slots_of(view, cx):
        key = (slot.target.value, slot.protocol.value)
        if slot.kind == "http":
            name = slot.name
        else:
            name = made(f"{slot.protocol.value.lower()}-{slot.target.value}", slot.protocol, slot.target)
        if key not in out or slot.kind == "http":
            out[key] = table(name=name, containerPort=slot.target, protocol=_protocol(slot))
    return listing(list(out.values())) if out else None


def service_name(names: Names, group: str, service: Node) -> Node:
    """The name of the Service that a Fly service is in: the one it was read from, else `W`."""
    given = service.at("kubernetes", "name")
    return given if given is not None and text_of(given) else chosen_name(names, group)


def chosen_name(names: Names, group: str) -> Node:
    """`W` as a Service may be called: a label with a letter first."""
    name = names.workload(group)
    return name.map(lambda text: shortened(safe_name(text), SERVICE_LIMIT))


def headless_name(names: Names, group: str, view: Node) -> Node:
    """The name of the Service that gives a StatefulSet's pods their names."""
    return _suffixed(names, group, HEADLESS, view)


def _suffixed(names: Names, group: str, suffix: str, view: Node) -> Node:
    given = view.at("kubernetes", suffix)
    if given is not None and text_of(given):
        return given
    name = names.workload(group)
    return name.map(lambda text: f"{shortened(safe_name(text), SERVICE_LIMIT - len(suffix) - 1)}-{suffix}")


def is_stateful(group: str, view: Node, cx: Writing) -> bool:
    """Whether the group's pods are those of a StatefulSet."""
    return chosen_kind(group, view, Writing(cx.ledger, cx.options, own=True)) == "StatefulSet"


def _service(meta: Node, selector: Node, slots: list[Slot], kind: Node | None) -> Node:
    ports = [
        table(name=slot.name, port=slot.number, targetPort=slot.target, protocol=_protocol(slot)) for slot in slots
    ]
    return new_object("v1", "Service", meta, spec=table(type=kind, selector=selector, ports=listing(ports)))


def _protocol(slot: Slot) -> Node | None:
    """UDP; TCP is what Kubernetes takes where nothing is said."""
    return slot.protocol if slot.protocol.value != "TCP" else None


def _by_object(slots: list[Slot]) -> dict[str | None, list[Slot]]:
    """The slots of each Service object, by the name that it was read with."""
    out: dict[str | None, list[Slot]] = {}
    for slot in slots:
        out.setdefault(text_of(slot.service.at("kubernetes", "name")), []).append(slot)
    return out


def _tell_unstopped(view: Node, cx: Writing) -> None:
    """Where the proxy stops no machine, all of them run there, too, as replicas do.

    Off is what Fly takes where nothing is said (Fly documentation, reference/fly-proxy-autostop-autostart).
    """
    for service in tables_of(view.get("services")):
        if (text_of(service.get("autostop")) or "off") == "off":
            for key in ("autostop", "autostart", "min_machines_running"):
                cx.ledger.reason(service.get(key), "FT403", "nothing stops machines on Fly either", effect="none")


def _tell_assumed(slots: list[Slot], cx: Writing) -> None:
    told: set[int] = set()
    for slot in slots:
        if slot.service.get("internal_port") is None and id(slot.service) not in told:
            told.add(id(slot.service))
            cx.found("FT348", slot.service, "internal_port is not said; 8080 is assumed", "write internal_port")
