"""How an app was reached before it came to Fly, where every port that has an address there is open to everybody."""

from __future__ import annotations

from flytrans.tree.node import Node, items_of, text_at


def is_on_nodes_only(app: Node) -> bool:
    """Whether only who reached the nodes of a cluster reached the app: each of its ports was a node port."""
    views = [view for _, view in (app.get("groups") or Node({})).items()]
    services = [service for view in views for service in items_of(view.get("services")) if service.get("ports")]
    return bool(services) and all(text_at(service, "kubernetes", "type") == "NodePort" for service in services)
