"""Fly volumes <-> claims of a StatefulSet. Sizes are GB on Fly's side, Gi here.

N machines are N different volumes, so a claim is made for each pod from a template. The opposite direction, from any
claim, is in `claim_reading`.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import asked, decided, tables_of, wanted
from flytrans.kubernetes.names import safe_name, shortened
from flytrans.kubernetes.scratch import scratch_names_of
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, made, same, table

USUAL_GB = 1
FLY_CLASS = "flyio-volume"
_NAME_LIMIT = 63
_TAKEN = ("files", "secret-files")
"""Names that volumes of the pod have, which a claim of the same name would hide."""


def scatter_claims(view: Node, app: Node, cx: Writing) -> tuple[list[Node], list[Node]]:
    """`volumeMounts` of the container and `volumeClaimTemplates` of the set."""
    mounts: list[Node] = []
    templates: dict[str, Node] = {}
    paths: set[str] = set()
    found, lost = tables_of(view.get("mounts")), []
    scratch = set(scratch_names_of(view).values())
    for mount in found:
        name, path = mount.get("name"), mount.get("path")
        if name is None or path is None or not _is_path(path) or path.value in paths:
            cx.ledger.reason(mount, "FT422", "it takes a name and a path of its own")
            lost.append(mount)
            continue
        paths.add(path.value)
        claim = _claim_name(name, scratch)
        mounts.append(table(name=claim, mountPath=path))
        if volume_name(claim.value) != name.value:
            _tell_renamed(name, mount, cx)
        if claim.value in templates:
            cx.ledger.reason(mount.get("initial_gb"), "FT422", "another mount of the same volume says its size")
        templates.setdefault(claim.value, _template(claim, mount, cx))
    claims = list(templates.values())
    if lost:
        _tell_fewer(found, lost, cx)
        decided_by = _paths_of(found, app)
        mounts, claims = ([item.why(decided_by) for item in items] for items in (mounts, claims))
    return mounts, claims


def claim_name(text: str) -> str:
    """A volume's name as a claim may be called; exact for Fly's own names, which have no hyphen."""
    return (
        shortened(text.replace("_", "-"), _NAME_LIMIT) if _is_plain(text) else shortened(safe_name(text), _NAME_LIMIT)
    )


def volume_name(text: str) -> str:
    """The opposite."""
    return text.replace("-", "_").replace(".", "_")


def _is_plain(text: str) -> bool:
    name = text.replace("_", "-")
    plain = all(c.isascii() and (c.isdigit() or c.islower() or c == "-") for c in name)
    return bool(name) and plain and not name.startswith("-") and not name.endswith("-")


def _claim_name(name: Node, scratch: set[str]) -> Node:
    text = claim_name(name.value)
    if text in _TAKEN or text in scratch:
        text = shortened(f"volume-{text}", _NAME_LIMIT)
    return made(text, name)


def _tell_renamed(name: Node, mount: Node, cx: Writing) -> None:
    """Why a mount does not come back: mounts are told apart by the names of their volumes."""
    cx.ledger.reason(name, "FT314", "a volume's name is lower case, with _ for -")
    for key in ("path", "initial_gb", "size_gb"):
        cx.ledger.reason(mount.get(key), "FT314", "the volume that it is for has another name")


def _paths_of(mounts: list[Node], app: Node) -> Node:
    """What decides which mount stands where, if not all do: the path of each, unless it stands in no group."""
    standing: set[int] = set()
    groups = app.get("groups")
    for _, view in groups.items() if groups is not None else ():
        first: dict[str, Node] = {}
        for mount in tables_of(view.get("mounts")):
            if (path := mount.get("path")) is not None and _is_path(path):
                first.setdefault(path.value, path)
        standing.update(leaf for path in first.values() for leaf in path.data())
    mine = {leaf for mount in mounts for leaf in mount.only("path").data()}
    return Node(None, tuple(sorted(mine & standing)))


def _tell_fewer(found: list[Node], lost: list[Node], cx: Writing) -> None:
    """Without a carrier nothing says that there are mounts more: others stand for them, and later ones move up."""
    if cx.options.carry is not False:
        return
    out = {id(mount) for mount in lost}
    after = False
    for mount in found:
        if id(mount) in out:
            after = True
            continue
        for key in ("name", "path"):
            if any(same(mount.get(key), other.get(key)) for other in lost):
                message = f"of the mounts of the same {key} not all stay"
                cx.ledger.reason(mount.only(key, "initial_gb"), "FT422", message, effect="none", always=True)
        if any(same(mount.only("name", "path"), other.only("name", "path")) for other in lost):
            message = "another mount of the group says the same"
            cx.ledger.reason(Node(None, mount.because), "FT422", message, effect="none", always=True)
        if after:
            message = "its place among the group's mounts is another, as they are fewer"
            cx.ledger.reason(mount.only("name", "path"), "FT422", message, effect="none", always=True)


def _is_path(node: Node) -> bool:
    return isinstance(node.value, str) and bool(node.value) and ":" not in node.value


def _template(name: Node, mount: Node, cx: Writing) -> Node:
    spec = table(
        accessModes=listing([_access_mode(cx)]),
        storageClassName=_storage_class(cx),
        resources=table(requests=table(storage=_size(mount, cx))),
    )
    return table(metadata=table(name=name), spec=spec)


def _access_mode(cx: Writing) -> Node:
    if cx.options.profile == "fks":
        return asked("ReadWriteOncePod", "profile")
    if "rwop" in cx.options.extras:
        return asked("ReadWriteOncePod", "extras")
    return wanted("ReadWriteOnce")


def _storage_class(cx: Writing) -> Node | None:
    if cx.options.storage_class is not None:
        return asked(cx.options.storage_class, "storage_class")
    return asked(FLY_CLASS, "profile") if cx.options.profile == "fks" else None


def _size(mount: Node, cx: Writing) -> Node:
    first, known = mount.get("initial_gb"), mount.get("size_gb")
    size = first if first is not None else known
    if known is not None:
        cx.ledger.reason(known, "FT313", "the size of the volume that is there")
    if size is None:
        _tell_unsized(mount, cx)
        return decided(f"{USUAL_GB}Gi", "flyctl makes a volume of 1 GB unless said", mount)
    return made(f"{max(size.value, 1)}Gi", size)


def _tell_unsized(mount: Node, cx: Writing) -> None:
    """The finding that what is there may not fit: volumes grow, and one may have been made larger from the start."""
    if (name := mount.get("name")) is None:
        return
    cx.found(
        "FT359",
        name,
        f"the size of volume {name.value!r} is not in the file: its claim asks for {USUAL_GB} Gi, as a new volume has",
        "look at fly volumes list and write it as initial_size",
    )
