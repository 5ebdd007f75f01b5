"""The model as `machines.json`, and back: request bodies for the machines and volumes of an app.

Shape: `app`, `requests` (one a process group, with its count), `release_command`, `volumes`,
`secrets`. Sources: fly-go machine_types.go LaunchMachineInput; flyctl internal/appconfig/machines.go.
"""

from __future__ import annotations

from collections.abc import Sequence

from flytrans.machines.carrier import FILE
from flytrans.machines.foreign import requested
from flytrans.machines.reading import read_app
from flytrans.machines.release import release_request
from flytrans.machines.requests import machine_request
from flytrans.machines.volumes import volume_requests
from flytrans.tree.context import Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.node import Node, entries_of, items_of, listing


def write(model: Node, cx: Writing) -> list[Document]:
    """`machines.json`, or one in a folder of its own for each of several apps."""
    found = items_of(model.get("apps"))
    names = file_names(found)
    return [Document(file, 0, write_app(app, cx)) for file, app in zip(names, found, strict=True)]


def file_names(apps: Sequence[Node], file: str = FILE) -> list[str]:
    """The file of each app; a folder has the app's name, with a number where two have the same."""
    if len(apps) < 2:
        return [file] * len(apps)
    out: dict[str, None] = {}
    for app in apps:
        name = app.get("name")
        folder = base = _folder(str(name.value)) if name is not None else "app"
        number = 1
        while f"{folder}/{file}" in out:
            number += 1
            folder = f"{base}-{number}"
        out[f"{folder}/{file}"] = None
    return list(out)


def _folder(name: str) -> str:
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
    return safe if safe.strip(".") else "app"


def write_app(app: Node, cx: Writing) -> Node:
    """The document of one app."""
    out: dict[str, Node] = {}
    name, region, groups = app.get("name"), app.get("region"), app.get("groups")
    if name is not None:
        out["app"] = name
    views = entries_of(groups)
    requests = [machine_request(group, view, region, cx) for group, view in views]
    out["requests"] = Node(requests, reason="" if requests else "there are no process groups")
    release = release_request(app, region, cx)
    if release is not None:
        out["release_command"] = release
    volumes = volume_requests(app, region, cx)
    if volumes:
        out["volumes"] = listing(volumes)
    secrets = app.get("secrets")
    if secrets is not None:
        out["secrets"] = secrets
    return Node(out)


def read(documents: Sequence[Document], cx: Reading) -> Node:
    """The model: one app for each document; see `foreign` for what else than our own form is read."""
    cx.json = True
    apps = [read_app(requested(d, cx), cx) for d in documents]
    return Node(
        {"apps": listing(app for app in apps if app.value != {} and (len(app.value) > 1 or app.value["groups"].value))}
    )
