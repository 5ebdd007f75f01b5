"""What autoscalers and disruption budgets of a workload mean for machines."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.kinds import API_VERSIONS
from flytrans.kubernetes.objects import Objects, identity_of, name_of
from flytrans.kubernetes.selectors import Selector, Selectors
from flytrans.kubernetes.service_reading import is_ours
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, entries_of, items_of, listing, made, table
from flytrans.values.bad import Bad
from flytrans.values.quantity import ONE, parse_quantity
from flytrans.values.whole import parse_digits


class Scaling(NamedTuple):
    """The services with what an autoscaler says; `least`: its minimum, the count where no replicas are said."""

    services: Node | None
    least: Node | None = None


def gather_scaling(
    kind: str,
    name: str,
    services: Node | None,
    objects: Objects,
    namespace: str,
    cx: Reading,
    said: Node | None = None,
) -> Scaling:
    """Fold the autoscaler of a workload into its first service: it keeps the least running, by load.

    `said`: the leaf that says the namespace, if one does.
    """
    scaler = _scaler_of(kind, name, objects, namespace)
    if scaler is None:
        return Scaling(services)
    least = scaler.at("spec", "minReplicas")
    target = scaler.at("spec", "scaleTargetRef")
    joins = [said, *identity_of(scaler)[:3], *(target.get(key) for key in ("kind", "name") if target is not None)]
    cx.ledger.moot(target.get("apiVersion") if target is not None else None, "the kind says what is scaled")
    low = least if whole_of(least) is not None else None
    if low is None:
        low = default(1, "an autoscaler keeps one unless said", *joins)
    found = items_of(services)
    _tell_range(scaler, bool(found), cx)
    counted = _concurrency(scaler, cx) if found else None
    for metric in tables_of(scaler.at("spec", "metrics")):
        cx.ledger.reason(metric, "FT443", "Fly's proxy knows load by requests or connections at once")
    cx.ledger.reason(scaler.at("spec", "targetCPUUtilizationPercentage"), "FT443", "Fly's proxy knows no CPU load")
    if found:
        says = table(
            autostop=default("stop", "an autoscaler takes away what is idle", *joins),
            autostart=default(True, "an autoscaler adds under load", *joins),
            min_machines_running=low.why(*joins),
            concurrency=counted or found[0].get("concurrency"),
        )
        found[0] = found[0].having(**{key: node for key, node in says.items() if found[0].get(key) is None})
    return Scaling(listing(found) if found else services, low.why(*joins))


def scaled_count(replicas: Node | None, least: Node | None, ours: bool, cx: Reading) -> Node | None:
    """The least that an autoscaler keeps, where no replicas are said or fewer; None where it does not count.

    It leaves a workload of none alone (K: pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler).
    """
    if replicas is None or least is None:
        return least
    said, kept = whole_of(replicas), whole_of(least)
    if ours or not said or kept is None or kept <= said:
        return None
    message = f"the autoscaler keeps {kept}"
    cx.ledger.inert(replicas, message)
    cx.ledger.reason(replicas, "FT435", message)
    return least


def _tell_range(scaler: Node, served: bool, cx: Reading) -> None:
    """Say what becomes of the least and the most pods; only where Fly's proxy serves an app does it start and stop."""
    least, most = scaler.at("spec", "minReplicas"), scaler.at("spec", "maxReplicas")
    code, message = "FT334", "Fly starts and stops the machines that there are"
    if not served:
        code, message = "FT443", "no service of the app is behind Fly's proxy, so nothing starts or stops its machines"
    number = whole_of(most)
    told = f"{message}; the autoscaler would make up to {number}" if number is not None else message
    cx.ledger.reason(most, code, told, always=True)
    cx.ledger.reason(least, code, message, always=True)
    fix = f"fly scale count {number} makes as many" if served and number is not None else ""
    cx.found(code, most if number is not None else scaler.at("spec", "scaleTargetRef", "name"), told, fix)


def _scaler_of(kind: str, name: str, objects: Objects, namespace: str) -> Node | None:
    found = [
        scaler
        for scaler in objects.once(_scalers).get((namespace, kind, name), ())
        if _group(scaler.at("spec", "scaleTargetRef", "apiVersion")) in (None, *_groups(kind))
    ]
    return min(found, key=name_of) if found else None


def _scalers(objects: Objects) -> dict[tuple[str, str | None, str | None], list[Node]]:
    """Autoscalers by namespace, and by kind and name of what they scale."""
    out: dict[tuple[str, str | None, str | None], list[Node]] = {}
    for scaler in objects.of("HorizontalPodAutoscaler"):
        kind, name = (text_of(scaler.at("spec", "scaleTargetRef", key)) for key in ("kind", "name"))
        out.setdefault((objects.space_of(scaler), kind, name), []).append(scaler)
    return out


def _group(version: Node | None) -> str | None:
    """The API group of a version; None where none is said."""
    text = text_of(version)
    return text.rpartition("/")[0] if text else None


def _groups(kind: str) -> tuple[str, str]:
    """The API groups in which a kind is found: today's, and the one where it began."""
    return API_VERSIONS.get(kind, "").rpartition("/")[0], "extensions"


def _concurrency(scaler: Node, cx: Reading) -> Node | None:
    """A target that counts requests or connections at once is the soft limit; a rate is none."""
    for metric in tables_of(scaler.at("spec", "metrics")):
        for block in (metric.get(key) for key in ("pods", "object", "external")):
            name = block.at("metric", "name") or block.get("metricName") if block is not None else None
            word = _counted(text_of(name) or "")
            if block is None or name is None or word is None:
                continue
            value = block.at("target", "averageValue") or block.get("targetAverageValue")
            limit = _whole(value)
            if value is None or limit is None:
                continue
            for node in (name, value):
                cx.ledger.reason(node, "FT334", "what the autoscaler counts is Fly's soft limit", always=True)
            return table(type=made(word, name), soft_limit=made(limit, value))
    return None


def _counted(name: str) -> str | None:
    lower = name.lower()
    if any(word in lower for word in ("per_second", "per-second", "rate", "rps", "qps", "total")):
        return None
    if "connection" in lower:
        return "connections"
    return "requests" if "request" in lower else None


def _whole(node: Node | None) -> int | None:
    if node is None:
        return None
    try:
        return max(1, -(-parse_quantity(str(node.value)) // ONE))
    except Bad:
        return None


def with_budget(
    deploy: dict[str, Node],
    template_labels: Node | None,
    replicas: Node | None,
    objects: Objects,
    namespace: str,
    cx: Reading,
    *said: Node | None,
) -> dict[str, Node]:
    """A rollout, limited by a disruption budget where that is the stricter one."""
    budget = gather_budget(template_labels, replicas, objects, namespace, cx)
    known = deploy.get("max_unavailable")
    if budget is None or (known is not None and known.value <= budget.value):
        return deploy
    if text_of(deploy.get("strategy")) not in (None, "rolling"):
        return deploy
    cx.ledger.reason(budget, "FT335", "it limits the rollout, as nothing evicts machines", always=True)
    return {**deploy, "max_unavailable": budget.why(known, *said)}


def gather_budget(
    template_labels: Node | None, replicas: Node | None, objects: Objects, namespace: str, cx: Reading
) -> Node | None:
    """How many machines a disruption budget lets go at once; at least 1; None where there is no budget."""
    labels = {key: node.value for key, node in entries_of(template_labels)}
    found = objects.once(_budgets).matching(labels, namespace)
    allowed = [
        node.why(*identity_of(budget)[:3], selector, *_matched(selector, template_labels))
        for budget in found
        if (node := _allowed(budget, replicas)) is not None
        for selector in [budget.at("spec", "selector")]
    ]
    return min(allowed, key=lambda node: int(node.value)) if allowed else None


def _matched(selector: Node | None, labels: Node | None) -> list[Node | None]:
    """The labels that a selector asks for."""
    wanted = selector.get("matchLabels") if selector is not None else None
    return [labels.get(key) for key, _ in wanted.items()] if wanted is not None and labels is not None else []


def _budgets(objects: Objects) -> Selectors:
    """Other people's budgets that ask for labels and for nothing else."""
    found = []
    for budget in objects.of("PodDisruptionBudget"):
        selector = budget.at("spec", "selector")
        if selector is not None and selector.get("matchExpressions") is None and not is_ours(budget):
            wanted = selector.get("matchLabels")
            space = objects.space_of(budget)
            found.append(Selector(budget, space, entries_of(wanted)))
    return Selectors(found)


def _allowed(budget: Node, replicas: Node | None) -> Node | None:
    most, least = budget.at("spec", "maxUnavailable"), budget.at("spec", "minAvailable")
    for node, sign in ((most, 1), (least, -1)):
        today = whole_of(replicas) or 1
        count = _count(node, today)
        if node is not None and count is not None:
            shared = sign == -1 or whole_of(node) is None
            return made(max(1, count if sign == 1 else today - count), node).why(replicas if shared else None)
    return None


def _count(node: Node | None, replicas: int) -> int | None:
    """A number, or a percentage rounded up (K: controller/disruption/disruption.go)."""
    if node is None:
        return None
    if whole_of(node) is not None:
        return int(node.value)
    text = text_of(node) or ""
    share = parse_digits(text[:-1]) if text.endswith("%") else None
    return -(-replicas * share // 100) if share is not None else None
