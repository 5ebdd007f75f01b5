"""Services that select no pod of the input, and Ingresses whose Service is not there: nothing answers behind them."""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.ingress_reading import ways_of
from flytrans.kubernetes.kinds import API_VERSIONS, template_of
from flytrans.kubernetes.objects import Objects, name_of, namespace_of
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, entries_of


def tell_unreached(objects: Objects, cx: Reading) -> None:
    """Say of each where it leads, and that this is not in the input."""
    ways = objects.once(ways_of)
    routes = [(space, route) for (space, _), found in ways.kept.items() for route in found]
    for space, route in routes:
        name = text_of(route.service)
        if name and objects.get("Service", space, name) is None:
            message = (
                f"Service {name} is not in the input, so nothing takes what Ingress {name_of(route.ingress)} sends"
            )
            cx.found("FT014", route.service, message, "add it, and the workload that it selects")
    reached = _selected(objects)
    for service in objects.of("Service"):
        selector, kind = service.at("spec", "selector"), text_of(service.at("spec", "type"))
        if selector is None or not selector.value or kind == "ExternalName" or id(service) in reached:
            continue
        message = f"no workload here has the labels that Service {name_of(service)} selects"
        cx.found("FT014", selector, message, "add the workload, or mend the selector")


def _selected(objects: Objects) -> set[int]:
    found: set[int] = set()
    for kind in API_VERSIONS:
        for obj in objects.of(kind):
            template: Node | None = template_of(obj)
            labels = template.at("metadata", "labels") if template is not None else None
            known = {key: node.value for key, node in entries_of(labels)}
            found |= {id(one) for one in objects.selecting(known, namespace_of(obj, objects.default))}
    return found
