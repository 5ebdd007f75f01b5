"""Services that select no pod of the input, and autoscalers of workloads that are not in it: nothing is behind them."""

from __future__ import annotations

from flytrans.kubernetes.backed import backed_services
from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.kinds import API_VERSIONS
from flytrans.kubernetes.objects import Objects, name_of
from flytrans.tree.context import Reading
from flytrans.tree.node import Node


def tell_unreached(objects: Objects, cx: Reading) -> None:
    """Say of each that what it leads to is not in the input."""
    for service in objects.of("Service"):
        selector, kind = service.at("spec", "selector"), text_of(service.at("spec", "type"))
        if selector is None or not selector.value or kind == "ExternalName":
            continue
        if id(service) not in objects.once(backed_services):
            message = f"no workload here has the labels that Service {name_of(service)} selects"
            cx.found("FT014", selector, message, "add the workload, or mend the selector")
    for scaler in objects.of("HorizontalPodAutoscaler"):
        _tell_unscaled(scaler, objects, cx)


def _tell_unscaled(scaler: Node, objects: Objects, cx: Reading) -> None:
    """An autoscaler finds its workload in its own namespace only (K: pkg/controller/podautoscaler/horizontal.go)."""
    target = scaler.at("spec", "scaleTargetRef", "name")
    kind, name = text_of(scaler.at("spec", "scaleTargetRef", "kind")) or "", text_of(target)
    namespace, homes = objects.space_of(scaler), objects.once(_homes).get((kind, name), ())
    if target is None or namespace in homes:
        return
    message = f"autoscaler {name_of(scaler)} scales {kind} {name}, which is no workload here"
    if homes:
        message = f"autoscaler {name_of(scaler)} is in namespace {namespace}, and {kind} {name} in {homes[0]}"
    cx.found("FT014", target, message, "add the workload, or mend the reference and the namespace")
    cx.ledger.reason(scaler.get("spec"), "FT443", "what it scales is not in the input", effect="none")


def _homes(objects: Objects) -> dict[tuple[str, str | None], list[str]]:
    """The namespaces of workloads, by kind and name."""
    out: dict[tuple[str, str | None], list[str]] = {}
    for kind in API_VERSIONS:
        for obj in objects.of(kind):
            out.setdefault((kind, name_of(obj)), []).append(objects.space_of(obj))
    return out
