"""The model as fly.toml: one file for each app, a machine_config.json beside it for what the file has no key for.

The opposite of shape.read: `read(write(model))` is the model, but for what a fly.toml cannot say. That is simply not
said; the difference is carried. Content of files that is no text is such a thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from flytrans.fly_toml.checks import collapse_checks
from flytrans.fly_toml.commands import Commands, collapse_commands
from flytrans.fly_toml.factoring import Factored, factor
from flytrans.fly_toml.machine_config import FILE, Overlay, write_overlay
from flytrans.fly_toml.one_per_file import OnePerFile
from flytrans.fly_toml.services import collapse_http_service, collapse_service
from flytrans.mapping.containers import POLICIES
from flytrans.mapping.files import collapse_files
from flytrans.mapping.fly import FLY
from flytrans.mapping.guest import VM, collapse_guest
from flytrans.mapping.machine import FLY_METRICS, FLY_RESTART
from flytrans.mapping.mounts import MOUNTS, collapse_mount
from flytrans.mapping.row import One, Rows
from flytrans.mapping.services import HTTP_SERVICE, SERVICES
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.document import Document
from flytrans.tree.node import Node, default, items_of, listing, made, same, table
from flytrans.values.digest import hex_digest
from flytrans.values.words import render_words

NO_WORDS = "#"
"""A command of no words: a comment."""


def write(model: Node, cx: Writing) -> list[Document]:
    """fly.toml of a single app, else NAME/fly.toml of each, with its machine_config.json after it."""
    apps = items_of(model.get("apps"))
    out = []
    for app, folder in zip(apps, folders(apps), strict=True):
        doc, config = write_app(app, cx)
        out.append(Document(f"{folder}fly.toml", 0, doc))
        if config is not None:
            out.append(Document(f"{folder}{FILE}", 0, config))
    return out


def folders(apps: list[Node]) -> list[str]:
    """The folder of each app's files, with a slash at its end; "" where there is only one app."""
    if len(apps) < 2:
        return [""] * len(apps)
    out: list[str] = []
    for app in apps:
        name = app.get("name")
        text = str(name.value) if name is not None else ""
        safe = re.sub(r"[^A-Za-z0-9._-]", "-", text).strip(".") or "app"
        if f"{safe}/" in out:
            digest = hex_digest(f"{len(out)} {text}")
            safe = f"{safe}-{digest[:8]}"
        out.append(f"{safe}/")
    return out


def default_of(views: dict[str, Node]) -> str:
    """The group that takes items without `processes` (flyctl internal/appconfig/processgroups.go)."""
    return "app" if "app" in views or not views else min(views)


class Parts(NamedTuple):
    """An app in the making."""

    app: Node
    views: dict[str, Node]
    default: str
    common: OnePerFile
    commands: Commands
    overlay: Overlay
    collapse_guest: Callable[[Node], Node]
    cx: Writing

    @property
    def named(self) -> bool:
        """Whether there is a `[processes]`, so that every item names its groups."""
        return bool(self.commands.processes)


def write_app(
    app: Node, cx: Writing, collapse_guest: Callable[[Node], Node] = collapse_guest
) -> tuple[Node, Node | None]:
    """fly.toml as a tree with the file's own keys, in their order, and the machine config."""
    groups = app.get("groups")
    views = dict(sorted(groups.items())) if groups is not None else {}
    views = views or {"app": Node({})}
    common = OnePerFile(views, default_of(views), cx)
    commands, overlay = collapse_commands(views, cx), write_overlay(views, common, cx)
    parts = Parts(app, views, default_of(views), common, commands, overlay, collapse_guest, cx)
    said = {**_top(parts), **_tables(parts), **_items(parts)}
    doc = FLY.end("fly").write(Node({key: node for key, node in said.items() if node is not None}))
    return (sayable(doc) if doc.value else Node({}, reason="the app has no settings")), parts.overlay.config


def _top(parts: Parts) -> dict[str, Node | None]:
    app, common, overlay = parts.app, parts.common, parts.overlay
    beside = default(FILE, "what fly.toml has no key for") if overlay.config is not None else None
    return {
        "app": app.get("name"),
        "primary_region": app.get("region"),
        "kill_signal": common.value("kill_signal", "stop", "signal"),
        "kill_timeout": common.value("kill_timeout", "stop", "timeout"),
        "swap_size_mb": common.value("swap_size_mb", "init", "swap_size_mb"),
        "console_command": app.get("console_command"),
        "host_dedication_id": app.get("host_dedication_id"),
        "machine_config": beside,
        "container": overlay.container,
    }


def _tables(parts: Parts) -> dict[str, Node | None]:
    app, common = parts.app, parts.common
    env = common.table("[env]", "env")
    for name in ("FLY_PROCESS_GROUP", *(["PRIMARY_REGION"] if app.get("region") is not None else [])):
        parts.cx.ledger.reason(env.pop(name, None), "FT350", "flyctl sets it to a value of its own")
    return {
        "experimental": _some({**parts.commands.experimental, **_flyctl(app)}),
        "build": _build(parts),
        "deploy": _deploy(app),
        "env": _some(env),
        "processes": _some(parts.commands.processes),
    }


def _some(entries: dict[str, Node]) -> Node | None:
    return Node(entries) if entries else None


def _flyctl(app: Node) -> dict[str, Node]:
    settings = app.get("flyctl")
    out = dict(settings.value) if settings is not None else {}
    exported = out.pop("attached_secrets", None)
    if exported is not None:
        out["attached"] = table(secrets=table(export=exported))
    return out


def _build(parts: Parts) -> Node | None:
    build = parts.app.get("build")
    said, image = parts.common.value("image", "image"), parts.overlay.image
    if image is None:
        image = said
    elif same(image, said):
        image = made(image.value, image, said)
    else:
        parts.cx.ledger.reason(said, "FT461", "a fly.toml names one image, and it is the one that a container runs")
    out = dict(build.value) if build is not None else {}
    if image is not None:
        out["image"] = image
    return Node(out, build.sources, build.because) if build is not None else _some(out)


def _deploy(app: Node) -> Node | None:
    deploy = app.get("deploy")
    if deploy is None:
        return None
    out = dict(deploy.value)
    command, guest = out.get("release_command"), out.pop("release_guest", None)
    if command is not None and command.value.__class__ is list:
        out["release_command"] = made(render_words(word.value for word in command.value) or NO_WORDS, command)
    unusable = out.pop("unusable_release_guest", None)
    if guest is not None or unusable is not None:
        out["release_command_vm"] = unusable or collapse_guest(guest)
    return Node(out, deploy.sources, deploy.because)


def _items(parts: Parts) -> dict[str, Node | None]:
    """What is a list, or a table by name, each item with its process groups."""
    http, services = _services(parts)
    files = collapse_files(parts.common.items("[[files]]", "files", "guest_path"), parts.cx)
    statics = [_static(item) for item in parts.common.items("[[statics]]", "statics", "url_prefix", "guest_path")]
    return {
        "mounts": _listed(_spread(parts, MOUNTS, "mounts", collapse_mount), parts),
        "http_service": http,
        "services": _listed(services, parts),
        "checks": collapse_checks(parts.views, parts.default, parts.cx, named=parts.named),
        "files": listing(files) if files else None,
        "machine_checks": parts.app.get("machine_checks"),
        "restart": _listed(_spread(parts, FLY_RESTART, "restart", partial(_restart, parts.cx)), parts),
        "vm": None if parts.overlay.has_guest else _listed(_spread(parts, VM, "guest", parts.collapse_guest), parts),
        "statics": listing(statics) if statics else None,
        "metrics": _listed(_spread(parts, FLY_METRICS, "metrics", _metrics), parts),
    }


def _spread(parts: Parts, row: One, key: str, collapse: Callable[[Node], Node | None]) -> list[Factored]:
    """The items of a kind in all groups; a table that a view has once is an item too."""
    rows = row.end("fly").item  # type: ignore[attr-defined]
    names = _names(rows)
    per_group: dict[str, list[Node]] = {}
    for group, view in parts.views.items():
        node = view.get(key)
        found = [] if node is None else node.value if node.value.__class__ is list else [node]
        per_group[group] = [item.only(*names) for entry in found if (item := collapse(entry)) is not None]
    return factor(per_group, parts.cx.ledger, parts.views if parts.named else None)


@cache
def _names(rows: Rows) -> tuple[str, ...]:
    return tuple([field.name for field in rows.fields if field.name != "processes"])


def _listed(found: list[Factored], parts: Parts) -> Node | None:
    return listing(one.told() if parts.named else one.item for one in found) if found else None


def _services(parts: Parts) -> tuple[Node | None, list[Factored]]:
    """`[http_service]`, which comes before all `[[services]]` of its groups, and the rest."""
    found = _spread(parts, SERVICES, "services", partial(collapse_service, parts.cx))
    candidates = sorted((one for one in found if one.first), key=lambda one: parts.default not in one.names)
    for one in candidates:
        http = collapse_http_service(one.item)
        if http is not None:
            http = http.only(*_names(HTTP_SERVICE.end("fly")))  # type: ignore[arg-type]
            rest = [_kept(other, parts) for other in found if other is not one]
            return (one._replace(item=http).told() if parts.named else http), rest
    return None, [_kept(one, parts) for one in found]


def _kept(one: Factored, parts: Parts) -> Factored:
    """flyctl leaves a service without any key out; one that names its group has one."""
    if parts.named or one.item.value:
        return one
    here = default(parts.default, "a service without any key would be left out", one.item)
    return one._replace(item=table(processes=listing([here])))


def _restart(cx: Writing, restart: Node) -> Node | None:
    """flyctl refuses a policy that is none of its three."""
    policy = restart.get("policy")
    if policy is not None and policy.value in POLICIES.values():
        return restart
    cx.ledger.reason(restart, "FT422", "flyctl refuses a restart without one of its three policies")
    return None


def _metrics(metrics: Node) -> Node:
    """An entry that says nothing is one by the key that it has."""
    return metrics if metrics.value else metrics.having(path=default("", "an entry has a key", metrics))


def _static(static: Node) -> Node:
    """Empty text is what flyctl sends where a key is not set."""
    return Node({k: n for k, n in static.items() if n.value or n.sources}, static.sources, static.because)


def sayable(node: Node) -> Node:
    """The tree without null, for which TOML has no word."""
    value = node.value
    if value.__class__ is dict:
        value = {key: sayable(entry) for key, entry in value.items() if entry.value is not None}
    elif value.__class__ is list:
        value = [sayable(entry) for entry in value if entry.value is not None]
    else:
        return node
    return Node(value, node.sources, node.because, node.reason)
