"""What has to be done beside machines.json: the calls of the Machines API in their order, as bodies and commands."""

from __future__ import annotations

import shlex

from flytrans.tree.context import Writing
from flytrans.tree.node import Node

PLATFORM = "machines"


def write_steps(model: Node, cx: Writing) -> None:
    """Create each app and set its secrets; the bodies themselves are in machines.json."""
    apps = model.get("apps")
    for app in apps.each() if apps is not None else []:
        name = app.get("name")
        if name is None or name.value.__class__ is not str:
            continue
        quoted = shlex.quote(name.value)
        cx.step(PLATFORM, "the app that the machines belong to", f"fly apps create {quoted}", {"app_name": name.value})
        secrets = app.get("secrets")
        names = tuple(str(secret.value) for secret in secrets.each()) if secrets is not None else ()
        if names:
            pairs = " ".join(f'{n}="${n}"' if n.isidentifier() else f"{shlex.quote(n)}=-" for n in names)
            cx.step(
                PLATFORM, "the secrets that it reads", f"fly secrets set --app {quoted} --stage {pairs}", None, names
            )
