"""What has to be done with machines.json: the calls of the Machines API in their order, as bodies and commands."""

from __future__ import annotations

import shlex

from flytrans.machines.addresses import write_addresses
from flytrans.machines.sending import PLATFORM, Sending
from flytrans.machines.shape import file_names, write_app
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of


def write_steps(model: Node, cx: Writing) -> None:
    """Create each app, set its secrets, and send what its machines.json holds."""
    found = model.get("apps")
    apps = found.each() if found is not None else []
    for app, file in zip(apps, file_names(apps), strict=True):
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
        for secret in _secret_files(app):
            why = f"set the secret {secret} to the content of the file of that name, in base64"
            value = f"{shlex.quote(secret)}=\"$(base64 < {shlex.quote(secret)} | tr -d '\\n')\""
            cx.step(PLATFORM, why, f"fly secrets set --app {quoted} --stage {value}", None, (secret,))
        document = write_app(app, Writing(cx.ledger, cx.options, own=True)).plain()
        Sending(name.value, file, document, cx).write(app.get("groups"))
        write_addresses(app, name.value, cx)


def _secret_files(app: Node) -> list[str]:
    """Secrets that are the content of a file of a machine or a container: Fly decodes them from base64."""
    groups = app.get("groups")
    views = [view for _, view in groups.items()] if groups is not None else []
    holders = [*views, *(container for view in views for container in items_of(view.get("containers")))]
    names = [file.get("secret_name") for holder in holders for file in items_of(holder.get("files"))]
    return sorted({name.value for name in names if name is not None and isinstance(name.value, str) and name.value})
