"""How an app is reached, once all its groups are read: what only the cluster reaches, hosts, names of our own choice.

A Service that only the cluster reaches would become public in an app that has public ports, as Fly's addresses are the
app's, not a service's; there it gets no Fly service (FT330), and peers use `.internal` names. An app without any
public port keeps it, for a private address (flycast). So it is with a balancer or an Ingress of a private network: what
marks it as one keeps the app's other Services private, too, where nothing else is public.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.names import Names, safe_name, shortened
from flytrans.kubernetes.port_lines import HIDDEN
from flytrans.kubernetes.probe_reading import NAME, within_limits
from flytrans.kubernetes.services import SERVICE_LIMIT
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, items_of, listing

_PUBLIC = ("FT453", "a balancer and a node port are both a public address on Fly")
_KEPT_PRIVATE = "only a private network reached it; until the app has its private address, a deploy opens it"
_KEPT_OUT = "a port that only a private network reached, as the app's other ports are public"
_ORDER = ("FT438", "of the Services' names only their order counts")


class _Reach(NamedTuple):
    """Whether an app has public ports; else what keeps a balancer or an Ingress of it private."""

    public: bool
    marks: tuple[Node, ...]


def settle_reach(app: Node, names: Names, cx: Reading) -> Node:
    """The app with its Fly services as they are meant: `hosts` and `flycast` are the app's."""
    groups = app.get("groups")
    if groups is None:
        return app
    found = [service for _, view in groups.items() for service in tables_of(view.get("services"))]
    inside = [service for service in found if _is_inside(service)]
    public = len(inside) < len(found)
    marks = [mark for service in inside if (mark := service.value["kubernetes"].value["inside"]).sources]
    hosts = _hosts([service for service in found if not public or not _is_inside(service)])
    flycast = None
    if inside and not public:
        said = (s.get("protocol") for s in inside)
        flycast = default(True, "only the cluster reaches its Services", *said, *marks)
        for mark in marks:
            cx.ledger.reason(mark, "FT533", _KEPT_PRIVATE, always=True)
    several = len({text_of(service.at("kubernetes", "name")) for service in found}) > 1
    reach = _Reach(public, () if public else tuple(marks))
    views = {
        group: _settled(group, _by_type(view, public, cx) if several else view, names, reach, cx)
        for group, view in groups.items()
    }
    return app.having(groups=Node(views, groups.sources, groups.because), hosts=hosts, flycast=flycast)


def _is_inside(service: Node) -> bool:
    """Whether only the cluster, or a private network around it, reaches it."""
    return service.at("kubernetes", "inside") is not None


def _hosts(services: list[Node]) -> Node | None:
    out: dict[str, Node] = {}
    for service in services:
        for host in items_of(service.get("hosts")):
            out.setdefault(host.value, host)
    return listing(list(out.values())) if out else None


def _settled(group: str, view: Node, names: Names, reach: _Reach, cx: Reading) -> Node:
    if view.get("services") is None:
        return view
    chosen = _chosen_name(group, view, names)
    kept, checks = [], []
    for service in tables_of(view.get("services")):
        if reach.public and _is_inside(service):
            _tell_inside(service, cx)
            checks += [(service, check) for check in tables_of(service.get("checks"))]
        else:
            unmarked = reach.marks and not service.value["kubernetes"].value["inside"].sources
            kept.append(_pruned(service.why(*reach.marks) if unmarked else service, chosen))
    view = view.having(services=listing(kept) if kept else None)
    if checks and view.get("checks") is None:
        service, check = checks[0]
        ready = default("readiness", "the probe decides about traffic", check.get("type"))
        checked = within_limits(check, cx).having(port=service.get("internal_port"), kind=ready)
        view = view.having(checks=Node({NAME: checked}))
    return view


def _by_type(view: Node, public: bool, cx: Reading) -> Node:
    """The view of a group beside other Services: the type decides which the app has, and names their order.

    Of an app's only Service they do not: were it private, its ports would be the same, at a private address.
    """
    found, services = tables_of(view.get("services")), []
    there = [one for one in found if not public or not _is_inside(one)]
    ordered = len({text_of(service.at("kubernetes", "name")) for service in there}) > 1
    for service in found:
        known = [service.at("kubernetes", key) for key in (("type", "name") if ordered else ("type",))]
        for node, (code, message) in zip(known, (_PUBLIC, _ORDER), strict=False):
            cx.ledger.reason(node, code, message, effect="none", always=cx.bare)
        parts = {key: service.get(key) for key in ("protocol", "internal_port", "ports")}
        services.append(service.having(**{k: n.why(*known) if n is not None else None for k, n in parts.items()}))
    return view.having(services=listing(services)) if services else view


def _chosen_name(group: str, view: Node, names: Names) -> str:
    """What the group's Service would be called if nothing were said."""
    workload = text_of(view.at("kubernetes", "name")) or names.chosen(group)
    return shortened(safe_name(workload), SERVICE_LIMIT)


def _pruned(service: Node, chosen: str) -> Node:
    """Less the names that would be chosen anyway."""
    known = service.get("kubernetes")
    if known is None:
        return service.having(hosts=None)
    for key in ("name", "ingress"):
        if text_of(known.get(key)) == chosen:
            known = known.without(key)
    known = known.without("inside")
    return service.having(hosts=None, kubernetes=known if known.value else None)


def _tell_inside(service: Node, cx: Reading) -> None:
    for key in ("internal_port", "protocol", "ports"):
        cx.ledger.reason(service.get(key), "FT330", HIDDEN, near=True)
    cx.ledger.keeps_out(service.at("kubernetes", "inside"), _KEPT_OUT)
    for node in (service.get("kubernetes"), service.get("hosts")):
        cx.ledger.reason(node, "FT330", HIDDEN)
    cx.found("FT330", service.get("internal_port"), HIDDEN)
