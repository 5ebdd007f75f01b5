"""What only Fly does to an app, wherever it was read from: regions without machines, variables of its own."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, items_of
from flytrans.values.platform import PRIMARY_REGION, RESERVED, SET_BY_FLY
from flytrans.values.regions import REGIONS


def tell_on_fly(model: Node, cx: Writing) -> None:
    """Say it of each app."""
    for app in items_of(model.get("apps")):
        region = app.get("region")
        _tell_region(region, cx)
        for name, place in _variables(app):
            _tell_variable(name, place, region, cx)


def _tell_region(region: Node | None, cx: Writing) -> None:
    """What is wrong with a region, with the code of the lint rule."""
    if region is None or not isinstance(region.value, str) or region.value in ("", *REGIONS):
        return
    from flytrans.rules.fly_toml.ft102_retired_region import fault_of
    from flytrans.rules.registry import enter_rules, load

    fault = fault_of(region.value)
    if fault is not None:
        enter_rules([load("fly_toml", "ft102_retired_region")])
        cx.found("FT102", region, *fault)


def _tell_variable(name: str, place: Node, region: Node | None, cx: Writing) -> None:
    """Whether the app sees the value that is said."""
    if name in SET_BY_FLY or (name == PRIMARY_REGION and region is not None and place.value != region.value):
        cx.found("FT350", place, f"Fly sets {name} to a value of its own", "give the variable another name")
    elif name.startswith(RESERVED):
        message = f"names that begin with {RESERVED} are Fly's own; it may set {name} one day"
        cx.found("FT350", place, message, "give the variable another name")


def _variables(app: Node) -> Iterator[tuple[str, Node]]:
    """The variables of an app and its secrets, by name; each with its place."""
    for _, view in entries_of(app.get("groups")):
        for holder in (view, *items_of(view.get("containers"))):
            yield from entries_of(holder.get("env"))
    for secret in items_of(app.get("secrets")):
        yield str(secret.value), secret
