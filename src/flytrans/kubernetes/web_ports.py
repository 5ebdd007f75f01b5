"""The two external ports of a web service: 80 [http] and, with TLS, 443 [http, tls]."""

from __future__ import annotations

from flytrans.kubernetes.fly_annotations import USUAL, Noted
from flytrans.kubernetes.ingress_nginx import gather_http_options, gather_redirect
from flytrans.kubernetes.ingress_reading import HOST_AS_STEP, Route
from flytrans.kubernetes.objects import identity_of
from flytrans.kubernetes.port_lines import Reached
from flytrans.kubernetes.service_ports import SECURE, WEB
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, listing, table

_EVERY_HOST = "Fly's proxy ends TLS for every host, with certificates of its own"


def web_ports(item: Reached, routes: list[Route], *, secure: bool, cx: Reading, foreign: bool = False) -> list[Node]:
    """Ports that an Ingress, or a balancer of web traffic, says; `secure`: 443 even where no Ingress has TLS.

    `foreign`: somebody else's, whose annotations may say that there is TLS, and a redirect to it.
    """
    ingress = routes[0].ingress if routes else None
    tls = [route.tls for route in routes if route.tls is not None]
    shown = [*_shown(tls), *_covered(routes, cx)]
    redirect = gather_redirect(ingress, shown if tls else None, cx) if ingress is not None else None
    if foreign and ingress is not None:
        from flytrans.kubernetes.ingress_annotations import noted_redirect, noted_tls

        redirect = redirect or noted_redirect(ingress, cx)
        noted = noted_tls(ingress, cx) if not tls else None
        secure, shown = secure or noted is not None, shown + (noted or [])
    options = gather_http_options(ingress, cx) if ingress is not None else None
    deciders = _deciders(item, routes)
    plain = table(
        port=_number(item, WEB), handlers=_handlers(item, WEB), force_https=redirect, http_options=options
    ).why(*deciders)
    if not tls and not secure:
        return [plain]
    safe = table(
        port=_number(item, SECURE),
        handlers=_handlers(item, SECURE),
        http_options=options,
        tls_options=Noted(item.service).tls_options(SECURE, None),
    ).why(*deciders, *shown)
    return [plain, safe]


def _shown(tls: list[Node]) -> list[Node]:
    """What of the entries of `tls` says that a host has it: their hosts, else their secrets."""
    entries = list({id(entry): entry for entry in tls}.values())
    hosts = [node for entry in entries if (node := entry.get("hosts")) is not None and node.value]
    return hosts or [node for entry in entries if (node := entry.get("secretName")) is not None]


def _covered(routes: list[Route], cx: Reading) -> list[Node]:
    """The host that has TLS, where there is only one: it has it as long as both places name it."""
    found = {id(route.host): route for route in routes if route.tls is not None and route.host is not None}
    hosts = [route.host for route in found.values() if route.host is not None]
    if len(hosts) == 1:
        cx.ledger.reason(hosts[0], "FT441", HOST_AS_STEP, always=True)
        return hosts
    for route in found.values():
        said = route.tls.get("hosts") if route.tls is not None else None
        cx.ledger.reason(said, "FT439", _EVERY_HOST, always=True)
    return []


def _deciders(item: Reached, routes: list[Route]) -> list[Node]:
    """The backend of the Ingress, else the name of the port."""
    if not routes:
        name = item.port.get("name")
        return [name] if name is not None else []
    route = routes[0]
    said = (*identity_of(route.ingress)[:3], route.service, route.port, item.service.at("metadata", "name"))
    paths = [route.path for route in routes if route.contested]
    return [node for node in (*said, *paths) if node is not None]


def _number(item: Reached, number: int) -> Node:
    if item.number.value == number:
        return item.number
    return default(number, "the proxy speaks HTTP on 80 and HTTPS on 443")


def _handlers(item: Reached, number: int) -> Node:
    noted = Noted(item.service).handlers(number, None)
    return noted or listing([default(word, "the Ingress speaks HTTP") for word in USUAL[number]])
