"""Secrets whose values stand in no file, as a controller makes them from elsewhere: steps say from where."""

from __future__ import annotations

from flytrans.tree.node import Node, items_of

_MADE_BY = "made by "


def made_by(kind: str, name: str, store: str = "") -> str:
    """The reason of the name of such a secret: what makes it, and from where."""
    return f"{_MADE_BY}{kind} {name}{f' from {store}' if store else ''}"


def maker_of(name: Node) -> str:
    """What makes a secret, as its reason says; empty for any other."""
    return name.reason if name.reason.startswith(_MADE_BY) else ""


def makers_of(app: Node) -> dict[str, list[str]]:
    """The names of an app's secrets that something makes, by what makes them."""
    out: dict[str, list[str]] = {}
    for name in _names(app):
        if maker := maker_of(name):
            out.setdefault(maker, []).append(str(name.value))
    return {maker: sorted(set(names)) for maker, names in sorted(out.items())}


def _names(app: Node) -> list[Node]:
    views = [view for _, view in (app.get("groups") or Node({})).items()]
    holders = [*views, *(container for view in views for container in items_of(view.get("containers")))]
    files = [file.get("secret_name") for holder in holders for file in items_of(holder.get("files"))]
    return [*items_of(app.get("secrets")), *(name for name in files if name is not None)]
