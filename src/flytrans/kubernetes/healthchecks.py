"""Health checks of a container as its probes. Times are whole seconds on both sides.

The opposite direction is in `healthcheck_reading`.
"""

from __future__ import annotations

from flytrans.kubernetes.bounds import NO_HEADER, at_most, is_header
from flytrans.kubernetes.command import scatter_words
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.service_ports import is_port
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of, listing, table, text_at

TIMES = {
    "grace_period": "initialDelaySeconds",
    "interval": "periodSeconds",
    "timeout": "timeoutSeconds",
    "success_threshold": "successThreshold",
    "failure_threshold": "failureThreshold",
}


def scatter_healthchecks(container: Node, role: str, cx: Writing) -> dict[str, Node | None]:
    """The probes of a container: the first check of each kind; none on an init container that ends.

    A sidecar that others wait for until it is healthy asks the same at its start.
    """
    out: dict[str, Node | None] = {}
    if role == "exited_successfully":
        return out
    for check in tables_of(container.get("healthchecks")):
        kind, key = text_of(check.get("kind")), "readinessProbe"
        if kind == "liveness":
            if text_of(check.get("unhealthy")) != "stop":
                continue
            key = "livenessProbe"
        probe = _probe(check, key, cx)
        if probe is not None and key not in out:
            out[key] = probe
    if role == "healthy" and (ready := out.get("readinessProbe")) is not None:
        out["startupProbe"] = ready.without("successThreshold", "initialDelaySeconds")
    return out


def _probe(check: Node, key: str, cx: Writing) -> Node | None:
    handler = _handler(check, cx)
    if handler is None:
        return None
    deciders = (check.get("kind"), check.get("unhealthy") if key == "livenessProbe" else None)
    times = {
        theirs: at_most(node, cx).why(*deciders)
        for ours, theirs in TIMES.items()
        if (node := check.get(ours)) is not None
        and node.value > 0
        and not (key == "livenessProbe" and theirs == "successThreshold")
    }
    return Node({**{word: node.why(*deciders) for word, node in handler.items()}, **times})


def _handler(check: Node, cx: Writing) -> dict[str, Node] | None:
    http, tcp, command = check.get("http"), check.at("tcp", "port"), check.at("exec", "command")
    port = http.get("port") if http is not None else None
    if http is not None and port is not None and is_port(port):
        method = text_of(http.get("method"))
        if method is not None and method.upper() != "GET":
            return None
        scheme = http.get("scheme")
        known = text_of(scheme) is not None and str(text_of(scheme)).upper() in ("HTTP", "HTTPS")
        if not known:
            cx.ledger.reason(scheme, "FT409", "a probe asks with http or https")
        headers = []
        for header in tables_of(http.get("headers")):
            if is_header(text_at(header, "name")):
                headers += [table(name=header.get("name"), value=value) for value in items_of(header.get("values"))]
            else:
                cx.ledger.reason(header, "FT409", NO_HEADER)
        get = table(
            path=http.get("path"),
            port=port,
            scheme=scheme.map(str.upper) if scheme is not None and known else None,
            httpHeaders=listing(headers) if headers else None,
        )
        return {"httpGet": get}
    if tcp is not None and is_port(tcp):
        return {"tcpSocket": table(port=tcp)}
    return {"exec": table(command=scatter_words(command))} if command is not None and command.each() else None
