"""Volumes that a first deploy makes, as requests (flyctl internal/command/deploy/deploy_first.go)."""

from __future__ import annotations

from flytrans.mapping.mounts import OF_VOLUME, UNTAKEN, VOLUME
from flytrans.mapping.row import Rows
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, default, entries_of, items_of, same, table

VOLUME_BODY = Rows(VOLUME, "machines")
ENCRYPTED = "volumes are encrypted unless one says otherwise"
USUAL = "flyctl's size of a new volume"
PLAIN_GB, GPU_GB = 1, 100
"""flyctl internal/command/deploy/machines.go: default sizes."""
ONE_CALL = ("compute", "compute_image", "machines_only")
"""Hints for placing one volume; they say nothing about the app."""


def volume_requests(app: Node, region: Node | None, cx: Writing) -> list[Node]:
    """`process_group` and the body of `POST /v1/apps/{app}/volumes`, one for each mount of each group."""
    groups = app.get("groups")
    out = []
    for group, view in entries_of(groups):
        for mount in items_of(view.get("mounts")):
            if mount.get("volume") is None:
                name = mount.get("name")
                named = (*view.because, *(name.sources if name is not None else ()))
                owner = Node(group, (), tuple(sorted(set(named))), "the process group")
                out.append(table(process_group=owner, body=_body(mount, view, region, cx)))
    return out + items_of(app.get("volumes"))


def _body(mount: Node, view: Node, region: Node | None, cx: Writing) -> Node:
    said, size = mount.get("volume_request") or Node({}), mount.get("initial_gb")
    if size is not None and size.value == usual_gb(view):
        cx.ledger.usual(size)
    fields = {
        "name": mount.get("name"),
        "region": region,
        "initial_gb": default(usual_gb(view), USUAL),
        "encrypted": default(True, ENCRYPTED),
        **{key: node for key in OF_VOLUME if (node := mount.get(key)) is not None},
        **said.value,
    }
    return VOLUME_BODY.write(Node({key: node for key, node in fields.items() if node is not None}))


def usual_gb(view: Node) -> int:
    """The size of a volume that nobody said a size for."""
    return PLAIN_GB if view.at("guest", "gpu_kind") is None else GPU_GB


def read_volumes(volumes: list[Node], groups: dict[str, Node], region: Node | None, cx: Reading) -> list[Node]:
    """Give each mount what its volume's request says; requests without a mount are returned."""
    rest = []
    taken: dict[str, set[int]] = {}
    for index, volume in enumerate(volumes):
        group, body = volume.get("process_group"), volume.get("body") or Node({})
        if body.value.__class__ is not dict:
            raise cx.wrong(body, f"volumes/{index}/body", "a table")
        for key in ONE_CALL:
            cx.ledger.dropped(body.get(key), "FT417", "it places one volume and says nothing about the app")
        read = VOLUME_BODY.read(body.without(*ONE_CALL), cx, f"volumes/{index}/body") or Node({})
        view = groups.get(group.value) if group is not None and isinstance(group.value, str) else None
        used = taken.setdefault(group.value, set()) if view is not None and group is not None else set()
        at = _mount_of(view, read.get("name"), used)
        if view is None or at is None:
            cx.ledger.claim(group, UNTAKEN)
            rest.append(volume)
            continue
        used.add(at)
        cx.ledger.inert(group, "it joins the volume to its mount")
        cx.ledger.inert(read.get("name"), "it joins the volume to its mount")
        mounts = view.value["mounts"].each()
        size = read.get("initial_gb")
        if size is not None and size.value == usual_gb(view):
            cx.ledger.inert(size, USUAL)
            read = read.without("initial_gb")
        mounts[at] = _with_volume(mounts[at], read, region, cx)
        groups[group.value] = view.having(mounts=Node(mounts))  # type: ignore[union-attr]
    return rest


def _mount_of(view: Node | None, name: Node | None, taken: set[int]) -> int | None:
    """The first mount of the name that has no volume yet."""
    mounts = view.get("mounts") if view is not None else None
    for index, mount in enumerate(items_of(mounts)):
        if index not in taken and mount.get("volume") is None and same(mount.get("name"), name):
            return index
    return None


def _with_volume(mount: Node, read: Node, region: Node | None, cx: Reading) -> Node:
    own = {key: node for key in OF_VOLUME if (node := read.get(key)) is not None}
    rest = dict(read.without("name", *OF_VOLUME).value)
    place, encrypted = rest.get("region"), rest.get("encrypted")
    if place is not None and region is not None and place.value == region.value:
        cx.ledger.inert(rest.pop("region"), "the app's own region")
    if encrypted is not None and encrypted.value is True:
        cx.ledger.inert(rest.pop("encrypted"), ENCRYPTED)
    if rest:
        own["volume_request"] = Node(rest)
    return mount.having(**own)
