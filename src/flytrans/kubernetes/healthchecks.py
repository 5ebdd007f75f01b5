"""Health checks of a container as its probes, and back. Times are whole seconds on both sides."""

from __future__ import annotations

from flytrans.kubernetes.command import scatter_words
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.ports import named_port
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, default, listing, made, table

_TIMES = {
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
        probe = _probe(check, key)
        if probe is not None and key not in out:
            out[key] = probe
    if role == "healthy" and (ready := out.get("readinessProbe")) is not None:
        out["startupProbe"] = ready.without("successThreshold", "initialDelaySeconds")
    return out


def _probe(check: Node, key: str) -> Node | None:
    handler = _handler(check)
    if handler is None:
        return None
    deciders = (check.get("kind"), check.get("unhealthy") if key == "livenessProbe" else None)
    times = {
        theirs: node.why(*deciders)
        for ours, theirs in _TIMES.items()
        if (node := check.get(ours)) is not None
        and node.value > 0
        and not (key == "livenessProbe" and theirs == "successThreshold")
    }
    return Node({**{word: node.why(*deciders) for word, node in handler.items()}, **times})


def _handler(check: Node) -> dict[str, Node] | None:
    http, tcp, command = check.get("http"), check.at("tcp", "port"), check.at("exec", "command")
    port = http.get("port") if http is not None else None
    if http is not None and port is not None:
        method = text_of(http.get("method"))
        if method is not None and method.upper() != "GET":
            return None
        scheme = http.get("scheme")
        headers = [
            table(name=header.get("name"), value=value)
            for header in tables_of(http.get("headers"))
            for value in (header.value["values"].each() if header.get("values") is not None else [])
        ]
        get = table(
            path=http.get("path"),
            port=port,
            scheme=scheme.map(str.upper) if scheme is not None else None,
            httpHeaders=listing(headers) if headers else None,
        )
        return {"httpGet": get}
    if tcp is not None:
        return {"tcpSocket": table(port=tcp)}
    return {"exec": table(command=scatter_words(command))} if command is not None and command.each() else None


def gather_healthchecks(container: Node, cx: Reading) -> Node | None:
    """The checks of a container's probes."""
    out = []
    for key, kind in (("readinessProbe", "readiness"), ("livenessProbe", "liveness")):
        probe = container.get(key)
        if probe is None and kind == "readiness":
            probe = _patient(container.get("startupProbe"), cx)
        check = _check(container, probe) if probe is not None else None
        if probe is None or check is None:
            continue
        handler = next(iter(check.values()))
        check["kind"] = made(kind, reason="the kind of the probe").why(handler)
        check["name"] = default(kind, "probes have no name", handler)
        if kind == "liveness":
            check["unhealthy"] = made("stop", reason="a failing liveness probe ends the container").why(handler)
        for ours, theirs in _TIMES.items():
            time = probe.get(theirs)
            if time is not None and time.value.__class__ is int and time.value > 0:
                if kind == "liveness" and ours == "success_threshold":
                    cx.ledger.inert(time, "1 is the only legal value")
                else:
                    check[ours] = time
        out.append(Node(check))
    return listing(out) if out else None


def _patient(probe: Node | None, cx: Reading) -> Node | None:
    """A startup probe as a check that forgives until its budget is spent."""
    if probe is None:
        return None
    delay, period, tries = (probe.get(key) for key in ("initialDelaySeconds", "periodSeconds", "failureThreshold"))
    figures = [node for node in (delay, period, tries) if node is not None and node.value.__class__ is int]
    seconds = (_figure(delay) or 0) + (_figure(period) or 10) * (_figure(tries) or 3)
    for node in figures:
        cx.ledger.reason(node, "FT325", "the budget of the startup probe becomes a grace period", always=True)
    grace = made(seconds, *figures, reason="" if figures else "a startup probe has 3 tries, 10 seconds apart")
    return probe.without("failureThreshold", "successThreshold").having(initialDelaySeconds=grace)


def _figure(node: Node | None) -> int | None:
    return node.value if node is not None and node.value.__class__ is int else None


def _check(container: Node, probe: Node) -> dict[str, Node] | None:
    get, tcp, command = probe.get("httpGet"), probe.get("tcpSocket"), probe.at("exec", "command")
    grpc = probe.get("grpc")
    if get is not None:
        port = named_port(container, get.get("port"))
        return {"http": _http(get, port)} if port is not None else None
    port = named_port(container, next((n.get("port") for n in (tcp, grpc) if n is not None), None))
    if port is not None:
        return {"tcp": table(port=port)}
    words = [word for word in command.each() if isinstance(word.value, str)] if command is not None else []
    return {"exec": table(command=listing(words))} if words else None


def _http(get: Node, port: Node) -> Node:
    headers: dict[str, list[Node]] = {}
    names: dict[str, Node] = {}
    for header in tables_of(get.get("httpHeaders")):
        name, value = header.get("name"), header.get("value")
        if name is not None and value is not None and text_of(name) and isinstance(value.value, str):
            names.setdefault(name.value, name)
            headers.setdefault(name.value, []).append(value)
    scheme = get.get("scheme")
    return table(
        port=port,
        path=get.get("path") if text_of(get.get("path")) else None,
        scheme=scheme.map(str.lower) if scheme is not None and isinstance(scheme.value, str) else None,
        headers=listing(table(name=names[n], values=listing(headers[n])) for n in sorted(headers)) if headers else None,
    )
