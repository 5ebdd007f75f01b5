"""What has to be done on Fly outside the files, in order: app, secrets, volumes, deploy, counts, data, hosts."""

from __future__ import annotations

from flytrans.fly_toml.writing import folders
from flytrans.mapping.app_names import how_to_rename
from flytrans.mapping.deploy_order import in_deploy_order
from flytrans.mapping.entrances import is_on_nodes_only
from flytrans.mapping.first_deploy import machines_at_first, runs_nothing
from flytrans.mapping.flyctl import Flyctl, create_app, secret_names
from flytrans.mapping.hosts import hosts_of_apps
from flytrans.mapping.made_secrets import makers_of
from flytrans.mapping.unlisted import write_unlisted
from flytrans.mapping.unused import Unused
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of, text_at

FLY = "fly"


def write_steps(model: Node, cx: Writing) -> None:
    """The steps of every app, then those for what is for no single one."""
    apps, unused = items_of(model.get("apps")), Unused(model, cx.options.namespace)
    places, hosts = folders(apps), hosts_of_apps(apps, cx.options.host)
    taken = how_to_rename(model, cx.options)
    for index in in_deploy_order(model):
        app = _App(apps[index], places[index], cx)
        app.write(model, unused, index, taken)
        taken = ""
        app.flyctl.certificates(hosts[index])
    unused.write_homeless(Flyctl.for_some_app(FLY, cx))


class _App:
    """One app and how its commands name it."""

    def __init__(self, app: Node, folder: str, cx: Writing) -> None:
        self.app, self.folder, self.cx = app, folder, cx
        self.name, self.region = text_at(app, "name"), text_at(app, "region")
        self.flyctl = Flyctl.of(self.name, FLY, cx)
        groups = app.get("groups")
        self.views = dict(sorted(groups.items())) if groups is not None else {}

    def write(self, model: Node, unused: Unused, index: int, taken: str) -> None:
        create_app(self.name, FLY, self.cx, taken)
        makers = makers_of(self.app)
        variables, files = secret_names(self.app, self.cx.options.secrets)
        self.flyctl.secrets(variables, makers=makers)
        self.flyctl.secret_files(files, makers)
        write_unlisted(model, index, self.flyctl)
        unused.write_secrets(index, self.flyctl)
        self._volumes()
        unused.write_volumes(index, self.flyctl, self.region)
        if self.app.get("flycast") is not None:
            self.flyctl.private_address()
        elif is_on_nodes_only(self.app):
            self.flyctl.private_instead()
        self._deploy()
        self._counts()
        self.cx.move_data(self.cx, index)

    def _volumes(self) -> None:
        for group, view in self.views.items():
            for mount in items_of(view.get("mounts")):
                name, count = text_at(mount, "name"), self._count(group, view)
                if name and count:
                    more = f"{count} volumes, one for each machine and each with data of its own"
                    why = f"create {'the volume' if count == 1 else more}"
                    self.flyctl.volume(why, name, self.region, mount, count)

    def _deploy(self) -> None:
        config = ["--config", f"{self.folder}fly.toml"] if self.folder else []
        image = ["--image", self.cx.options.image] if self.cx.options.image else []
        running = [group for group, view in self.views.items() if not self._is_held(group, view)]
        held = [group for group in self.views if group not in running]
        only = ["--process-groups", ",".join(running)] if held else []
        if running or not held:
            self.flyctl.say("deploy", "deploy", *config, *image, *only)
        if held:
            only = ["--process-groups", ",".join(held)] if running else []
            what = f"group {' and '.join(held)}" if running else f"app {self.name}" if self.name else "the app"
            why = f"only when {what} is to run: a deploy starts it at once"
            self.flyctl.comment(why, "deploy", *config, *image, *only)

    def _is_held(self, group: str, view: Node) -> bool:
        """Whether a group does not run where it comes from."""
        return runs_nothing(view, self._count(group, view))

    def _counts(self) -> None:
        """Where a first deploy makes another number of machines (flyctl, machines_deploymachinesapp.go)."""
        running = [(group, view) for group, view in self.views.items() if not self._is_held(group, view)]
        counts = [(group, view, self._count(group, view)) for group, view in running]
        wanted = [f"{group}={count}" for group, view, count in counts if count != _first(view)]
        if wanted:
            self.flyctl.say("have as many machines of each group", "scale", "count", *wanted, "--yes")

    def _count(self, group: str, view: Node) -> int:
        """How many machines a group has: the caller's number, the model's, that of a first deploy."""
        asked: int | None = self.cx.options.replicas.get(group)
        count = view.get("count")
        return asked if asked is not None else int(count.value) if count is not None else _first(view)


def _first(view: Node) -> int:
    """The machines that a first deploy makes of a group."""
    return machines_at_first(services=view.get("services") is not None, mounts=view.get("mounts") is not None)
