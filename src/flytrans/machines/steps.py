"""What has to be done with machines.json: the calls of the Machines API in their order, as bodies and commands."""

from __future__ import annotations

from flytrans.machines.addresses import write_addresses
from flytrans.machines.sending import PLATFORM, Sending
from flytrans.machines.shape import file_names, write_app
from flytrans.mapping.app_names import how_to_rename
from flytrans.mapping.deploy_order import in_deploy_order
from flytrans.mapping.flyctl import Flyctl, create_app, secret_names
from flytrans.mapping.hosts import hosts_of_apps
from flytrans.mapping.made_secrets import makers_of
from flytrans.mapping.unlisted import write_unlisted
from flytrans.mapping.unused import Unused
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of, text_at


def write_steps(model: Node, cx: Writing) -> None:
    """Create each app, set its secrets, and send what its machines.json holds."""
    apps, unused = items_of(model.get("apps")), Unused(model, cx.options.namespace)
    places, hosts = file_names(apps), hosts_of_apps(apps, cx.options.host)
    taken = how_to_rename(model, cx.options)
    for index in in_deploy_order(model):
        app, file = apps[index], places[index]
        name = text_at(app, "name")
        if not name:
            continue
        flyctl = Flyctl.of(name, PLATFORM, cx)
        create_app(name, PLATFORM, cx, taken)
        taken = ""
        makers = makers_of(app)
        variables, files = secret_names(app)
        flyctl.secrets(variables, makers=makers)
        flyctl.secret_files(files, makers)
        write_unlisted(model, index, flyctl)
        unused.write_secrets(index, flyctl)
        unused.write_volumes(index, flyctl, text_at(app, "region"))
        document = write_app(app, Writing(cx.ledger, cx.options, own=True)).plain()
        Sending(name, file, document, cx).write(app.get("groups"))
        cx.move_data(cx, index)
        write_addresses(app, flyctl)
        flyctl.certificates(hosts[index])
    unused.write_homeless(Flyctl.for_some_app(PLATFORM, cx))
