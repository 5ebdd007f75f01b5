"""How the machines of an app are reached: its addresses, which fly deploy sees to and the API does not.

Source: flyctl internal/command/deploy/deploy_first.go: an app gets a dedicated IPv4 where one of its services is no
plain web service, else a shared one, and an IPv6 (https://fly.io/docs/networking/services).
"""

from __future__ import annotations

from flytrans.mapping.entrances import is_on_nodes_only
from flytrans.mapping.flyctl import Flyctl
from flytrans.tree.node import Node, items_of

_WEB = {80: {"http"}, 443: {"tls", "http"}}


def write_addresses(app: Node, flyctl: Flyctl) -> None:
    """A step for each address."""
    if app.get("flycast") is not None:
        flyctl.private_address(deployed=False)
    else:
        if is_on_nodes_only(app):
            flyctl.private_instead(deployed=False)
        for what, words, kind in _addresses(app):
            flyctl.say(f"give the app {what}", "ips", *words, request={"type": kind})


def _addresses(app: Node) -> list[tuple[str, tuple[str, ...], str]]:
    """What each is, how it is asked for, and the API's word for it; none for an app that nothing reaches."""
    groups = app.get("groups")
    views = [view for _, view in groups.items()] if groups is not None else []
    services = [
        service for view in views for service in items_of(view.get("services")) if items_of(service.get("ports"))
    ]
    if not services:
        return []
    four = ("a shared IPv4 address", ("allocate-v4", "--shared"), "shared_v4")
    if not all(_is_web(service) for service in services):
        four = ("an IPv4 address of its own, as not all its ports are plain web ports", ("allocate-v4", "--yes"), "v4")
    return [four, ("an IPv6 address", ("allocate-v6",), "v6")]


def _is_web(service: Node) -> bool:
    protocol = service.get("protocol")
    if protocol is not None and str(protocol.value).lower() == "udp":
        return False
    return all(_is_web_port(port) for port in items_of(service.get("ports")))


def _is_web_port(port: Node) -> bool:
    number = port.get("port")
    wanted = _WEB.get(number.value) if number is not None and number.value.__class__ is int else None
    return wanted is not None and {str(handler.value).lower() for handler in items_of(port.get("handlers"))} == wanted
