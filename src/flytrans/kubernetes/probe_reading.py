"""The readiness probe of a lone container as a Fly check: of the service on its port, else of the machine.

What a Kubernetes probe has by default is written out for manifests of others, since Fly's defaults differ; in those
that we wrote absence stays absence. Containers beside others have health checks of their own (`healthchecks`).
"""

from __future__ import annotations

from typing import Any

from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.ports import probed_port
from flytrans.kubernetes.probes import LONGEST, TIMES
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, listing, made, same, table
from flytrans.values.duration import SECOND

NAME = "readiness"
SCHEMES = ("http", "https")
SHORTEST = 2
"""Seconds between two runs of a machine's check, at least."""
DEPLOY_WAIT = 300
"""Seconds in which each machine has to pass its checks (flyctl internal/command/deploy/machines.go)."""
PERIOD, TIMEOUT, FAILURES = 10, 1, 3
"""Kubernetes' own (K: pkg/apis/core/v1/defaults.go SetDefaults_Probe)."""


def gather_probes(
    container: Node, services: Node | None, cx: Reading, *, ours: bool, alone: bool = True
) -> tuple[Node | None, Node | None]:
    """The services with the probe as a check of one of them, and the machine's checks.

    `ours`: we wrote the pod. `alone`: the container has no others beside it; else only a service can have the check.
    """
    probe = container.get("readinessProbe")
    if alone:
        _tell_others(container, probe, cx)
    read = _check(container, probe, ours, alone, cx) if probe is not None else None
    if read is None or probe is None:
        return services, None
    check, port = read
    index = _index_on(services, port)
    if index is None and not alone:
        return services, None
    if not alone:
        _tell_thresholds(probe, cx)
    check = check.having(**_times(container, probe, port, cut=index is not None, ours=ours, cx=cx))
    _tell_same(container.get("startupProbe"), probe, cx)
    if index is None or services is None:
        kind = None if ours else default("readiness", "the probe decides about traffic", port)
        check = check if ours else within_limits(check, cx)
        return services, Node({NAME: check.having(port=port, kind=kind)})
    found = services.each()
    found[index] = found[index].having(checks=listing([check.why(_named(port))]))
    return Node(found, services.sources, services.because), None


def _index_on(services: Node | None, port: Node) -> int | None:
    """The service on a port: one of tcp, else of udp."""
    found = [
        (text_of(service.get("protocol")) != "tcp", index)
        for index, service in enumerate(tables_of(services))
        if (number := service.get("internal_port")) is not None and number.value == port.value
    ]
    return min(found)[1] if found else None


def _named(port: Node) -> Node:
    """What decided about the service: the probe's port, whose value the check does not say again."""
    return Node(None, (), tuple(sorted(port.leaves())))


def _check(container: Node, probe: Node, ours: bool, alone: bool, cx: Reading) -> tuple[Node, Node] | None:
    """The check without its times, and its port."""
    get, tcp, grpc = (probe.get(key) for key in ("httpGet", "tcpSocket", "grpc"))
    handler = next((node for node in (get, tcp, grpc) if node is not None and node.value), None)
    if handler is None:
        if probe.get("exec") is not None and alone:
            message = "a check cannot run a command; answer by HTTP or TCP"
            cx.ledger.reason(probe, "FT512", message)
            cx.found("FT512", probe.at("exec", "command"), message)
        return None
    port = probed_port(container, handler.get("port"), cx)
    if port is None:
        cx.ledger.reason(probe, "FT422", "the container has no port of this name")
        return None
    cx.ledger.reason(handler.get("host"), "FT409", "Fly asks the machine itself")
    kind = default("http" if handler is get else "tcp", "the probe's handler", port)
    if handler is grpc:
        message = "an open port is less than the answer SERVING"
        cx.ledger.reason(handler.get("port"), "FT324", message, always=True)
        cx.ledger.reason(handler, "FT324", message)
        cx.found("FT324", handler.get("port"), message)
    return (table(type=kind, **_asked(handler, port, ours, cx)) if handler is get else table(type=kind)), port


def _asked(get: Node, port: Node, ours: bool, cx: Reading) -> dict[str, Node | None]:
    """What an HTTP probe asks for."""
    path, scheme = path_of(get, port, ours, cx), scheme_of(get, cx)
    secure = text_of(scheme) == "https"
    return {
        "method": default("GET", "probes send GET", port) if ours else None,
        "path": path,
        "protocol": scheme,
        "tls_skip_verify": made(True, scheme) if secure and not ours else None,
        "headers": headers_of(get),
    }


def path_of(get: Node, port: Node, ours: bool, cx: Reading) -> Node | None:
    """What an HTTP probe asks for: / unless said (K: pkg/apis/core/v1/defaults.go); what is ours leaves it to Fly.

    It begins with / however it is written (K: pkg/probe/http/request.go formatURL).
    """
    path = get.get("path")
    if path is None or not text_of(path):
        return None if ours else default("/", "Kubernetes asks for / unless said", port)
    if ours or path.value.startswith("/"):
        return path
    cx.ledger.reason(path, "FT314", "with the / that the kubelet puts before it", always=True)
    return path.map(lambda text: f"/{text}")


def headers_of(get: Node) -> Node | None:
    """The headers that a probe sends, by name; where there are several, each name decides about their order."""
    headers: dict[str, list[Node]] = {}
    names: dict[str, Node] = {}
    for header in tables_of(get.get("httpHeaders")):
        name, value = header.get("name"), header.get("value")
        if name is not None and text_of(name) and value is not None and isinstance(value.value, str):
            names.setdefault(name.value, name)
            headers.setdefault(name.value, []).append(value)
    found = [table(name=names[name], values=listing(headers[name])) for name in sorted(headers)]
    if not found:
        return None
    return listing(found if len(found) == 1 else [header.why(*names.values()) for header in found])


def scheme_of(get: Node, cx: Reading) -> Node | None:
    """What an HTTP probe speaks, in small letters as in the kubelet (K: pkg/probe/http/request.go); else HTTP."""
    scheme = get.get("scheme")
    if scheme is None or not text_of(scheme):
        return None
    if scheme.value.lower() not in SCHEMES:
        cx.ledger.reason(scheme, "FT332", "a probe speaks HTTP or HTTPS")
        return None
    return scheme.map(str.lower)


def _times(container: Node, probe: Node, port: Node, *, cut: bool, ours: bool, cx: Reading) -> dict[str, Node | None]:
    """Interval, timeout and grace period in nanoseconds; of a service's check at most 60 s."""
    usual = {"interval": PERIOD, "timeout": TIMEOUT}
    out: dict[str, Node | None] = {}
    for ours_key, theirs in TIMES:
        node = probe.get(theirs)
        seconds = whole_of(node)
        if seconds is None or node is None or seconds < 0 or (seconds == 0 and not (ours and ours_key not in usual)):
            if ours_key in usual and not ours:
                reason = f"Kubernetes has {usual[ours_key]} s unless said"
                out[ours_key] = default(usual[ours_key] * SECOND, reason, port)
            continue
        out[ours_key] = _cut(node, seconds, cut, cx)
    if not ours:
        out["grace_period"] = _grace(container, out.get("grace_period"), cut, cx)
    return out


def _cut(node: Node, seconds: int, cut: bool, cx: Reading) -> Node:
    if cut and seconds > LONGEST:
        cx.ledger.reason(node, "FT302", f"a service's check has at most {LONGEST} s", always=True)
        seconds = LONGEST
    return made(seconds * SECOND, node)


def within_limits(check: Node, cx: Reading) -> Node:
    """A machine's check with times that flyctl takes (internal/appconfig/validation.go validateChecksSection)."""
    out: dict[str, Node | None] = {}
    for key, limit, beyond in (("interval", SHORTEST, min), ("timeout", LONGEST, max)):
        node = check.get(key)
        if node is not None and node.value != limit * SECOND and beyond(node.value, limit * SECOND) == node.value:
            bound = "at least" if beyond is min else "at most"
            cx.ledger.reason(node, "FT302", f"the {key} of a machine's check is {bound} {limit} s", always=True)
            out[key] = made(limit * SECOND, node)
    return check.having(**out) if out else check


def _grace(container: Node, delay: Node | None, cut: bool, cx: Reading) -> Node | None:
    """The delay of the probe, and the whole time that a startup probe allows."""
    cx.ledger.reason(delay, "FT325", "Fly asks at once and forgives failures meanwhile", always=True)
    startup = container.get("startupProbe")
    if startup is None or not startup.value or startup.value.__class__ is not dict:
        return delay
    parts = [startup.get(key) for key in ("initialDelaySeconds", "failureThreshold", "periodSeconds")]
    first, failures, period = (
        whole_of(node) or usual for node, usual in zip(parts, (0, FAILURES, PERIOD), strict=True)
    )
    total = first + failures * period + (delay.value // SECOND if delay is not None else 0)
    said = [node for node in parts if node is not None]
    late = f"; a deploy gives up after {DEPLOY_WAIT} s unless wait_timeout says more" if total > DEPLOY_WAIT else ""
    if cut and total > LONGEST:
        message = f"{total} s to start are more than the {LONGEST} s that a service's check forgives{late}"
        for node in said:
            cx.ledger.reason(node, "FT302", message, effect="behaviour" if late else "", always=True)
        cx.found("FT302", said[0] if said else startup, message)
        total = LONGEST
    for node in said:
        message = f"the time that the startup probe allows is part of the grace period{late}"
        cx.ledger.reason(node, "FT323", message, always=True)
    value: Any = max(total, 0) * SECOND
    return made(value, delay, *said) if said or delay is not None else default(value, "the startup probe's time")


def _tell_others(container: Node, probe: Node | None, cx: Reading) -> None:
    """Codes of what has no place in the check."""
    live = container.get("livenessProbe")
    if live is not None and live.value:
        cx.ledger.reason(live, "FT509", "no Fly check restarts a machine")
        cx.found("FT509", live, "no Fly check restarts a machine", "let the process end when it cannot go on")
    startup = container.get("startupProbe")
    if probe is None or not probe.value:
        cx.ledger.reason(startup, "FT449", "without a readiness probe there is no check that could wait for it")
        return
    _tell_thresholds(probe, cx)
    delay = probe.get("initialDelaySeconds")
    if whole_of(delay) == 0:
        cx.ledger.reason(delay, "FT325", "there is no delay", effect="none")


def _tell_thresholds(probe: Node, cx: Reading) -> None:
    for key in ("failureThreshold", "successThreshold"):
        once = whole_of(probe.get(key)) == 1
        message = "Fly goes by each answer, too" if once else "Fly's checks go by each answer, without thresholds"
        cx.ledger.reason(probe.get(key), "FT409", message, effect="none" if once else "")


def _tell_same(startup: Node | None, probe: Node, cx: Reading) -> None:
    """Say of a startup probe that asks just what the check asks that nothing of it is missing."""
    if startup is None or startup.value.__class__ is not dict:
        return
    if all(same(startup.get(key), probe.get(key)) for key in ("httpGet", "tcpSocket", "grpc", "exec")):
        cx.ledger.reason(startup, "FT323", "the check asks the same", effect="none", near=True)
