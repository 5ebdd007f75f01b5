"""Requests as the model: the opposite of what `shape.write_app` writes."""

from __future__ import annotations

from flytrans.machines.release import read_release
from flytrans.machines.requests import COUNT, MACHINE_CONFIG, MACHINE_REQUEST, count_of
from flytrans.machines.volumes import read_volumes
from flytrans.mapping.machine import APP, MACHINE_COUNT, ONE_TIME, PLACE, SECRETS
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, listing

MANAGED = (
    *("fly_platform_version", "fly_process_group", "fly_flyctl_version", "fly_release_id", "fly_release_version"),
    *("fly_builder_id", "fly-managed-postgres", "fly_bluegreen_deployment_tag", "fly_flyctl_bluegreen_launch_id"),
)
"""Metadata that flyctl writes at every deploy (fly-go machine_types.go)."""
OWN = "flyctl writes it itself"


def read_app(top: Node, cx: Reading) -> Node:
    """The app of one document in the form of `machines.json`."""
    _known(top, ("app", "requests", "release_command", "volumes", "secrets", "carried"), cx, "")
    requests = _tables(top.get("requests"), cx, "requests")
    region = _region(requests)
    groups: dict[str, Node] = {}
    for index, request in enumerate(requests):
        name, view = _read_request(request, region, cx, f"requests/{index}")
        if name in groups:
            raise cx.wrong(request.get("process_group") or request, f"requests/{index}", "one request for each group")
        groups[name] = view
    volumes = _tables(top.get("volumes"), cx, "volumes")
    for index, volume in enumerate(volumes):
        _known(volume, ("process_group", "body"), cx, f"volumes/{index}")
    rest = read_volumes(volumes, groups, region, cx)
    cx.ledger.claim(top.get("app"), APP)
    out = {"name": _text(top.get("app"), cx, "app"), "region": region, "groups": Node(dict(sorted(groups.items())))}
    release = _table(top.get("release_command"), cx, "release_command")
    if release is not None:
        _known(release, ("body",), cx, "release_command")
        _table(release.get("body"), cx, "release_command/body")
        out["deploy"] = Node(read_release(release, cx))
    if rest:
        out["volumes"] = listing(rest)
    secrets = top.get("secrets")
    if secrets is not None and secrets.value:
        out["secrets"] = secrets
        cx.ledger.claim(secrets, SECRETS)
    else:
        cx.ledger.inert(secrets, "an empty list is the same as none")
    return Node({key: node for key, node in out.items() if node is not None})


def _tables(node: Node | None, cx: Reading, where: str) -> list[Node]:
    if node is None:
        return []
    if node.value.__class__ is not list or any(entry.value.__class__ is not dict for entry in node.value):
        raise cx.wrong(node, where, "a list of tables")
    if not node.value:
        cx.ledger.inert(node, "an empty list is the same as none")
    return node.each()


def _table(node: Node | None, cx: Reading, where: str) -> Node | None:
    if node is None or node.value.__class__ is dict:
        return node
    if node.value is not None:
        raise cx.wrong(node, where, "a table")
    cx.ledger.inert(node, "null is the same as none")
    return None


def _text(node: Node | None, cx: Reading, where: str) -> Node | None:
    if node is None or node.value.__class__ is str:
        return node
    raise cx.wrong(node, where, "text")


def _known(node: Node, keys: tuple[str, ...], cx: Reading, where: str) -> None:
    for key, entry in node.items():
        if key not in keys:
            cx.ledger.unknown(entry, f"{key} is not a key that is known here")
            cx.found("FT003", entry, f"{where}/{key}".strip("/") + " is not a key that is known here")


def _region(requests: list[Node]) -> Node | None:
    """The app's region: what PRIMARY_REGION says, else every request; machines may be elsewhere."""
    found = [request.at("body", "region") for request in requests]
    first = found[0] if found else None
    if first is None or first.value.__class__ is not str or not first.value:
        return None
    primary = requests[0].at("body", "config", "env", "PRIMARY_REGION")
    if primary is not None and primary.value.__class__ is str and primary.value not in ("", first.value):
        return primary
    agreed = all(node is not None and node.value == first.value for node in found)
    return first if agreed else primary


def _read_request(request: Node, region: Node | None, cx: Reading, where: str) -> tuple[str, Node]:
    _known(request, ("process_group", "count", "body"), cx, where)
    group, body, count = request.get("process_group"), request.get("body"), request.get("count")
    if group is None or group.value.__class__ is not str:
        raise cx.wrong(group or request, f"{where}/process_group", "the name of a process group")
    if body is None or body.value.__class__ is not dict or body.get("config") is None:
        raise cx.wrong(body or request, f"{where}/body", "a table with a config")
    for key in ONE_TIME:
        cx.ledger.dropped(body.get(key), "FT417", "an option of one call; it says nothing about the app")
    read = MACHINE_REQUEST.read(body.without("region", "config", *ONE_TIME), cx, f"{where}/body")
    asked = dict(read.value) if read is not None else {}
    place = _text(body.get("region"), cx, f"{where}/body/region")
    if region is not None and place is not None and place.value == region.value:
        cx.ledger.inert(place, "the region of every machine")
    elif place is not None and not place.value and region is None:
        cx.ledger.inert(place, "no region")
    elif place is not None:
        asked["region"] = place
        cx.ledger.claim(place, PLACE)
    elif region is not None:
        asked["region"] = Node("", (), (), "no region")
    view = dict(read_config(body.value["config"], group.value, region, cx, f"{where}/body/config").value)
    if count is not None:
        if count.value.__class__ is not int or count.value < 0:
            raise cx.wrong(count, f"{where}/count", "a number of machines")
        if count.value == count_of(Node(view)).value:
            cx.ledger.inert(count, COUNT)
        else:
            view["count"] = count
            cx.ledger.claim(count, MACHINE_COUNT)
    if asked:
        view["request"] = Node(asked)
    cx.ledger.inert(group, "the name of the process group")
    return group.value, Node(view)


def read_config(config: Node, group: str, region: Node | None, cx: Reading, where: str) -> Node:
    """A machine config as a view, without what flyctl writes itself."""
    if not config.value:
        cx.ledger.inert(config, "an empty table is the same as none")
    read = MACHINE_CONFIG.read(config, cx, where)
    out = dict(read.value) if read is not None else {}
    init = out.get("init")
    if init is not None and not init.value:
        cx.ledger.inert(out.pop("init"), "an empty table is the same as none")
    env = dict(out["env"].value) if "env" in out else {}
    known = {"FLY_PROCESS_GROUP": group, "PRIMARY_REGION": region.value if region is not None else None}
    for key, value in known.items():
        if key in env and env[key].value == value:
            cx.ledger.inert(env.pop(key), OWN)
    metadata = dict(out["metadata"].value) if "metadata" in out else {}
    for key in MANAGED:
        if key in metadata and (key != "fly_process_group" or metadata[key].value == group):
            cx.ledger.inert(metadata.pop(key), OWN)
    for key, entries in (("env", env), ("metadata", metadata)):
        if entries:
            out[key] = Node(dict(sorted(entries.items())))
        else:
            out.pop(key, None)
    return Node(out)
