"""What a group's Fly services become as ports of its Service, port by port.

A `Slot` is one port of the Service `W`. Its kind says what Fly's proxy did there:

* ``http``: 80 [http] and 443 [http, tls] of one service; the Ingress ends TLS and speaks HTTP to this slot;
* ``raw``: no handlers, bytes pass as they are;
* ``bypass``: [http] on another number, published without Fly's handler;
* ``proxy``: [proxy_proto], published, but something else has to add the header;
* ``ended``: the proxy ends TLS there, so it is never published in clear;
* ``inside``: no external port; only the app's own network reaches it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.constants import decided, tables_of, whole_of
from flytrans.kubernetes.joined_services import tell_homeless, tell_joined
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, default, made

WIDEST = 50
"""Ports of a range that a Service lists one by one; a wider range is carried (FT419)."""
DEFAULT_PORT = 8080
WEB = 80
SECURE = 443
PUBLISHED = ("raw", "bypass", "proxy")


class Slot(NamedTuple):
    """One port of a Service. `entries`: the Fly ports that it stands for."""

    kind: str
    name: Node
    number: Node
    target: Node
    protocol: Node
    service: Node
    entries: tuple[Node, ...] = ()

    @property
    def key(self) -> tuple[int, str]:
        """What is unique in a Service."""
        return self.number.value, self.protocol.value


class _Entry(NamedTuple):
    """One external number of a Fly service."""

    kind: str
    number: Node
    port: Node


def slots_of(view: Node, cx: Writing, *, tell: bool = False) -> list[Slot]:
    """The ports of a group's Service, in the order of the Fly services and their ports; `tell`: note findings."""
    place = ("slots", id(view))
    known = cx.known.get(place) if not tell else None
    if known is None:
        known = cx.known[place] = (view, _slots_of(view, cx, tell=tell))
    slots: list[Slot] = known[1]
    return slots


def _slots_of(view: Node, cx: Writing, *, tell: bool) -> list[Slot]:
    taken: set[tuple[int, str]] = set()
    found = [(service, list(_entries(service, taken, cx, tell=tell))) for service in usable_services(view, cx)]
    tell_joined([service for service, _ in found], key_of, cx)
    numbers = {(e.number.value, protocol_of(s).value) for s, entries in found for e in entries if e.kind != "http"}
    out: list[tuple[Node, list[Slot]]] = []
    has_web = False
    for service, entries in found:
        web = [e for e in entries if e.kind == "http"]
        if web and has_web:
            _second_web(web, cx, tell=tell)
            entries, web = [e for e in entries if e.kind != "http"], []
        has_web = has_web or bool(web)
        slots = [_slot(service, e) for e in entries if e.kind != "http"]
        if web:
            slots.insert(entries.index(web[0]), _http_slot(service, web, numbers))
        out.append((service, slots))
    return _with_inside(out, cx)


def usable_services(view: Node, cx: Writing) -> list[Node]:
    """The services that a Service can stand for: tcp or udp, with a port that can be one."""
    out = []
    for service in tables_of(view.get("services")):
        protocol, port = service.get("protocol"), service.get("internal_port")
        if protocol is not None and str(protocol.value).lower() not in ("tcp", "udp"):
            cx.ledger.reason(service, "FT422", "the protocol is neither tcp nor udp")
        elif port is not None and not is_port(port):
            cx.ledger.reason(service, "FT422", "internal_port is no port number")
        elif cx.options.profile == "fks" and protocol_of(service).value == "UDP":
            cx.ledger.reason(service, "FT454", "Fly Kubernetes has no udp")
        else:
            out.append(service)
    return out


def is_port(node: Node | None) -> bool:
    """Whether a node is a number that a port can have."""
    number = whole_of(node)
    return number is not None and 0 < number < 65536


def protocol_of(service: Node) -> Node:
    """TCP or UDP, as Kubernetes spells it."""
    node = service.get("protocol")
    if node is None:
        return decided("TCP", "a service without protocol is tcp", service)
    return node.map(lambda text: text.upper())


def target_of(service: Node) -> Node:
    """The port on which the app listens; 8080 where it is not said."""
    node = service.get("internal_port")
    if node is not None:
        return node
    return decided(DEFAULT_PORT, "internal_port is 8080 unless said (FT348)", service)


def key_of(service: Node) -> tuple[int, str]:
    """The port of the pod that a service leads to."""
    return target_of(service).value, protocol_of(service).value


def handlers_of(port: Node) -> list[str]:
    """The handlers of a Fly port in lower case."""
    node = port.get("handlers")
    return [str(h.value).lower() for h in node.each()] if node is not None else []


def is_web(port: Node) -> bool:
    """80 with just http, or 443 with http and tls."""
    number, handlers = whole_of(port.get("port")), sorted(handlers_of(port))
    return (number == WEB and handlers == ["http"]) or (number == SECURE and handlers == ["http", "tls"])


def apart(node: Node, service: Node) -> Node:
    """A node without what only internal_port decided: the numbers of `[http_service]` do not move with it."""
    port = service.get("internal_port")
    fixed = set(port.sources) if port is not None else set()
    because = tuple(leaf for leaf in node.because if leaf not in fixed)
    return Node(node.value, node.sources, because, node.reason)


def _entries(service: Node, taken: set[tuple[int, str]], cx: Writing, *, tell: bool) -> Iterator[_Entry]:
    """The external numbers of a service, less those that an earlier port of the group has."""
    protocol = protocol_of(service).value
    for port in tables_of(service.get("ports")):
        numbers = _numbers(port, cx)
        keys = {(number.value, protocol) for number in numbers}
        clash = sorted(keys & taken)
        if clash:
            message = f"another port of the group has the number {clash[0][0]}"
            cx.ledger.reason(port, "FT463", message)
            if tell:
                cx.found("FT463", port.get("port") or port, message, "give each external port once")
            continue
        taken |= keys
        kind = _kind(port, protocol)
        for number in numbers:
            yield _Entry(kind, apart(number, service), port)


def _numbers(port: Node, cx: Writing) -> list[Node]:
    """The external numbers of a Fly port; none where it says none, or too many."""
    if port.get("port") is not None:
        number = port.get("port")
        if number is not None and is_port(number):
            return [number]
        cx.ledger.reason(port, "FT422", "the number is no port number")
        return []
    start, end = port.get("start_port"), port.get("end_port")
    if start is None or end is None or not is_port(start) or not is_port(end) or end.value < start.value:
        cx.ledger.reason(port, "FT422", "the port says no number")
        return []
    if end.value - start.value >= WIDEST:
        cx.ledger.reason(port, "FT419", f"the range has {end.value - start.value + 1} ports")
        return []
    if start.value == end.value:
        return [made(start.value, start, end)]
    middle = [made(n, start, end) for n in range(start.value + 1, end.value)]
    return [start, *middle, end]


def _kind(port: Node, protocol: str) -> str:
    handlers = set(handlers_of(port))
    if not handlers:
        return "raw"
    if protocol == "UDP":
        return "ended"
    if is_web(port):
        return "http"
    if handlers == {"http"}:
        return "bypass"
    return "proxy" if handlers == {"proxy_proto"} else "ended"


def _slot(service: Node, entry: _Entry) -> Slot:
    protocol = protocol_of(service)
    word = "http" if entry.kind == "bypass" else protocol.value.lower()
    handlers = entry.port.get("handlers")
    name = made(f"{word}-{entry.number.value}", protocol, entry.number)
    if entry.kind == "bypass" and handlers is not None:
        name = name.why(handlers)
    return Slot(entry.kind, name, entry.number, target_of(service), protocol, service, (entry.port,))


def _http_slot(service: Node, web: list[_Entry], numbers: set[tuple[int, str]]) -> Slot:
    """The port to which the Ingress sends: 80, or where a raw port has that number, the internal one."""
    target, protocol = target_of(service), protocol_of(service)
    plain = next((e for e in web if e.number.value == WEB), None)
    shown = plain or web[0]
    handlers = shown.port.get("handlers")
    spoken = apart_all(handlers, service).leaves() if handlers is not None else set()
    number = shown.number
    if plain is None:
        number = Node(WEB, (), tuple(sorted(number.leaves() | spoken)), "plain HTTP is on port 80")
    if (WEB, "TCP") in numbers:
        free = target.value
        while (free, "TCP") in numbers:
            free = free % 65535 + 1
        number = made(free, target) if free == target.value else default(free, "the next free number", target)
        number = number.why(shown.number)
    deciders = apart(protocol, service).leaves() | apart(shown.number, service).leaves() | spoken
    name = Node("http", (), tuple(sorted(deciders)), "the port that speaks HTTP")
    return Slot("http", name, number, target, protocol, service, tuple(e.port for e in web))


def apart_all(node: Node, service: Node) -> Node:
    """`apart` for every leaf of a list."""
    return Node([apart(n, service) for n in node.each()])


def _second_web(web: list[_Entry], cx: Writing, *, tell: bool) -> None:
    for entry in web:
        message = "an Ingress has one backend, and an earlier service of the group is it"
        cx.ledger.reason(entry.port, "FT318", message)
        if tell:
            cx.found("FT318", entry.port.get("port") or entry.port, message)


def _with_inside(found: list[tuple[Node, list[Slot]]], cx: Writing) -> list[Slot]:
    """The slots in order, and one of its own number for each internal port that nothing else leads to."""
    targets = {(slot.target.value, slot.protocol.value) for _, slots in found for slot in slots}
    keys = {slot.key for _, slots in found for slot in slots}
    out: list[Slot] = []
    twins: dict[tuple[int, str], list[Node]] = {}
    for index, (service, slots) in enumerate(found):
        target, protocol = target_of(service), protocol_of(service)
        key = (target.value, protocol.value)
        out += slots
        if not slots and key in targets:
            twins.setdefault(key, []).extend((target, protocol))
        if slots or key in targets:
            continue
        if key in keys:
            tell_homeless([service for service, _ in found[index:]], target.value, cx)
            continue
        targets.add(key)
        keys.add(key)
        name = made(f"{protocol.value.lower()}-{target.value}", protocol, target)
        out.append(Slot("inside", name, target, target, protocol, service))
    for index, slot in enumerate(out):
        deciders = twins.pop((slot.target.value, slot.protocol.value), [])
        out[index] = slot._replace(target=slot.target.why(*deciders))
    return out
