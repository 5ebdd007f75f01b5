"""Starting and stopping by traffic -> autoscalers and the like, each only by option (`extras`).

A Fly app never has more machines than were made, so the count is the most, and `min_machines_running` the least.
The opposite direction is in `scaling_reading`.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import asked, decided, tables_of, text_of, wanted
from flytrans.kubernetes.ingress import hosts_of
from flytrans.kubernetes.kinds import API_VERSIONS, COUNTED, chosen_kind
from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.service_ports import Slot, slots_of
from flytrans.kubernetes.services import service_name
from flytrans.kubernetes.workload import scatter_count
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, made, table

SOFT_LIMIT = 20
"""Fly's own where none is said (fly docs, app configuration)."""
_USUAL_PATH = "/metrics"


def scatter_scaling(app: Node, group: str, view: Node, names: Names, cx: Writing) -> list[Node]:
    """HPA, KEDA, disruption budget and pod monitor of a group, as far as the caller asks for them."""
    extras = cx.options.extras
    counted = chosen_kind(group, view, Writing(cx.ledger, cx.options, own=True)) in COUNTED
    if not extras or not counted:
        return []
    out, replicas = [], scatter_count(view, cx)
    web = next((slot for slot in slots_of(view, cx) if slot.kind == "http"), None) if "keda" in extras else None
    if web is not None and _is_intercepted(app, group, view, cx):
        from flytrans.kubernetes.interceptor import scatter_proxy

        out.append(scatter_proxy(service_name(names, group, web.service), names, group))
        out.append(_http_scaled(app, group, view, names, replicas, web, cx))
    elif "hpa" in extras:
        out.append(_autoscaler(group, view, names, replicas, cx))
    if "pdb" in extras:
        spec = table(maxUnavailable=asked(1, "extras"), selector=table(matchLabels=names.selector(group)))
        out.append(_of_group("policy/v1", "PodDisruptionBudget", group, names, spec))
    if "pod-monitor" in extras and view.get("metrics") is not None:
        out.append(_pod_monitor(group, view, names))
    return out


def _least(view: Node) -> Node | None:
    """The most that a service wants running."""
    found = [
        service.value["min_machines_running"]
        for service in tables_of(view.get("services"))
        if service.get("min_machines_running") is not None
    ]
    return max(found, key=lambda node: node.value) if found else None


def _bounds(view: Node, replicas: Node, floor: int) -> tuple[Node, Node]:
    """Least and most replicas."""
    least = _least(view)
    low = made(max(floor, least.value), least) if least is not None else asked(floor, "extras")
    return low, made(max(replicas.value, low.value, 1), replicas, least, reason=replicas.reason)


def _target(group: str, view: Node, names: Names, cx: Writing) -> Node:
    kind = chosen_kind(group, view, Writing(cx.ledger, cx.options, own=True))
    return table(apiVersion=wanted(API_VERSIONS[kind]), kind=wanted(kind), name=names.workload(group))


def _autoscaler(group: str, view: Node, names: Names, replicas: Node, cx: Writing) -> Node:
    """By CPU, which is what an autoscaler without metrics takes: 80 % of the request."""
    low, high = _bounds(view, replicas, 1)
    spec = table(scaleTargetRef=_target(group, view, names, cx), minReplicas=low, maxReplicas=high)
    return _of_group("autoscaling/v2", "HorizontalPodAutoscaler", group, names, spec)


def _is_intercepted(app: Node, group: str, view: Node, cx: Writing) -> bool:
    from flytrans.kubernetes.interceptor import is_intercepted

    return is_intercepted(app, group, view, cx)


def _http_scaled(app: Node, group: str, view: Node, names: Names, replicas: Node, slot: Slot, cx: Writing) -> Node:
    """KEDA's HTTP add-on: by requests at once, down to none."""
    for key in ("autostop", "autostart", "min_machines_running"):
        message = "KEDA starts and stops replicas, by requests"
        cx.ledger.reason(slot.service.get(key), "FT403", message, effect="none")
    low, high = _bounds(view, replicas, 0)
    limit = slot.service.at("concurrency", "soft_limit")
    target = limit or decided(SOFT_LIMIT, "Fly's soft_limit unless said", slot.name)
    name = service_name(names, group, slot.service)
    spec = table(
        hosts=listing(hosts_of(app, name, cx, tell=False)),
        scaleTargetRef=_target(group, view, names, cx).having(service=name, port=slot.number),
        replicas=table(min=low, max=high),
        scalingMetric=table(concurrency=table(targetValue=target)),
    )
    return _of_group("http.keda.sh/v1alpha1", "HTTPScaledObject", group, names, spec)


def _pod_monitor(group: str, view: Node, names: Names) -> Node:
    metrics = view.get("metrics") or table()
    path, https = metrics.get("path"), metrics.get("https")
    endpoint = table(
        portNumber=metrics.get("port"),
        path=path if text_of(path) else decided(_USUAL_PATH, "Prometheus' own path", metrics.get("port")),
        scheme=https.map(lambda flag: "https" if flag else "http") if https is not None else None,
    )
    spec = table(selector=table(matchLabels=names.selector(group)), podMetricsEndpoints=listing([endpoint]))
    return _of_group("monitoring.coreos.com/v1", "PodMonitor", group, names, spec)


def _of_group(version: str, kind: str, group: str, names: Names, spec: Node) -> Node:
    return new_object(version, kind, metadata(names.workload(group), names, group), spec=spec)
