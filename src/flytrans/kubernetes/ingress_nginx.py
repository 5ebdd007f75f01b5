"""Annotations of ingress-nginx that have a meaning on Fly.

Source: kubernetes/ingress-nginx docs/user-guide/nginx-configuration/annotations.md and configmap.md. With TLS it
redirects by default, with status 308 where Fly sends 301 (FT317).
"""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.names import MANAGED_BY, US
from flytrans.kubernetes.service_ports import Slot
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, default, entries_of, made, table
from flytrans.values.whole import parse_digits

PREFIX = "nginx.ingress.kubernetes.io/"
OLD_CLASS = "kubernetes.io/ingress.class"
REDIRECT = f"{PREFIX}ssl-redirect"
FORCE_REDIRECT = f"{PREFIX}force-ssl-redirect"
PROTOCOL = f"{PREFIX}backend-protocol"
TIMEOUTS = (f"{PREFIX}proxy-read-timeout", f"{PREFIX}proxy-send-timeout")
_USUAL_TIMEOUT = 60
_YES, _NO = ("1", "t", "T", "TRUE", "true", "True"), ("0", "f", "F", "FALSE", "false", "False")


def scatter_redirect(plain: Node | None, secure: Node | None, slot: Slot, cx: Writing) -> dict[str, Node]:
    """Whether nginx redirects to HTTPS; nothing for another class, where it is carried (FT421)."""
    wish = plain.get("force_https") if plain is not None else None
    nginx = "nginx" in (cx.options.ingress_class or "")
    if plain is None and secure is not None:
        return _closed(secure, slot, cx, nginx=nginx)
    if not nginx:
        return {}
    cx.ledger.reason(wish, "FT317", "nginx redirects with status 308, Fly with 301", always=True)
    if wish is not None:
        return {REDIRECT if secure is not None else FORCE_REDIRECT: wish.map(lambda flag: "true" if flag else "false")}
    return {REDIRECT: default("false", "nginx would redirect by default", slot.name)} if secure is not None else {}


def _closed(secure: Node, slot: Slot, cx: Writing, *, nginx: bool) -> dict[str, Node]:
    """An app that takes HTTPS only: to redirect is the nearest to a port 80 that is closed."""
    if nginx:
        return {REDIRECT: default("true", "the app takes HTTPS only", slot.name)}
    message = "Fly does not listen on port 80, but an Ingress may answer plain HTTP there"
    fix = "pass --ingress-class nginx, or set up the redirect in your controller"
    cx.found("FT421", secure.get("port"), message, fix)
    return {}


def is_nginx(ingress: Node) -> Node | None:
    """What says that ingress-nginx serves an Ingress; None where nothing does.

    Its annotations say it whatever their values are, so none of these leaves decides.
    """
    notes = ingress.at("metadata", "annotations")
    for node in (ingress.at("spec", "ingressClassName"), notes.get(OLD_CLASS) if notes is not None else None):
        if "nginx" in (text_of(node) or ""):
            return node
    return Node(PREFIX) if any(key.startswith(PREFIX) for key, _ in entries_of(notes)) else None


def gather_redirect(ingress: Node, tls: list[Node] | None, cx: Reading) -> Node | None:
    """`force_https`, where nginx redirects; `tls`: what says that there is TLS, where it is set."""
    notes = ingress.at("metadata", "annotations")
    force, wish = (notes.get(key) if notes is not None else None for key in (FORCE_REDIRECT, REDIRECT))
    if force is not None and _flag(force):
        _tell_idle(wish, "the other annotation redirects anyway", cx)
        return force.map(lambda _: True)
    _tell_idle(force, "nginx does so by default", cx)
    nginx = is_nginx(ingress)
    if nginx is None or tls is None:
        _tell_idle(wish, "nginx redirects only where TLS is set", cx)
        return None
    said = _flag(wish)
    if wish is not None and said is False:
        cx.ledger.keeps_out(wish, "it keeps nginx from redirecting to HTTPS")
        return None
    if wish is not None and said:
        if text_of(ingress.at("metadata", "labels", MANAGED_BY)) == US:
            _tell_idle(wish, "Fly's own proxy listens on no port 80", cx)
        return wish.map(lambda _: True).why(*tls)
    return default(True, "nginx redirects to HTTPS where TLS is set", nginx, wish, *tls)


def _tell_idle(note: Node | None, why: str, cx: Reading) -> None:
    cx.ledger.reason(note, "FT520", why, effect="none")


def _flag(note: Node | None) -> bool | None:
    """A switch as nginx reads it (internal/ingress/annotations/parser, Go's ParseBool); None for what is none."""
    text = text_of(note) or ""
    return True if text in _YES else False if text in _NO else None


def gather_http_options(ingress: Node, cx: Reading) -> Node | None:
    """HTTP/2 to the app, and the nearest idle timeout."""
    notes = ingress.at("metadata", "annotations")
    if notes is None:
        return None
    protocol = notes.get(PROTOCOL)
    grpc = protocol is not None and (text_of(protocol) or "").upper() == "GRPC"
    if protocol is not None and grpc:
        cx.ledger.reason(protocol, "FT332", "HTTP/2 to the app is what gRPC needs", always=True)
    said = [(node, parse_digits(text_of(node) or "")) for key in TIMEOUTS if (node := notes.get(key)) is not None]
    found = [node for node, seconds in said if seconds is not None]
    for node in found:
        cx.ledger.reason(node, "FT333", "the longer of nginx's timeouts becomes the idle timeout", always=True)
    longest = max((seconds for _, seconds in said if seconds is not None), default=_USUAL_TIMEOUT)
    if len(found) == 1:
        longest = max(longest, _USUAL_TIMEOUT)
    options = table(
        h2_backend=protocol.map(lambda _: True) if protocol is not None and grpc else None,
        idle_timeout=made(longest, *found) if found else None,
    )
    return options if options.value else None
