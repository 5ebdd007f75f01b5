"""Services that select no pod of the input: nothing answers behind them."""

from __future__ import annotations

from flytrans.kubernetes.backed import backed_services
from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.objects import Objects, name_of
from flytrans.tree.context import Reading


def tell_unreached(objects: Objects, cx: Reading) -> None:
    """Say of each that what it leads to is not in the input."""
    for service in objects.of("Service"):
        selector, kind = service.at("spec", "selector"), text_of(service.at("spec", "type"))
        if selector is None or not selector.value or kind == "ExternalName":
            continue
        if id(service) not in objects.once(backed_services):
            message = f"no workload here has the labels that Service {name_of(service)} selects"
            cx.found("FT014", selector, message, "add the workload, or mend the selector")
