"""Probes of a container beside others as its health checks: one check for each handler, none for what asks nothing.

The API server takes one handler a probe. Where a file has several, each is a check of its own, in the order in which
the kubelet looks for them (K: pkg/kubelet/prober/prober.go runProbe), so that nothing that was written goes unasked.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of, whole_of
from flytrans.kubernetes.healthchecks import TIMES
from flytrans.kubernetes.ports import probed_port
from flytrans.kubernetes.probe_reading import FAILURES, PERIOD, TIMEOUT, headers_of, path_of, scheme_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, listing, made, table

_ONLY_LEGAL = "1 is the only legal value"
_USUAL = {"interval": PERIOD, "timeout": TIMEOUT, "failure_threshold": FAILURES}
_WAITS = "the time that the startup probe allows is part of the grace period"


class _Patience(NamedTuple):
    """The seconds that a startup probe allows, and what says so."""

    seconds: int
    figures: list[Node]
    probe: Node


def gather_healthchecks(container: Node, ours: bool, cx: Reading) -> Node | None:
    """The checks of a container's probes; a startup probe makes them wait, and stands in for a readiness probe.

    Beside a readiness probe of ours it only repeats what that asks.
    """
    ready, live, startup = (_said(container, key) for key in ("readinessProbe", "livenessProbe", "startupProbe"))
    patience = _patience(startup, cx) if startup is not None and not (ours and ready is not None) else None
    out = []
    for kind, probe in (("readiness", ready if ready is not None else startup), ("liveness", live)):
        if probe is None:
            continue
        times = _times(probe, kind, patience, ours, cx)
        for number, (word, handler) in enumerate(_handlers(container, probe, ours, cx)):
            name = kind if not number else f"{kind}-{word}"
            out.append(Node({**handler, **_nature(kind, name), **times}))
    return listing(out) if out else None


def _said(container: Node, key: str) -> Node | None:
    found = container.get(key)
    return found if found is not None and found.items() else None


def _nature(kind: str, name: str) -> dict[str, Node]:
    """What the probe is, in Fly's words: no leaf says it, only the field's own name."""
    out = {"kind": made(kind, reason="the kind of the probe"), "name": made(name, reason="probes have no name")}
    if kind == "liveness":
        out["unhealthy"] = made("stop", reason="a failing liveness probe ends the container")
    return out


def _times(probe: Node, kind: str, patience: _Patience | None, ours: bool, cx: Reading) -> dict[str, Node]:
    """Times and thresholds; no failure counts before a startup probe would have given up.

    What Kubernetes has unsaid is written out for pods of others, as for a lone container: Fly's defaults differ.
    """
    out: dict[str, Node] = {}
    alone = patience is not None and probe is patience.probe
    for key, theirs in TIMES.items():
        time = probe.get(theirs)
        seconds = whole_of(time)
        if time is None or seconds is None or seconds <= 0:
            continue
        if kind == "liveness" and key == "success_threshold":
            cx.ledger.inert(time, _ONLY_LEGAL)
            cx.ledger.reason(time, "FT430", _ONLY_LEGAL, effect="none")
        elif not (alone and key.endswith("_threshold")):
            out[key] = time
    if patience is not None:
        delay = out.get("grace_period") if not alone else None
        seconds = patience.seconds + (delay.value if delay is not None else 0)
        cx.ledger.reason(delay, "FT323", _WAITS, always=True)
        parts = [*patience.figures, *([delay] if delay is not None else [])]
        reason = "" if parts else f"a startup probe has {FAILURES} tries, {PERIOD} seconds apart"
        out["grace_period"] = made(seconds, *parts, reason=reason)
    for key, usual in _USUAL.items() if not ours else ():
        if key not in out:
            out[key] = made(usual, reason=f"Kubernetes has {usual} unless said")
    return out


def _patience(startup: Node, cx: Reading) -> _Patience:
    """The budget of a startup probe: its delay, and its tries times its period."""
    parts = [startup.get(key) for key in ("initialDelaySeconds", "periodSeconds", "failureThreshold")]
    delay, period, tries = (whole_of(node) or usual for node, usual in zip(parts, (0, PERIOD, FAILURES), strict=True))
    figures = [node for node in parts if node is not None and whole_of(node) is not None]
    for node in figures:
        cx.ledger.reason(node, "FT323", _WAITS, always=True)
    return _Patience(delay + period * tries, figures, startup)


def _handlers(container: Node, probe: Node, ours: bool, cx: Reading) -> list[tuple[str, dict[str, Node]]]:
    """What a probe asks, by the handler's word."""
    command, get, tcp, grpc = (probe.get(key) for key in ("exec", "httpGet", "tcpSocket", "grpc"))
    out: list[tuple[str, dict[str, Node]]] = []
    given = command.get("command") if command is not None else None
    words = [word for word in given.each() if isinstance(word.value, str)] if given is not None else []
    if words:
        out.append(("exec", {"exec": table(command=listing(words))}))
    if get is not None and (port := probed_port(container, get.get("port"), cx)) is not None:
        out.append(("http", {"http": _http(get, port, ours, cx)}))
    for word, asked in (("tcp", tcp), ("grpc", grpc)):
        port = probed_port(container, asked.get("port"), cx) if asked is not None else None
        if port is not None:
            out.append((word, {"tcp": table(port=port)}))
            if asked is grpc:
                cx.ledger.reason(asked, "FT324", "an open port is less than the answer SERVING", always=True)
    return out


def _http(get: Node, port: Node, ours: bool, cx: Reading) -> Node:
    scheme = scheme_of(get, cx)
    return table(
        port=port,
        path=path_of(get, port, ours, cx),
        scheme=scheme,
        tls_skip_verify=made(True, scheme) if text_of(scheme) == "https" and not ours else None,
        headers=headers_of(get),
    )
