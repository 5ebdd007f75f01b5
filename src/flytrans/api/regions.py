"""Regions in which Fly makes no machines: told with the code of the lint rule, wherever a region was read from."""

from __future__ import annotations

from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of
from flytrans.values.regions import REGIONS


def tell_regions(model: Node, cx: Writing) -> None:
    """Say of the region of each app what is wrong with it."""
    for app in items_of(model.get("apps")):
        region = app.get("region")
        if region is None or not isinstance(region.value, str) or region.value in ("", *REGIONS):
            continue
        from flytrans.rules.fly_toml.ft102_retired_region import fault_of
        from flytrans.rules.registry import enter_rules, load

        fault = fault_of(region.value)
        if fault is not None:
            enter_rules([load("fly_toml", "ft102_retired_region")])
            cx.found("FT102", region, *fault)
