"""The web ports of an app <-> its Ingress: ports 80 and 443, hosts, the redirect to HTTPS.

One group has the Ingress; it takes every path of every host, as Fly's proxy does. The opposite direction, from any
Ingress, is in `ingress_reading`.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import asked, decided, text_of, wanted
from flytrans.kubernetes.exposure import web_group
from flytrans.kubernetes.ingress_nginx import scatter_redirect
from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.service_ports import SECURE, WEB, Slot, apart, apart_all, slots_of
from flytrans.kubernetes.services import chosen_name, service_name
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, made, table

PLACEHOLDER = ".example.com"
"""Ends the host of an app whose host nobody said (reserved by RFC 2606)."""
ISSUER = "cert-manager.io/cluster-issuer"


def scatter_ingress(app: Node, names: Names, cx: Writing) -> list[Node]:
    """The app's Ingress, if a group speaks http on 80 or 443."""
    group = web_group(app, cx)
    view = app.at("groups", group) if group is not None else None
    if group is None or view is None:
        return []
    slot = next((slot for slot in slots_of(view, cx) if slot.kind == "http"), None)
    if slot is None:
        return []
    plain, secure = (next((p for p in slot.entries if _number(p) == number), None) for number in (WEB, SECURE))
    name = ingress_name(names, group, slot.service)
    hosts = hosts_of(app, name, cx, tell=True)
    service, port = service_name(names, group, slot.service), table(name=_port_name(slot))
    if "keda" in cx.options.extras:
        from flytrans.kubernetes import interceptor

        if interceptor.is_intercepted(app, group, view, cx):
            service, port = interceptor.proxy_name(service), table(number=asked(interceptor.PORT, "extras"))
    backend = table(service=table(name=service, port=port))
    path = table(path=wanted("/"), pathType=wanted("Prefix"), backend=backend)
    rules = listing([table(host=host, http=table(paths=listing([path]))) for host in hosts])
    tls = None
    if secure is not None:
        secret = made(f"{name.value}-tls", name, reason=name.reason)
        tls = listing([table(hosts=listing(hosts), secretName=secret)]).why(*_deciders(secure, slot.service))
    elif plain is not None:
        rules = rules.why(*_deciders(plain, slot.service))
    option = cx.options.ingress_class
    spec = table(
        ingressClassName=asked(option, "ingress_class") if option is not None else None,
        tls=tls,
        rules=rules,
    )
    meta = _meta(name, names, group, plain, secure, slot, cx)
    return [new_object("networking.k8s.io/v1", "Ingress", meta, spec=spec)]


def ingress_name(names: Names, group: str, service: Node) -> Node:
    """The name of the Ingress that was read, else `W`."""
    given = service.at("kubernetes", "ingress")
    return given if given is not None and text_of(given) else chosen_name(names, group)


def _meta(
    name: Node, names: Names, group: str, plain: Node | None, secure: Node | None, slot: Slot, cx: Writing
) -> Node:
    notes: dict[str, Node] = {}
    if cx.options.tls_issuer is not None and secure is not None:
        notes[ISSUER] = asked(cx.options.tls_issuer, "tls_issuer")
    notes.update(scatter_redirect(plain, secure, slot, cx))
    return metadata(name, names, group, Node(dict(sorted(notes.items()))))


def _port_name(slot: Slot) -> Node:
    return decided("http", "the port that speaks HTTP", slot.name)


def _deciders(port: Node, service: Node) -> list[Node]:
    """What makes a web port one: its number and handlers."""
    number, handlers = port.get("port"), port.get("handlers")
    out = [apart(number, service)] if number is not None else []
    return [*out, apart_all(handlers, service)] if handlers is not None else out


def _number(port: Node) -> int | None:
    node = port.get("port")
    return node.value if node is not None else None


def hosts_of(app: Node, name: Node, cx: Writing, *, tell: bool) -> list[Node]:
    """The caller's host, else those that were read, else a placeholder."""
    if cx.options.host is not None:
        return [asked(cx.options.host, "host")]
    known = app.get("hosts")
    found = [host for host in known.each() if text_of(host)] if known is not None else []
    if found:
        return found
    host = made(f"{name.value}{PLACEHOLDER}", name, reason="no host is known (FT346)")
    if tell:
        message = f"the host is not known; {host.value} stands in for it"
        cx.found("FT346", app.get("name"), message, "name it: --host NAME")
    return [host]
