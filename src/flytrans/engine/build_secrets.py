"""Build arguments that look like secrets: what is carried can be read by everybody, so they do not travel in it."""

from __future__ import annotations

from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, entries_of, items_of


def without_build_secrets(model: Node, back: Node, ledger: Ledger) -> Node:
    """A model without those that would be carried; none would where the output itself has build arguments."""
    apps = items_of(model.get("apps"))
    if not any(map(_arguments, apps)) or any(_arguments(app) for app in items_of(back.get("apps"))):
        return model
    from flytrans.values.sensitive import is_secret

    found = [{name for name, value in _arguments(app) if is_secret(name, str(value.value))} for app in apps]
    if not any(found):
        return model
    return model.having(apps=Node([_without(app, names, ledger) for app, names in zip(apps, found, strict=True)]))


def _without(app: Node, names: set[str], ledger: Ledger) -> Node:
    left = {}
    for name, value in _arguments(app):
        if name in names:
            ledger.dropped(value, "FT502", f"{name} looks like a secret, and what is carried can be read")
        else:
            left[name] = value
    build = app.value["build"].having(args=Node(left) if left else None)
    return app.having(build=build if build.value else None)


def _arguments(app: Node) -> list[tuple[str, Node]]:
    return entries_of(app.at("build", "args"))
