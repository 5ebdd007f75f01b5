"""Who may reach a group: what the option `exposure` says, and which group an app's Ingress sends to.

Whether a Fly app has a public address is not in its fly.toml, so http is public through the Ingress unless the caller
says private, and raw ports are not published unless the caller says public.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.names import DEFAULT_GROUP
from flytrans.kubernetes.service_ports import PUBLISHED, SECURE, WEB, Slot, is_web, usable_services
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of

PUBLIC_TYPES = ("LoadBalancer", "NodePort")


def exposure_of(group: str, cx: Writing) -> str | None:
    """ "public", "private" or None for a group."""
    exposure = cx.options.exposure
    found: str | None = exposure.get(group, exposure.get("*"))
    return found


def web_group(app: Node, cx: Writing) -> str | None:
    """The group that has the app's Ingress: the default group, else the first that speaks http on 80 or 443."""
    place = ("web group", id(app))
    known = cx.known.get(place)
    if known is None:
        known = cx.known[place] = (app, _web_group(app, cx))
    found: str | None = known[1]
    return found


def _web_groups(app: Node, cx: Writing) -> list[str]:
    """The groups that speak http on 80 or 443, less those that the caller says are private."""
    groups = app.get("groups")
    return [
        group for group, view in entries_of(groups) if exposure_of(group, cx) != "private" and _speaks_http(view, cx)
    ]


def _web_group(app: Node, cx: Writing) -> str | None:
    found = _web_groups(app, cx)
    if not found or cx.options.profile == "fks" or app.get("flycast") is not None:
        return None
    return DEFAULT_GROUP if DEFAULT_GROUP in found else found[0]


def _speaks_http(view: Node, cx: Writing) -> bool:
    services = [s for s in usable_services(view, cx) if not is_published_by_itself(s)]
    return any(is_web(port) for service in services for port in tables_of(service.get("ports")))


def published(group: str, slots: list[Slot], cx: Writing) -> list[Slot]:
    """The ports of `W-public`: those that pass bytes on, of a group that the caller exposes."""
    reach = exposure_of(group, cx)
    if cx.options.profile == "fks":
        return [each for slot in slots for each in _by_proxy(slot, reach)]
    if reach != "public":
        return []
    return [slot for slot in slots if slot.kind in PUBLISHED and not is_published_by_itself(slot.service)]


def _by_proxy(slot: Slot, reach: str | None) -> list[Slot]:
    """The ports of a Service that Fly's proxy serves (profile fks): it ends TLS itself, so every port may be public.

    Web ports are, unless the caller says private; they stand one by one, as there is no Ingress.
    """
    if slot.kind == "http" and reach != "private":
        words = {WEB: "http", SECURE: "https"}
        numbers = [(port, number) for port in slot.entries if (number := port.get("port")) is not None]
        return [
            slot._replace(name=number.map(lambda n: words.get(n, "http")), number=number, entries=(port,))
            for port, number in numbers
        ]
    return [slot] if reach == "public" and slot.kind not in ("http", "inside") else []


def is_published_by_itself(service: Node) -> bool:
    """Whether the Service that a Fly service was read from is public, so that it is written so again."""
    return text_of(service.at("kubernetes", "type")) in PUBLIC_TYPES


def tell_reach(app: Node, group: str, slots: list[Slot], cx: Writing) -> None:
    """Say of every external port how it is reached otherwise than on Fly."""
    public = exposure_of(group, cx) == "public"
    if cx.options.profile == "fks":
        _tell_by_proxy(slots, group, cx, public=public)
        return
    chosen = web_group(app, cx)
    told: set[int] = set()
    for slot in slots:
        number = slot.number.value
        for port in slot.entries:
            if id(port) in told:
                continue
            told.add(id(port))
            handlers = port.get("handlers")
            if slot.kind == "bypass":
                message = f"port {number} passes Fly's HTTP handler by"
                cx.ledger.reason(handlers, "FT311", message, always=True)
            elif slot.kind == "proxy":
                message = f"the balancer in front of port {number} has to add the PROXY header"
                cx.ledger.reason(handlers, "FT407", message, always=True)
                cx.found("FT407", handlers, message)
            if slot.kind == "ended":
                message = f"Fly's proxy ends TLS on port {number}; it is not published, as that would be in clear"
                cx.ledger.reason(port, "FT407", message, always=True)
                cx.found("FT407", port.get("port") or port, message, "end TLS in the app, or by a gateway")
            elif slot.kind in PUBLISHED and not public and not is_published_by_itself(slot.service):
                _tell_inside(port, number, group, cx)
            elif slot.kind == "http" and chosen not in (None, group) and exposure_of(group, cx) != "private":
                message = f"the Ingress sends to group {chosen}; on Fly both groups answer"
                cx.ledger.reason(Node(None, tuple(sorted(port.leaves()))), "FT318", message, always=True)
                cx.found("FT318", port.get("port"), message)
            elif slot.kind == "http" and chosen == group and cx.options.carry is False:
                _tell_alone(port, group, app, cx)


def _tell_by_proxy(slots: list[Slot], group: str, cx: Writing, *, public: bool) -> None:
    """What Fly's proxy does not do where an annotation has to say it, or is not asked to."""
    for slot in slots:
        for port in slot.entries:
            message = "Fly Kubernetes has no annotation for it"
            cx.ledger.reason(port.get("force_https"), "FT454", message, effect="security")
            if slot.kind not in ("http", "inside") and not public and not is_published_by_itself(slot.service):
                _tell_inside(port, slot.number.value, group, cx)


def _tell_inside(port: Node, number: object, group: str, cx: Writing) -> None:
    message = f"port {number} is reachable inside the cluster only"
    cx.ledger.reason(_number(port), "FT319", message, always=True)
    cx.found("FT319", _number(port), message, f"--exposure {group}=public publishes it")


def _tell_alone(port: Node, group: str, app: Node, cx: Writing) -> None:
    """Without a carrier nothing says that another group has the web ports, too."""
    others = [other for other in _web_groups(app, cx) if other != group]
    if others:
        message = f"the Ingress sends to this group alone; on Fly group {others[0]} answers, too"
        cx.ledger.reason(port.only("port", "handlers"), "FT318", message, always=True)


def _number(port: Node) -> Node:
    return port.get("port") or port.only("start_port", "end_port")
