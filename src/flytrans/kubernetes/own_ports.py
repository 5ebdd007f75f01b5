"""The ports of Services that we wrote, back to Fly ports: each is said by its name, or by an annotation."""

from __future__ import annotations

from collections.abc import Mapping

from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.exposure import PUBLIC_TYPES
from flytrans.kubernetes.fly_annotations import Noted
from flytrans.kubernetes.ingress import PLACEHOLDER
from flytrans.kubernetes.ingress_reading import Route, hosts_here, leads_to
from flytrans.kubernetes.names import MANAGED_BY
from flytrans.kubernetes.objects import name_of
from flytrans.kubernetes.port_lines import Lines, Reached
from flytrans.kubernetes.service_ports import SECURE
from flytrans.kubernetes.web_ports import web_ports
from flytrans.tree.node import Node, default, listing, made, same, table


def own_ports(reached: list[Reached], companions: list[Node], routes: list[Route], lines: Lines) -> None:
    """Enter the ports of one Service of ours; neighbouring numbers without a difference are a range."""
    public = {
        (whole_of(port.get("port")), text_of(port.get("protocol")) or "TCP")
        for service in companions
        for port in tables_of(service.at("spec", "ports"))
    }
    times: dict[object, int] = {}
    for item in reached:
        lines.of(item)
        times[item.key] = times.get(item.key, 0) + 1
    for run in _runs(reached):
        item = run[0]
        found = [route for route in routes if leads_to(route, item.service, item.port)]
        if item.name == "http" or found:
            _web(item, reached, found, lines)
        elif not _is_inside(item, times, public):
            lines.add(item, _port(run))


def _web(item: Reached, reached: list[Reached], routes: list[Route], lines: Lines) -> None:
    others = {other.number.value for other in reached if other is not item and other.protocol.value == "tcp"}
    balanced = text_of(item.service.at("spec", "type")) in PUBLIC_TYPES
    secure = balanced or Noted(item.service).handlers(SECURE, None) is not None
    hosts = hosts_here([route for route in routes if not _is_placeholder(route, lines)], lines.cx)
    for port in web_ports(item, routes, secure=secure and SECURE not in others, cx=lines.cx):
        if whole_of(port.get("port")) not in others:
            lines.add(item, port)
    line = lines.of(item)
    line.hosts += hosts
    line.ingress = routes[0].ingress if routes else None


def _is_placeholder(route: Route, lines: Lines) -> bool:
    """Whether a host is the one that we write where none is known."""
    if text_of(route.host) != f"{name_of(route.ingress)}{PLACEHOLDER}":
        return False
    lines.cx.ledger.inert(route.host, "the placeholder that stands where no host is known")
    return True


def _is_inside(item: Reached, times: Mapping[object, int], public: set[tuple[int | None, str]]) -> bool:
    """Whether a port is there only so that the app's own network reaches it: no external port was said.

    `times`: how often each key is reached.
    """
    if item.number.value != item.target.value or _handlers(item) is not None:
        return False
    if (item.number.value, item.protocol.value.upper()) in public:
        return False
    return text_of(item.service.at("spec", "type")) not in PUBLIC_TYPES and times[item.key] == 1


def _handlers(item: Reached) -> Node | None:
    """Handlers by annotation, else by the port's name."""
    noted = Noted(item.service).handlers(*item.noted)
    if noted is None and (item.name or "").startswith("http-"):
        name = item.port.get("name")
        return listing([default("http", "the port's name says so", name)])
    return noted


def _port(run: list[Reached]) -> Node:
    first = run[0]
    handlers = _handlers(first)
    ours = first.service.at("metadata", "labels", MANAGED_BY)
    if len(run) == 1:
        options = Noted(first.service).tls_options(*first.noted)
        return table(port=first.number, handlers=handlers, tls_options=options).why(ours)
    end = made(run[-1].number.value, *(item.number for item in run[1:]))
    return table(start_port=first.number, end_port=end, handlers=handlers).why(ours)


def _runs(reached: list[Reached]) -> list[list[Reached]]:
    """Neighbours: the next number, to the same port, with the same handlers and without options of their own."""
    out: list[list[Reached]] = []
    for item in reached:
        if out and item.name != "http" and _follows(out[-1][-1], item):
            out[-1].append(item)
        else:
            out.append([item])
    return out


def _follows(before: Reached, item: Reached) -> bool:
    if before.name == "http" or before.key != item.key or item.number.value != before.number.value + 1:
        return False
    noted = Noted(item.service)
    plain = all(noted.tls_options(*i.noted) is None for i in (before, item))
    return plain and same(_handlers(before), _handlers(item))
