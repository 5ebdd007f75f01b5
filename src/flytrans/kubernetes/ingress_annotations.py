"""Annotations by which Ingress controllers end TLS, redirect to HTTPS, or do what Fly's proxy does not.

Sources, the annotations of: kubernetes-sigs.github.io/aws-load-balancer-controller, guide/ingress; Application Gateway
(azure.github.io/application-gateway-kubernetes-ingress); cloud.google.com/kubernetes-engine/docs, how-to/
ingress-configuration; doc.traefik.io, routing-configuration/kubernetes/ingress; docs.nginx.com, ingress-controller;
haproxy.org and haproxy-ingress.github.io; docs.konghq.com, kubernetes-ingress-controller.
"""

from __future__ import annotations

from collections.abc import Callable

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.ingress_nginx import FORCE_REDIRECT
from flytrans.kubernetes.leaf_codes import Row
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, entries_of

_ALB, _AZURE, _F5 = "alb.ingress.kubernetes.io/", "appgw.ingress.kubernetes.io/", "nginx.org/"
_GOOGLE, _HAPROXY, _TRAEFIK = "networking.gke.io/", "haproxy-ingress.github.io/", "traefik.ingress.kubernetes.io/"


def _is_yes(text: str) -> bool:
    return text.lower() == "true"


def _is_no(text: str) -> bool:
    return text.lower() == "false"


def _is_secure_only(text: str) -> bool:
    return text.strip() == "websecure"


_REDIRECTING: dict[str, Callable[[str], bool]] = {
    f"{_ALB}ssl-redirect": str.isdigit,
    f"{_AZURE}ssl-redirect": _is_yes,
    "haproxy.org/ssl-redirect": _is_yes,
    f"{_HAPROXY}ssl-redirect": _is_yes,
    "ingress.kubernetes.io/ssl-redirect": _is_yes,
    f"{_F5}redirect-to-https": _is_yes,
}
_CLOSING: dict[str, Callable[[str], bool]] = {
    "kubernetes.io/ingress.allow-http": _is_no,
    f"{_TRAEFIK}router.entrypoints": _is_secure_only,
}
"""What leaves plain HTTP unanswered, to which a redirect is the nearest."""
_SECURE: dict[str, Callable[[str], bool]] = {
    f"{_ALB}certificate-arn": bool,
    f"{_ALB}listen-ports": lambda text: "HTTPS" in text,
    f"{_AZURE}appgw-ssl-certificate": bool,
    "ingress.gcp.kubernetes.io/pre-shared-cert": bool,
    f"{_GOOGLE}certmap": bool,
    f"{_GOOGLE}managed-certificates": bool,
    f"{_TRAEFIK}router.entrypoints": lambda text: "websecure" in text,
    f"{_TRAEFIK}router.tls": _is_yes,
    f"{_TRAEFIK}router.tls.certresolver": bool,
    **_REDIRECTING,
    **{key: says for key, says in _CLOSING.items() if "allow-http" in key},
    FORCE_REDIRECT: _is_yes,
}
"""What says that somebody ends TLS before the app, be it in front of the controller."""
OWN_CERTIFICATES = "Fly's proxy ends TLS with certificates of its own"


def noted_tls(ingress: Node, cx: Reading) -> list[Node] | None:
    """What of an Ingress without `tls` says that its hosts have TLS; None where nothing does.

    Of several annotations none does alone.
    """
    found = []
    for key, note in entries_of(ingress.at("metadata", "annotations")):
        if _says(_SECURE, key, note):
            found.append(note)
            if key not in (*_REDIRECTING, FORCE_REDIRECT) and not _says(_CLOSING, key, note):
                cx.ledger.reason(note, "FT439", OWN_CERTIFICATES, always=True)
    return found[:1] if len(found) == 1 else [] if found else None


def noted_redirect(ingress: Node, cx: Reading) -> Node | None:
    """`force_https`, where another controller than ingress-nginx redirects, or does not listen to plain HTTP."""
    notes = entries_of(ingress.at("metadata", "annotations"))
    for key, note in notes:
        if _says(_REDIRECTING, key, note):
            return note.map(lambda _: True)
    for key, note in notes:
        if _says(_CLOSING, key, note):
            message = "plain HTTP was not answered, and is redirected to HTTPS"
            cx.ledger.reason(note, "FT351", message, effect="none", always=True)
            return note.map(lambda _: True)
    return None


def _says(known: dict[str, Callable[[str], bool]], key: str, note: Node) -> bool:
    return key in known and known[key](text_of(note) or "")


_CHANGED = Row("FT520", "Fly's proxy does not do it; the app has to")
_ASKED = Row("FT507", "Fly's proxy does not ask who comes")
_CERTIFICATE = Row("FT439", "Fly issues its own certificates")
_CHECKED = Row("FT409", "Fly's checks are the app's own, and the balancer's had other figures")
_CHOICE = Row("FT440", "Fly's proxy is the only one")
_STICKY = Row("FT529", "Fly's proxy sends a client to any machine")

NOTES: dict[str, Row] = {
    **dict.fromkeys(
        (
            *(_ALB, _AZURE, _F5, _GOOGLE, _HAPROXY, _TRAEFIK, "haproxy.org/", "ingress.kubernetes.io/", "nginx.com/"),
            *("ingress.gcp.kubernetes.io/", "konghq.com/", "projectcontour.io/", "cloud.google.com/backend-config"),
        ),
        _CHANGED,
    ),
    f"{_TRAEFIK}router.middlewares": Row("FT520", "a middleware may change requests or refuse them; none is in force"),
    "cloud.google.com/backend-config": Row("FT520", "it may ask who comes, or change requests; it is not in force"),
    "konghq.com/plugins": Row("FT520", "a plugin may change requests or refuse them; none is in force"),
    **dict.fromkeys(
        (
            *(f"{_ALB}{key}" for key in ("auth-", "inbound-cidrs", "mutual-authentication", "security-group")),
            *(f"{_ALB}{key}" for key in ("shield-", "waf-acl-id", "wafv2-acl-arn")),
            *(f"{_AZURE}{key}" for key in ("waf-policy", "appgw-trusted-root-certificate")),
            *(f"{_F5}{key}" for key in ("basic-auth", "policies")),
            *(f"haproxy.org/{key}" for key in ("allow-list", "auth-", "blacklist", "deny-list", "whitelist")),
            *(f"{_HAPROXY}{key}" for key in ("allowlist-", "auth-", "denylist-", "whitelist-")),
            *(f"ingress.kubernetes.io/{key}" for key in ("auth-", "whitelist-")),
            "nginx.com/jwt",
        ),
        _ASKED,
    ),
    **dict.fromkeys(
        (
            *(f"{_ALB}certificate-arn", f"{_AZURE}appgw-ssl-certificate", "ingress.gcp.kubernetes.io/pre-shared-cert"),
            *(f"{_GOOGLE}certmap", f"{_GOOGLE}managed-certificates", f"{_TRAEFIK}router.tls"),
        ),
        _CERTIFICATE,
    ),
    **dict.fromkeys(
        (f"{_ALB}{key}" for key in ("healthcheck-", "healthy-", "success-codes", "unhealthy-")),
        _CHECKED,
    ),
    **dict.fromkeys(
        (
            *(f"{_ALB}{key}" for key in ("group.", "ip-address-type", "listen-ports", "load-balancer-name", "scheme")),
            *(f"{_ALB}{key}" for key in ("subnets", "tags", "target-type")),
            *(f"{_GOOGLE}{key}" for key in ("load-balancer-type", "static")),
            *(f"{_TRAEFIK}{key}" for key in ("router.entrypoints", "router.priority", "router.observability")),
            f"{_F5}websocket-services",
        ),
        _CHOICE,
    ),
    **dict.fromkeys((f"{_TRAEFIK}service.sticky", f"{_F5}sticky-cookie-services"), _STICKY),
}
"""Why Fly does not say an annotation, by the beginning of its key."""
