"""Which app of several a host leads to: on Fly, and behind the one address of an Ingress, only one."""

from __future__ import annotations

from collections.abc import Sequence

from flytrans.tree.node import Node, items_of


def takes_http(app: Node) -> bool:
    """Whether Fly's proxy takes HTTP for the app, so that it has a host."""
    services = [s for view in (app.get("groups") or Node({})).value.values() for s in items_of(view.get("services"))]
    ports = [port for service in services for port in items_of(service.get("ports"))]
    return any(handler.value == "http" for port in ports for handler in items_of(port.get("handlers")))


def hosts_of_apps(apps: Sequence[Node], asked: str | None) -> list[list[str]]:
    """The hosts of each app: the one that the caller asks for, for the first app that takes HTTP; else its own."""
    if asked is None:
        return [[str(host.value) for host in items_of(app.get("hosts"))] for app in apps]
    first = next((index for index, app in enumerate(apps) if takes_http(app)), 0)
    return [[asked] if index == first else [] for index in range(len(apps))]
