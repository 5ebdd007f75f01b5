"""Fly checks <-> the one readiness probe of a pod.

No Fly check restarts a machine, so none becomes a liveness or startup probe. Durations are nanoseconds on Fly's side,
whole seconds on Kubernetes'. The opposite direction is in `probe_reading`.
"""

from __future__ import annotations

from flytrans.kubernetes.bounds import MOST, NO_HEADER, is_header
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.service_ports import is_port, target_of, usable_services
from flytrans.kubernetes.times import whole_seconds
from flytrans.mapping.checks import CHECK_NAME
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, made, same, table, text_at
from flytrans.values.duration import SECOND

LONGEST = 60
"""Seconds to which the platform cuts the times of service checks (flyctl internal/appconfig/validation.go)."""
TIMES = (("grace_period", "initialDelaySeconds"), ("interval", "periodSeconds"), ("timeout", "timeoutSeconds"))
_SAID = ("type", "port", "path", "protocol", "headers", *(ours for ours, _ in TIMES))


class Chosen(NamedTuple):
    """The check that becomes the probe, with the port that it asks; `service`: whose check it is."""

    check: Node
    port: Node
    service: Node | None
    kind: str


def scatter_probe(view: Node, cx: Writing) -> Node | None:
    """The readiness probe of a group's container."""
    chosen = choose(view, cx)
    if chosen is None:
        return None
    check, kind = chosen.check, chosen.kind
    deciders = [_shown(check.get("type"))]
    if kind == "http":
        deciders.append(check.get("method"))
        message, bare = "a probe asks with GET, however that is spelled", cx.options.carry is False
        cx.ledger.reason(check.get("method"), "FT351", message, effect="none", always=bare)
        _tell_unverified(check, cx)
    if chosen.service is None and view.get("services") is not None:
        message = "the check only informs on Fly; as readiness probe it takes the pod out of its Services"
        cx.ledger.reason(check.get("type"), "FT310", message, always=True)
        cx.found("FT310", check.get("type"), message)
    _tell_alone(chosen, view, cx)
    handler = (_http(chosen, cx) if kind == "http" else table(port=chosen.port)).why(*deciders)
    times = {theirs: _seconds(check, ours, chosen.service, cx) for ours, theirs in TIMES}
    _tell_nameless(chosen, cx)
    return table(**{"httpGet" if kind == "http" else "tcpSocket": handler}, **times)


def choose(view: Node, cx: Writing) -> Chosen | None:
    """First http, then tcp check of the services; then of the machine's checks by name, readiness first."""
    services = usable_services(view, cx)
    own = [(check, service) for service in services for check in tables_of(service.get("checks"))]
    for kind in ("http", "tcp"):
        for check, service in own:
            port = check.get("port") or target_of(service)
            if text_of(check.get("type")) == kind and _is_askable(check, port):
                return Chosen(check, port, service, kind)
    named = view.get("checks")
    checks = [check for _, check in sorted(named.items())] if named is not None else []
    for check in sorted(checks, key=lambda check: text_of(check.get("kind")) != "readiness"):
        asked, kind = check.get("port"), text_at(check, "type")
        if asked is not None and kind in ("http", "tcp") and _is_askable(check, asked):
            ready = check.get("kind")
            shown = ready if ready is not None and ready.value == "readiness" and len(checks) > 1 else None
            return Chosen(check, asked.why(shown), None, kind)
    return None


def _is_askable(check: Node, port: Node) -> bool:
    """Whether a probe can ask the same: it sends GET, and its port is one."""
    return is_port(port) and (text_of(check.get("type")) != "http" or is_get(check))


def is_get(check: Node) -> bool:
    """Whether an http check asks as a probe does."""
    return (text_of(check.get("method")) or "GET").upper() == "GET"


def _shown(kind: Node | None) -> Node | None:
    """What decides about the handler: a written type, or a check that says nothing else."""
    if kind is None or not kind.reason:
        return kind
    return Node(kind.value, kind.sources)


def _http(chosen: Chosen, cx: Writing) -> Node:
    check = chosen.check
    path, scheme = check.get("path"), check.get("protocol")
    known = scheme is not None and str(scheme.value).upper() in ("HTTP", "HTTPS")
    headers = []
    for header in sorted(tables_of(check.get("headers")), key=lambda header: text_at(header, "name")):
        if is_header(text_at(header, "name")):
            headers += [table(name=header.get("name"), value=value) for value in _texts(header.get("values"))]
        else:
            cx.ledger.reason(header, "FT409", NO_HEADER)
    return table(
        path=path if text_of(path) else None,
        port=chosen.port,
        scheme=scheme.map(str.upper) if scheme is not None and known else None,
        httpHeaders=listing(headers) if headers else None,
    )


def _texts(node: Node | None) -> list[Node]:
    return [value for value in node.each() if isinstance(value.value, str)] if node is not None else []


def _seconds(check: Node, key: str, service: Node | None, cx: Writing) -> Node | None:
    """A time in whole seconds: of a service's check first cut to 1..60 s, as the platform does."""
    node = check.get(key)
    if node is None:
        return None
    given = cut = int(node.value)
    if service is not None and (given or key != "grace_period"):
        cut = min(max(given, SECOND), LONGEST * SECOND)
    if cut != given:
        cx.ledger.reason(node, "FT302", "the platform cuts it to 1 to 60 seconds")
    seconds = min(max(whole_seconds(cut), 0 if key == "grace_period" else 1), MOST)
    if seconds * SECOND != cut:
        cx.ledger.reason(node, "FT301", "rounded up to whole seconds")
    return made(seconds, node)


def _tell_alone(chosen: Chosen, view: Node, cx: Writing) -> None:
    """Without a carrier the other checks are gone: this one comes back as the first of its service, and alone.

    What others say as well is said by one less.
    """
    if cx.options.carry is not False or chosen.service is None:
        return
    check, message = chosen.check, "of the services' checks only this one stays"
    if tables_of(chosen.service.get("checks"))[0] is not check:
        cx.ledger.reason(check, "FT408", message, always=True)
    else:
        found = [other for service in tables_of(view.get("services")) for other in tables_of(service.get("checks"))]
        others = [other for other in found if other is not check]
        for key, node in check.items():
            if any(same(node, said) or key == "headers" for other in others if (said := other.get(key)) is not None):
                cx.ledger.reason(node, "FT408", message, always=True)


def _tell_nameless(chosen: Chosen, cx: Writing) -> None:
    """What a check of the machine says is there, but for the name that it says it by."""
    if chosen.service is None:
        message = "a probe has no name, so that of the check stays behind"
        cx.ledger.reason(chosen.check.only(*_SAID), "FT314", message, effect="none")
        if cx.options.carry is False:
            names = [leaf for leaf in chosen.check.because if cx.ledger.rows.get(leaf) is CHECK_NAME]
            cx.ledger.reason(Node(None, tuple(names)), "FT314", message, effect="none", always=True)


def _tell_unverified(check: Node, cx: Writing) -> None:
    scheme, skip = check.get("protocol"), check.get("tls_skip_verify")
    if scheme is not None and str(scheme.value).lower() == "https" and (skip is None or not skip.value):
        message = "a probe takes any certificate"
        cx.ledger.reason(scheme, "FT309", message, always=True)
        cx.found("FT309", scheme, message)
