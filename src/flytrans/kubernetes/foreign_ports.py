"""The ports of anybody's Services as Fly ports."""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.exposure import PUBLIC_TYPES
from flytrans.kubernetes.fly_annotations import Noted
from flytrans.kubernetes.ingress_reading import Route, hosts_here, hosts_of_tls, leads_to
from flytrans.kubernetes.inside import inside_marks
from flytrans.kubernetes.port_lines import Lines, Reached
from flytrans.kubernetes.service_ports import SECURE, WEB
from flytrans.kubernetes.web_ports import web_ports
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, listing, made, table

H2C = "kubernetes.io/h2c"
_NODE_PORT = "a node port is open to who can reach the nodes; on Fly everybody can reach {}"
_UDP = "UDP from outside arrives only where the app listens on fly-global-services"
_PRIVATE_FIRST = "if it is not meant for everybody, `fly ips allocate-v6 --private` before the first deploy"


def foreign_ports(reached: list[Reached], routes: list[Route], lines: Lines, cx: Reading) -> None:
    """Enter the ports of one Service of somebody else's."""
    for item in (_as_listened(item, cx) for item in reached):
        found = [route for route in routes if leads_to(route, item.service, item.port)]
        if found:
            _behind_ingress(item, found, lines, cx)
        elif _is_balanced(item, reached, routes):
            marks = inside_marks(item.service)
            _tell_node_port(item, reached, cx)
            if item.protocol.value == "udp" and not marks:
                cx.ledger.reason(item.protocol, "FT361", _UDP, always=True)
                cx.found("FT361", item.protocol, _UDP, "let the app listen on that address")
            for port in _balanced(item, reached, cx):
                lines.add(item, port, inside=bool(marks), marks=marks)
        else:
            lines.add(item, _inside(item), inside=True)


def _as_listened(item: Reached, cx: Reading) -> Reached:
    """UDP packets keep their port in Fly's proxy, so the app is reached at the one that it listens on.

    Source: fly.io/docs/networking/udp-and-tcp.
    """
    moved = item.number.value != item.target.value
    if item.protocol.value != "udp":
        return item._replace(number=item.number.why(item.protocol)) if moved else item
    number, target = item.number.value, item.target.value
    if moved:
        message = f"UDP packets to {number} would not arrive at {target}; the port is the same on Fly"
        cx.found("FT355", item.number, message, f"let the app listen on {number}")
        cx.ledger.reason(item.number, "FT355", message, always=True)
    else:
        message = "UDP packets keep their port, so the one that the app listens on counts"
        cx.ledger.reason(item.number, "FT355", message, effect="none", always=True)
    return item._replace(number=made(target, item.target).why(item.number, item.protocol if moved else None))


def _is_balanced(item: Reached, reached: list[Reached], routes: list[Route]) -> bool:
    """Whether a Service is public by itself. Node ports that an Ingress uses are only how it gets there."""
    kind = text_of(item.service.at("spec", "type"))
    used = any(leads_to(route, item.service, other.port) for route in routes for other in reached)
    return kind in PUBLIC_TYPES and not (kind == "NodePort" and used)


def _tell_node_port(item: Reached, reached: list[Reached], cx: Reading) -> None:
    """A cluster's nodes mostly have private addresses, or a firewall before them; a Fly app's is public."""
    kind = item.service.at("spec", "type")
    if text_of(kind) == "NodePort" and item.port is reached[0].port:
        numbers = [str(other.number.value) for other in reached]
        message = _NODE_PORT.format(("ports " if len(numbers) > 1 else "port ") + " and ".join(numbers))
        cx.ledger.reason(kind, "FT533", message, always=True)
        cx.found("FT533", kind, message, _PRIVATE_FIRST)


def _behind_ingress(item: Reached, routes: list[Route], lines: Lines, cx: Reading) -> None:
    line, hosts = lines.of(item), [*hosts_here(routes, cx), *hosts_of_tls(routes, cx)]
    ports = [_speaking_h2(port, item, cx) for port in web_ports(item, routes, secure=False, cx=cx, foreign=True)]
    marks = [inside_marks(route.ingress) for route in routes]
    inside = all(marks)
    said = list({id(mark): mark for found in marks for mark in found}.values()) if inside else []
    entered = [lines.add(item, port, inside=inside, marks=said) for port in ports]
    if not all(entered):
        _tell_used(item, routes, cx)
        return
    known = [host.value for host in line.hosts]
    line.hosts += [host for host in hosts if text_of(host) and host.value not in known]
    line.ingress = line.ingress or routes[0].ingress


def _tell_used(item: Reached, routes: list[Route], cx: Reading) -> None:
    """A node port that an Ingress uses is not public by itself; what says so keeps its ports out."""
    if text_of(item.service.at("spec", "type")) in PUBLIC_TYPES:
        said = [item.service.at("metadata", "name")]
        said += [node for route in routes for node in (route.service, route.port)]
        for node in said:
            cx.ledger.keeps_out(node, "an Ingress leads to the Service, so it is not public by itself")


def _inside(item: Reached) -> Node:
    """A port that only the cluster reaches: raw, also where the type is all that keeps it from being HTTP."""
    noted = _noted(item)
    if noted is not None:
        return noted
    raw = table(port=item.number)
    return raw.why(item.service.at("spec", "type")) if _is_web(item) else raw


def _is_web(item: Reached) -> bool:
    """Whether a balancer's port would be HTTP: what is marked so, or is 80 and not marked at all."""
    unmarked = item.port.get("appProtocol") is None and item.number.value == WEB
    return item.protocol.value == "tcp" and (unmarked or _http_mark(item) is not None)


def _balanced(item: Reached, reached: list[Reached], cx: Reading) -> list[Node]:
    """A balancer's port: what is marked http, or is 80, gets Fly's handlers; all else stays raw."""
    noted = _noted(item)
    kind = item.service.at("spec", "type")
    if noted is not None:
        return [noted]
    marked, spoken = _http_mark(item), item.port.get("appProtocol")
    if not _is_web(item):
        cx.ledger.reason(spoken, "FT332", "what passes is not looked into", always=True)
        return [table(port=item.number).why(spoken)]
    message = "the balancer's port becomes HTTP and HTTPS of Fly's proxy"
    cx.ledger.reason(item.number, "FT331", message, always=True)
    cx.found("FT331", item.number, message)
    decider = marked if marked is not None and (spoken is not None or item.number.value != WEB) else item.number
    handlers = listing([default("http", "the balancer's port speaks HTTP", decider)])
    plain = _speaking_h2(table(port=item.number, handlers=handlers), item, cx)
    if any(other.number.value == SECURE for other in reached):
        return [plain.why(kind)]
    words = listing([default(word, "Fly's proxy ends TLS", decider) for word in ("http", "tls")])
    number = default(SECURE, "Fly's proxy ends TLS on 443", decider)
    safe = _speaking_h2(table(port=number, handlers=words), item, cx)
    return [plain.why(kind), safe.why(kind)]


def _noted(item: Reached) -> Node | None:
    """What a `service.fly.io/*` annotation says of a port."""
    noted = Noted(item.service)
    handlers = noted.handlers(*item.noted)
    if handlers is None:
        return None
    return table(port=item.number, handlers=handlers, tls_options=noted.tls_options(*item.noted))


def _http_mark(item: Reached) -> Node | None:
    """What says that a port speaks HTTP."""
    protocol = item.port.get("appProtocol")
    if protocol is not None:
        return protocol if text_of(protocol) in ("http", H2C) else None
    name = item.port.get("name")
    return name if name is not None and (item.name == "http" or (item.name or "").startswith("http-")) else None


def _speaking_h2(port: Node, item: Reached, cx: Reading) -> Node:
    """HTTP/2 to the app where the Service says so."""
    protocol = item.port.get("appProtocol")
    if text_of(protocol) != H2C or protocol is None:
        return port
    cx.ledger.reason(protocol, "FT332", "HTTP/2 without TLS to the app", always=True)
    options = port.get("http_options") or Node({})
    return port.having(http_options=options.having(h2_backend=protocol.map(lambda _: True)))
