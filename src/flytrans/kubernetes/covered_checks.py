"""Checks that need no probe of their own, as the probe that is written fails whenever they would.

Old files of `fly launch` have a tcp check beside the http check of a service; both ask the same port.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.probes import Chosen, choose, is_get
from flytrans.kubernetes.service_ports import target_of, usable_services
from flytrans.mapping.checks import FURTHER
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, same

COVERED = "the probe asks the same port, so it fails whenever this check would"
UNASKED = "Fly Kubernetes has no probes"
_ASKED = ("path", "protocol", "headers")


def tell_covered(app: Node, cx: Writing) -> None:
    """Say so of the checks that are covered in every group that has them."""
    if cx.options.profile == "fks":
        _tell_unasked(app, cx)
        return
    covered: dict[int, Node] = {}
    further: set[int] = set()
    for _, view in entries_of(app.get("groups")):
        found = _checks(view, cx)
        if len(found) < 2:
            continue
        chosen = choose(view, cx) if view.get("containers") is None else None
        for check, port in found:
            if chosen is not None and _covers(chosen, check, port):
                covered[id(check)] = check
            elif chosen is None or check is not chosen.check:
                further |= check.data()
                for said in (check.get("port"), check.get("method") if is_get(check) else None):
                    cx.ledger.reason(said, FURTHER.code, FURTHER.message)
    for check in covered.values():
        if not further & check.data():
            cx.ledger.reason(check, "FT408", COVERED, effect="none", near=True)


def _tell_unasked(app: Node, cx: Writing) -> None:
    """Fly Kubernetes ignores probes (Fly documentation, kubernetes/fks-quickstart), so none is written."""
    for _, view in entries_of(app.get("groups")):
        for service in tables_of(view.get("services")):
            cx.ledger.reason(service.get("checks"), "FT454", UNASKED)
        cx.ledger.reason(view.get("checks"), "FT454", UNASKED)


def _checks(view: Node, cx: Writing) -> list[tuple[Node, Node | None]]:
    """Every check of a group, with the port that it asks."""
    of_services = [
        (check, check.get("port") or target_of(service))
        for service in usable_services(view, cx)
        for check in tables_of(service.get("checks"))
    ]
    return [*of_services, *((check, check.get("port")) for _, check in entries_of(view.get("checks")))]


def _covers(chosen: Chosen, check: Node, port: Node | None) -> bool:
    """Whether the chosen check fails whenever another one does."""
    if check is chosen.check or port is None or not same(port, chosen.port):
        return False
    kind, asked = text_of(check.get("type")), chosen.check
    if kind == "http" and chosen.kind == "http" and is_get(check):
        return all(same(check.get(key), asked.get(key)) for key in _ASKED)
    return kind == "tcp"
