"""Other forms in which machines are written down, as the form of `machines.json`.

What `GET /v1/apps/{app}/machines` answers (a list), one machine of it, one request body, or one machine config. What
the platform adds to a machine (Machines OpenAPI, Machine: id, state, events …) says nothing about the app.
"""

from __future__ import annotations

from flytrans.mapping.machine import MACHINE
from flytrans.mapping.row import Rows
from flytrans.tree.context import Reading
from flytrans.tree.document import Document
from flytrans.tree.node import Node, default, items_of, listing, made, table, walk

_OURS = ("requests", "release_command", "volumes", "carried")
_BODY = ("name", "region", "config", "skip_launch", "skip_service_registration", "skip_secrets", "min_secrets_version")
_CONFIG = frozenset(Rows(MACHINE.fields, "machines").by_key)
RECORD = "the platform's own record of a machine"
ALIKE = "the same as in another machine of the group"
COUNT = "so many machines of the group are in the list"
SPECIAL = ("fly_app_release_command", "fly_app_console", "fly_app_test_machine_command")
"""Groups of machines that flyctl makes for a moment (flyctl internal/appconfig/machines.go)."""
REGISTRY = "registry.fly.io/"


def requested(document: Document, cx: Reading) -> Node:
    """The document in the form of `machines.json`."""
    top = document.node
    if top.value.__class__ is list:
        return _of_machines(_tables(top, cx), cx)
    if top.value.__class__ is not dict:
        raise cx.wrong(
            top, "the file", "a table with requests, as flytrans writes it, or machines as the API gives them"
        )
    if any(key in top.value for key in _OURS):
        return top
    machines = top.get("machines")
    if machines is not None and len(top.value) == 1:
        return _of_machines(_tables(machines, cx), cx)
    if "config" in top.value:
        return _of_machines(_tables(listing([top]), cx), cx)
    if _CONFIG & set(top.value):
        return _of_machines([table(config=top)], cx)
    return top


def _tables(node: Node, cx: Reading) -> list[Node]:
    if node.value.__class__ is not list:
        raise cx.wrong(node, "machines", "a list of machines")
    for machine in node.value:
        config = machine.get("config")
        if config is None or config.value.__class__ is not dict:
            raise cx.wrong(config or machine, "machines", "machines, each with a config")
    return node.each()


def _of_machines(machines: list[Node], cx: Reading) -> Node:
    groups: dict[str, list[Node]] = {}
    for machine in machines:
        cx.ledger.inert(machine.without(*_BODY), RECORD)
        group = _group(machine)
        if group in SPECIAL:
            cx.ledger.inert(machine, "flyctl made the machine for a moment only")
        elif machine.at("config", "standbys") is not None:
            cx.ledger.inert(machine, "a standby, which flyctl makes by itself")
        else:
            groups.setdefault(group, []).append(machine)
    name = _app_name(machines)
    requests = [_request(group, found, cx) for group, found in sorted(groups.items())]
    volumes = [volume for group, found in sorted(groups.items()) for volume in _volumes(group, found[0])]
    return table(app=name, requests=listing(requests), volumes=listing(volumes) if volumes else None)


def _group(machine: Node) -> str:
    metadata = machine.at("config", "metadata")
    for key in ("fly_process_group", "process_group"):
        node = metadata.get(key) if metadata is not None else None
        if node is not None and node.value.__class__ is str and node.value:
            return str(node.value)
    return "app"


def _app_name(machines: list[Node]) -> Node | None:
    """The app's name, which only an image of Fly's own registry tells."""
    for machine in machines:
        image = machine.at("config", "image")
        if image is not None and image.value.__class__ is str and image.value.startswith(REGISTRY):
            return made(image.value.removeprefix(REGISTRY).partition(":")[0].partition("@")[0], image)
    return None


def _request(group: str, machines: list[Node], cx: Reading) -> Node:
    """One request for the machines of a group: the first one's config; what others have otherwise is told."""
    first = machines[0]
    config = _without_volume(first.value["config"], cx)
    place = _place(group, machines, config, cx)
    for other in machines[1:]:
        _compare(group, config, _without_volume(other.value["config"], cx), cx)
        cx.ledger.inert(other.only(*_BODY), ALIKE)
    cx.ledger.inert(first.get("name") if len(machines) > 1 else None, RECORD)
    body = first.only(*_BODY).having(region=place, config=config)
    if "id" in first.value:
        body = body.without("name")
        cx.ledger.inert(first.get("name"), RECORD)
    count = default(len(machines), COUNT) if "id" in first.value else None
    return table(process_group=default(group, "the process group"), count=count, body=body)


def _place(group: str, machines: list[Node], config: Node, cx: Reading) -> Node | None:
    """The region of a group: PRIMARY_REGION where one is there, else the first machine's; others are told."""
    primary = config.at("env", "PRIMARY_REGION")
    regions = [node for machine in machines if (node := machine.get("region")) is not None]
    if not regions:
        return primary
    is_home = primary is not None and primary.value in [node.value for node in regions]
    place = primary if primary is not None and is_home else regions[0]
    elsewhere = [node for node in regions if node.value != place.value]
    if elsewhere:
        found = ", ".join(sorted({str(node.value) for node in regions}))
        message = f"the machines of {group} are in {found}; one region is said, fly scale count says the rest"
        cx.found("FT352", elsewhere[0], message, "add machines elsewhere with fly scale count --region")
    for node in elsewhere:
        cx.ledger.dropped(node, "FT352", f"{group} is said to be in {place.value}")
    for node in regions:
        cx.ledger.inert(node, "the region is what PRIMARY_REGION says" if is_home else ALIKE)
    return place


def _without_volume(config: Node, cx: Reading) -> Node:
    """A config whose mounts name no volume that already exists: a volume belongs to one machine."""
    mounts = config.get("mounts")
    if mounts is None or mounts.value.__class__ is not list:
        return config
    out = []
    for mount in mounts.each():
        if mount.get("volume") is not None:  # so it is a table
            for key in ("volume", "encrypted"):
                cx.ledger.inert(mount.get(key), "which volume a machine has, the platform records")
            mount = mount.without("volume", "encrypted", "size_gb")
        out.append(mount)
    return config.having(mounts=Node(out, mounts.sources, mounts.because))


def _volumes(group: str, machine: Node) -> list[Node]:
    """Requests for new volumes as large as those that the machine has."""
    out = []
    for mount in items_of(machine.at("config", "mounts")):
        size = mount.get("size_gb")
        if mount.get("volume") is not None and size is not None:
            body = table(name=mount.get("name"), size_gb=size)
            out.append(table(process_group=default(group, "the process group"), body=body))
    return out


def _compare(group: str, config: Node, other: Node, cx: Reading) -> None:
    """Tell what a machine has otherwise than the first one of its group; its metadata is flyctl's own record."""
    ours = {pointer: node.value for pointer, node in walk(config.without("metadata"))}
    theirs = list(walk(other.without("metadata")))
    odd: dict[str, Node] = {}
    for pointer, node in theirs:
        if ours.get(pointer) != node.value:
            odd.setdefault(pointer.split("/")[1], node)
            cx.ledger.dropped(node, "FT352", f"another machine of {group} has it otherwise")
    known = {pointer for pointer, _ in theirs}
    for pointer, node in walk(config.without("metadata")):
        if pointer not in known and node.value is not None:
            odd.setdefault(pointer.split("/")[1], node)
    for key, node in odd.items():
        cx.found(
            "FT352", node, f"the machines of {group} differ in {key}; the first one counts", "make them alike first"
        )
