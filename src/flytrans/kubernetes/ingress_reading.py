"""What Ingresses send to a Service port: hosts, TLS, and which backend has a host on Fly.

Fly's proxy has no path routing: one app takes every path of a host. Of several backends that lead to a pod of the
input the one of `/` stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.backed import Lack, is_port_of, lack_of
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.objects import Objects, name_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, items_of

HOST_AS_STEP = "a step adds the host: fly certs add"


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
    contested: bool = False
    """Whether other backends want its host, so that its path decides that it has it."""
    elsewhere: str = ""
    """The namespace that has its host already, as a host leads to one app; empty where none has."""

    @property
    def backend(self) -> tuple[str, str]:
        """Service and port, as they are told apart."""
        return text_of(self.service) or "", str(self.port.value) if self.port is not None else ""

    @property
    def whole(self) -> bool:
        """Whether it takes every path by its own words."""
        return text_of(self.path) in (None, "", "/")


class Loss(NamedTuple):
    """A route whose backend has no host on Fly; `taker` has it, where any does."""

    route: Route
    taker: Route | None
    lack: Lack | None
    """Why it leads to no pod of the input; None where it does, and only the taker keeps it out."""


class Ways(NamedTuple):
    """Where all Ingresses lead."""

    kept: dict[tuple[str, str], list[Route]]
    """Routes whose backend has its host on Fly, by its namespace and its Service's name."""
    lost: list[Loss]


def ways_of(objects: Objects) -> Ways:
    """The routes of each namespace, by the name of their Ingress."""
    spaces: dict[str, list[Node]] = {}
    for ingress in sorted(objects.of("Ingress"), key=name_of):
        spaces.setdefault(objects.space_of(ingress), []).append(ingress)
    ways, owners = Ways({}, []), dict[str, str]()
    for namespace, ingresses in sorted(spaces.items()):
        hosts: dict[str | None, list[tuple[Route, Lack | None]]] = {}
        for route in (route for ingress in ingresses for route in _routes(ingress)):
            route = _behind(route, objects, namespace)
            hosts.setdefault(text_of(route.host), []).append((route, _lack(route, objects, namespace)))
        for host, found in hosts.items():
            owner = owners.get(host, "") if host else ""
            if _share(found, namespace, ways, owner) and host:
                owners.setdefault(host, namespace)
    return ways


def _behind(route: Route, objects: Objects, namespace: str) -> Route:
    """The route to what is behind KEDA's proxy, where it leads there."""
    if not (text_of(route.service) or "").endswith("-keda"):
        return route
    from flytrans.kubernetes.interceptor import behind

    service = behind(route.service, namespace, objects)
    if service is route.service:
        return route
    return route._replace(service=service, port=route.port.map(lambda _: "http") if route.port is not None else None)


def _lack(route: Route, objects: Objects, namespace: str) -> Lack | None:
    return lack_of(text_of(route.service) or "", namespace, route.port, objects)


def _share(found: list[tuple[Route, Lack | None]], namespace: str, ways: Ways, owner: str) -> bool:
    """Give one host to one of its backends; whether any has it. `owner`: the namespace that has it already."""
    taker = min((route for route, lack in found if not lack), key=_rank, default=None)
    contested = taker is not None and any(not lack and route.backend != taker.backend for route, lack in found)
    for route, lack in found:
        if taker is not None and route.backend == taker.backend:
            kept = ways.kept.setdefault((namespace, route.backend[0]), [])
            kept.append(route._replace(contested=contested, elsewhere=owner) if contested or owner else route)
        else:
            ways.lost.append(Loss(route, taker, lack))
    return taker is not None


def hosts_here(routes: list[Route], cx: Reading) -> list[Node]:
    """The hosts of routes that no other namespace has already; of those it says that a host leads to one app."""
    for route in routes:
        if route.elsewhere and route.host is not None:
            message = f"namespace {route.elsewhere} has {text_of(route.host)} already, and a host leads to one app"
            cx.ledger.reason(route.host, "FT518", message)
            cx.found("FT518", route.host, message, "give it a host of its own")
    return [route.host for route in routes if route.host is not None and not route.elsewhere]


def hosts_of_tls(routes: list[Route], cx: Reading) -> list[Node]:
    """Hosts that `tls` alone names, where rules are for any host; one without a dot is a private network's."""
    out: dict[str, Node] = {}
    for route in routes:
        if route.host is not None:
            continue
        named = [text_of(rule.get("host")) or "" for rule in tables_of(route.ingress.at("spec", "rules"))]
        for host in (
            host for entry in tables_of(route.ingress.at("spec", "tls")) for host in items_of(entry.get("hosts"))
        ):
            text = text_of(host) or ""
            if any(name and (_covers(name, text) or _covers(text, name)) for name in named):
                continue
            if "." in text:
                out.setdefault(text, host)
            else:
                cx.ledger.reason(host, "FT439", "it decides that there is TLS; no certificate is for it", always=True)
    for host in out.values():
        cx.ledger.reason(host, "FT441", HOST_AS_STEP, always=True)
    return list(out.values())


def leads_to(route: Route, service: Node, port: Node) -> bool:
    """Whether a route's backend is a port of a Service."""
    return text_of(route.service) == name_of(service) and is_port_of(port, route.port)


def tell_paths(routes: list[Route], cx: Reading) -> None:
    """Say that a backend of one path gets every path of its host."""
    whole = {text_of(route.host) for route in routes if route.whole}
    for route in routes:
        if not route.whole and text_of(route.host) not in whole:
            message = f"{text_of(route.service)} gets every path of the host, not only {text_of(route.path)}"
            cx.ledger.reason(route.path, "FT326", message, always=True)
            cx.found("FT326", route.path, message)


def tell_lost_routes(objects: Objects, cx: Reading) -> None:
    """Say of every backend that gets nothing from its host which one does, if any, and of hosts that none has."""
    ways = objects.once(ways_of)
    for route, taker, lack in ways.lost:
        if lack is not None:
            _tell_lack(route, taker, lack, cx)
        elif taker is not None:
            _tell_rival(route, taker, cx)
    answered = {(space, text_of(route.host)) for (space, _), routes in ways.kept.items() for route in routes}
    for ingress in objects.of("Ingress"):
        space = objects.space_of(ingress)
        for rule in tables_of(ingress.at("spec", "rules")):
            host = rule.get("host")
            if host is not None and (space, text_of(host)) not in answered:
                cx.ledger.reason(host, "FT422", _nobodys(host))


def _nobodys(host: Node) -> str:
    return f"nothing here answers for {text_of(host)}, so no step adds it"


def _tell_rival(route: Route, taker: Route, cx: Reading) -> None:
    """Say that a backend gets nothing from a host, as another one has it."""
    host = text_of(route.host) or "any host"
    message = f"{text_of(taker.service)} takes every path of {host}, as Fly has no path routing"
    for node in (route.service, route.port, route.path):
        cx.ledger.reason(node, "FT518", message)
    cx.found("FT518", route.service, message, "put a proxy in front, or answer with fly-replay")


def _tell_lack(route: Route, taker: Route | None, lack: Lack, cx: Reading) -> None:
    """Say that a backend leads to no pod, and who takes what was meant for it."""
    path = "" if route.whole else f" to {text_of(route.path)}"
    who = text_of(taker.service) if taker is not None else "nothing"
    message = f"{lack.words}, so {who} takes what Ingress {name_of(route.ingress)} sends{path}"
    for node in (route.service, route.port, route.path):
        cx.ledger.reason(node, lack.code, message)
    if taker is None and route.host is not None:
        cx.ledger.reason(route.host, lack.code, _nobodys(route.host))
    cx.found(lack.code, route.service, message, lack.fix)


def _rank(route: Route) -> tuple[bool, bool, int]:
    return route.spare, not route.whole, len(text_of(route.path) or "")


def _routes(ingress: Node) -> Iterator[Route]:
    spec = ingress.get("spec")
    if spec is None:
        return
    entries, spare = tables_of(spec.get("tls")), spec.get("defaultBackend") or spec.get("backend")
    for rule in tables_of(spec.get("rules")):
        host, paths = rule.get("host"), tables_of(rule.at("http", "paths"))
        for path in paths:
            yield from _route(ingress, host, path.get("path"), path.get("backend"), entries, spare=False)
        if not paths and host is not None:  # whatever comes for it is left to the spare backend
            yield from _route(ingress, host, None, spare, entries, spare=True)
    yield from _route(ingress, None, None, spare, entries, spare=True)


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
