"""What has to be done on Fly outside the files, in order: app, secrets, volumes, addresses, deploy, counts, hosts.

Every command can be pasted into a shell as it is; secrets by name only, their values come from the shell's own
variables. `request` is the body of the Machines API call that does the same, where there is one.
"""

from __future__ import annotations

import re
import shlex
from typing import Any

from flytrans.fly_toml.writing import folders
from flytrans.mapping.files import collapse_files
from flytrans.tree.context import Writing
from flytrans.tree.node import Node

FLY = "fly"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def write_steps(model: Node, cx: Writing) -> None:
    """The steps of every app."""
    found = model.get("apps")
    apps = found.each() if found is not None else []
    for app, folder in zip(apps, folders(apps), strict=True):
        _App(app, folder, cx).write()


class _App:
    """One app and how its commands name it."""

    def __init__(self, app: Node, folder: str, cx: Writing) -> None:
        self.app, self.folder, self.cx = app, folder, cx
        self.name = _text(app, "name")
        groups = app.get("groups")
        self.views = dict(sorted(groups.items())) if groups is not None else {}

    def write(self) -> None:
        self._create()
        self._secrets()
        self._volumes()
        self._private_address()
        self._deploy()
        self._counts()
        self._certificates()

    def say(
        self, why: str, *words: str, request: dict[str, Any] | None = None, needs: tuple[str, ...] = (), end: str = ""
    ) -> None:
        """A step; `words` are quoted for the shell, `end` is not."""
        app = ["--app", self.name] if self.name else []
        self.cx.step(FLY, why, f"fly {shlex.join([*words, *app])}{end}", request, needs)

    def _create(self) -> None:
        if self.name:
            command = f"fly apps create {shlex.quote(self.name)}"
            self.cx.step(FLY, f"create the app {self.name}, if it is not there yet", command, {"name": self.name})
        else:
            self.cx.step(FLY, "create the app, as no name is known", "fly apps create --generate-name")

    def _secrets(self) -> None:
        files = self._secret_files()
        known = self.app.get("secrets")
        names = {str(node.value) for node in (known.each() if known is not None else [])} | set(self.cx.options.secrets)
        plain = sorted(names - set(files))
        shell = [name for name in plain if _VARIABLE.fullmatch(name)]
        if shell:
            pairs = "".join(f' {name}="${name}"' for name in shell)
            why = "set the secrets, each from the shell's variable of its name"
            self.say(why, "secrets", "set", "--stage", needs=tuple(shell), end=pairs)
        for name in plain:
            if name not in shell:
                why = f"set the secret {name}, with its value as standard input"
                end = f' {shlex.quote(name)}="$(cat)"'
                self.say(why, "secrets", "set", "--stage", needs=(name,), end=end)
        for name in files:
            why = f"set the secret {name} to the content of the file of that name, in base64"
            end = f" {shlex.quote(name)}=\"$(base64 < {shlex.quote(name)} | tr -d '\\n')\""
            self.say(why, "secrets", "set", "--stage", needs=(name,), end=end)

    def _secret_files(self) -> list[str]:
        """Secrets that are the content of a file: Fly decodes them from base64."""
        views = list(self.views.values())
        inside = [c for view in views if (node := view.get("containers")) is not None for c in node.each()]
        found = [item for one in [*views, *inside] if (node := one.get("files")) is not None for item in node.each()]
        return sorted({name for item in collapse_files(found) if (name := _text(item, "secret_name"))})

    def _volumes(self) -> None:
        region = _text(self.app, "region")
        for group, view in self.views.items():
            mounts = view.get("mounts")
            for mount in mounts.each() if mounts is not None else []:
                name = _text(mount, "name")
                count = self._count(group, view) or 0
                if name and count:
                    self._volume(name, region, _plain(mount.only(*_VOLUME)), count)

    def _volume(self, name: str, region: str, rest: dict[str, Any], count: int) -> None:
        size = rest.get("initial_gb") or 1
        words = ["volumes", "create", name, *(["--region", region] if region else []), "--size", str(size)]
        words += ["--count", str(count)]
        body: dict[str, Any] = {"name": name, **({"region": region} if region else {}), "size_gb": size}
        if "snapshot_retention" in rest:
            words += ["--snapshot-retention", str(rest["snapshot_retention"])]
            body["snapshot_retention"] = rest["snapshot_retention"]
        if "scheduled_snapshots" in rest:
            words.append(f"--scheduled-snapshots={str(rest['scheduled_snapshots']).lower()}")
            body["auto_backup_enabled"] = rest["scheduled_snapshots"]
        each = "the volume" if count == 1 else f"{count} volumes, one for each machine and each with data of its own"
        self.say(f"create {each}", *words, "--yes", request=body)

    def _private_address(self) -> None:
        if self.app.get("flycast") is not None:
            why = "give the app a private address before it is deployed, so that it gets no public one"
            self.say(why, "ips", "allocate-v6", "--private", request={"type": "private_v6"})

    def _deploy(self) -> None:
        config = ["--config", f"{self.folder}fly.toml"] if self.folder else []
        image = ["--image", self.cx.options.image] if self.cx.options.image else []
        self.say("deploy", "deploy", *config, *image)

    def _counts(self) -> None:
        """Where a first deploy makes another number of machines (flyctl, machines_deploymachinesapp.go)."""
        wanted = [
            f"{group}={count}"
            for group, view in self.views.items()
            if (count := self._count(group, view)) is not None and count != _first(view)
        ]
        if wanted:
            self.say("have as many machines of each group", "scale", "count", *wanted, "--yes")

    def _count(self, group: str, view: Node) -> int | None:
        """How many machines a group has: the caller's number, the model's, that of a first deploy."""
        asked: int | None = self.cx.options.replicas.get(group)
        count = view.get("count")
        return asked if asked is not None else int(count.value) if count is not None else _first(view)

    def _certificates(self) -> None:
        asked = [self.cx.options.host] if self.cx.options.host else []
        known = self.app.get("hosts")
        names = asked or [str(node.value) for node in (known.each() if known is not None else [])]
        for name in dict.fromkeys(names):
            why = f"ask for a certificate for {name}; it says which DNS records to add"
            self.say(why, "certs", "add", name, request={"hostname": name})


_VOLUME = ("initial_gb", "snapshot_retention", "scheduled_snapshots")


def _first(view: Node) -> int:
    """The machines that a first deploy makes of a group."""
    return 1 if view.get("mounts") is not None or view.get("services") is None else 2


def _plain(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = node.plain()
    return found


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return str(found.value) if found is not None and found.value is not None else ""
