"""What Ingresses send to a Service port: hosts, TLS, and which backend has a host on Fly (kubernetes-rules, section 7).

Fly's proxy has no path routing: one app takes every path of a host. Of several backends the one of `/` stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.objects import Objects, name_of, namespace_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node


class Route(NamedTuple):
    """One way from a host, and a path of it, to a port of a Service."""

    ingress: Node
    host: Node | None
    path: Node | None
    service: Node
    port: Node | None
    tls: Node | None
    """The entry of `tls` that covers the host."""
    spare: bool
    """Whether it is only what is taken when nothing else fits (defaultBackend)."""

    @property
    def backend(self) -> tuple[str, str]:
        """Service and port, as they are told apart."""
        return text_of(self.service) or "", str(self.port.value) if self.port is not None else ""

    @property
    def whole(self) -> bool:
        """Whether it takes every path by its own words."""
        return text_of(self.path) in (None, "", "/")


class Ways(NamedTuple):
    """Where all Ingresses lead."""

    kept: dict[tuple[str, str], list[Route]]
    """Routes whose backend has its host on Fly, by its namespace and its Service's name."""
    lost: list[Route]
    """Those that lose theirs to another backend."""


def ways_of(objects: Objects) -> Ways:
    """The routes of each namespace, by the name of their Ingress."""
    spaces: dict[str, list[Node]] = {}
    for ingress in sorted(objects.of("Ingress"), key=name_of):
        spaces.setdefault(namespace_of(ingress, objects.default), []).append(ingress)
    ways = Ways({}, [])
    for namespace, ingresses in sorted(spaces.items()):
        kept, lost = _leading([route for ingress in ingresses for route in _routes(ingress)], objects, namespace)
        for route in kept:
            ways.kept.setdefault((namespace, route.backend[0]), []).append(route)
        ways.lost.extend(lost)
    return ways


def _leading(routes: list[Route], objects: Objects, namespace: str) -> tuple[list[Route], list[Route]]:
    """Routes whose backend has its host on Fly, and those that lose theirs to another backend."""
    hosts: dict[str | None, list[Route]] = {}
    for route in routes:
        hosts.setdefault(text_of(route.host), []).append(route)
    kept: list[Route] = []
    lost: list[Route] = []
    for found in hosts.values():
        first = min(found, key=lambda route: _rank(route, objects, namespace)).backend
        for route in found:
            (kept if route.backend == first else lost).append(route)
    return kept, lost


def leads_to(route: Route, service: Node, port: Node) -> bool:
    """Whether a route's backend is a port of a Service."""
    if text_of(route.service) != name_of(service):
        return False
    if route.port is None:
        return True
    number, name = port.get("port"), port.get("name")
    value = route.port.value
    return (number is not None and number.value == value) or (name is not None and name.value == value)


def tell_paths(routes: list[Route], cx: Reading) -> None:
    """Say that a backend of one path gets every path of its host."""
    whole = {text_of(route.host) for route in routes if route.whole}
    for route in routes:
        if not route.whole and text_of(route.host) not in whole:
            message = f"{text_of(route.service)} gets every path of the host, not only {text_of(route.path)}"
            cx.ledger.reason(route.path, "FT326", message, always=True)
            cx.found("FT326", route.path, message)


def tell_lost_routes(objects: Objects, cx: Reading) -> None:
    """Say of every backend that gets nothing from its host which one does."""
    for route in objects.once(ways_of).lost:
        _tell_lost(route, cx)


def _tell_lost(route: Route, cx: Reading) -> None:
    """Say that a backend gets nothing from a host."""
    host = text_of(route.host) or "any host"
    message = f"another backend takes every path of {host}, as Fly has no path routing"
    for node in (route.service, route.port, route.path):
        cx.ledger.reason(node, "FT518", message)
    cx.found("FT518", route.service, message, "put a proxy in front, or answer with fly-replay")


def _rank(route: Route, objects: Objects, namespace: str) -> tuple[bool, bool, bool, int]:
    known = objects.get("Service", namespace, text_of(route.service) or "") is not None
    return not known, route.spare, not route.whole, len(text_of(route.path) or "")


def _routes(ingress: Node) -> Iterator[Route]:
    spec = ingress.get("spec")
    if spec is None:
        return
    entries = tables_of(spec.get("tls"))
    for rule in tables_of(spec.get("rules")):
        host = rule.get("host")
        for path in tables_of(rule.at("http", "paths")):
            yield from _route(ingress, host, path.get("path"), path.get("backend"), entries, spare=False)
    for key in ("defaultBackend", "backend"):
        yield from _route(ingress, None, None, spec.get(key), entries, spare=True)


def _route(
    ingress: Node, host: Node | None, path: Node | None, backend: Node | None, entries: list[Node], *, spare: bool
) -> Iterator[Route]:
    if backend is None:
        return
    service = backend.at("service", "name") or backend.get("serviceName")
    port = backend.at("service", "port", "number") or backend.at("service", "port", "name")
    port = port or backend.get("servicePort")
    if service is not None and text_of(service):
        yield Route(ingress, host, path, service, port, _covering(host, entries), spare)


def _covering(host: Node | None, entries: list[Node]) -> Node | None:
    """The TLS entry of a host; one without hosts is the controller's own certificate for all."""
    for entry in entries:
        hosts = entry.get("hosts")
        names = [h.value for h in hosts.each()] if hosts is not None else []
        if not names or host is None or any(_covers(name, str(host.value)) for name in names):
            return entry
    return None


def _covers(name: object, host: str) -> bool:
    """Equal, or a wildcard for the first label."""
    if name == host:
        return True
    return isinstance(name, str) and name.startswith("*.") and "." in host and host.partition(".")[2] == name[2:]
