"""Checks of machines, `[checks.NAME]`: one table for all process groups, so one meaning for a name."""

from __future__ import annotations

from flytrans.fly_toml.factoring import factor
from flytrans.fly_toml.services import collapse_headers
from flytrans.mapping.checks import FLY_CHECKS, HTTP_ONLY
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of

_FIELDS = tuple(field.name for field in FLY_CHECKS.end("fly").item.fields)  # type: ignore[attr-defined]


def collapse_checks(views: dict[str, Node], default_group: str, cx: Writing, *, named: bool) -> Node | None:
    """Checks by name; where groups mean different checks by one name, all but one get the group's name added."""
    by_name: dict[str, dict[str, list[Node]]] = {}
    for group in sorted(views, key=lambda name: (name != default_group, name)):
        for name, check in entries_of(views[group].get("checks")):
            if _is_sayable(name, check, cx):
                _tell_method(check.get("method"), cx)
                item = collapse_headers(check, cx).only(*_FIELDS).without("processes")
                by_name.setdefault(name, {})[group] = [item]
    out: dict[str, Node] = {}
    for name, items in by_name.items():
        for index, found in enumerate(factor(items, cx.ledger, views if named else None)):
            key = name if not index else _other_name(name, found.names[0], {*by_name, *out})
            for group in found.names if index else ():
                message = f"a name means one check in a fly.toml, and {name} is another: it is {key} there"
                cx.ledger.reason(views[group].at("checks", name), "FT314", message, effect="none")
            out[key] = found.told() if named else found.item
    return Node(dict(sorted(out.items()))) if out else None


def _tell_method(method: Node | None, cx: Writing) -> None:
    """flyctl sends it in capitals (toplevelcheck.go)."""
    if method is not None and method.value != method.value.upper():
        cx.ledger.reason(method, "FT351", "flyctl sends the method in capitals", effect="none")


def _is_sayable(name: str, check: Node, cx: Writing) -> bool:
    """flyctl refuses a check without a port, or whose type is neither http nor tcp (toplevelcheck.go)."""
    kind = check.get("type")
    if kind is not None and kind.value in ("http", "tcp") and check.get("port") is not None:
        if kind.value == "tcp":
            message = "flyctl sends it for http checks only"
            cx.ledger.reason(check.only(*HTTP_ONLY), "FT460", message, effect="none")
        return True
    message = f"the check {name} lacks a type or a port, without which flyctl refuses the file"
    cx.ledger.reason(check, "FT422", message)
    cx.found("FT422", check, message, "give it a port, and http or tcp as type")
    return False


def _other_name(name: str, group: str, taken: set[str]) -> str:
    wanted = f"{name}-{group}"
    number = 2
    while wanted in taken:
        wanted = f"{name}-{group}-{number}"
        number += 1
    return wanted
