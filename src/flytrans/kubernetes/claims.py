"""Fly volumes <-> claims of a StatefulSet (mapping decisions, section 10). Sizes are GB on Fly's side, Gi here.

N machines are N different volumes, so a claim is made for each pod from a template. The opposite direction, from any
claim, is in `claim_reading`.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import asked, decided, tables_of, wanted
from flytrans.kubernetes.names import Names, safe_name, shortened
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, made, table, text_at

USUAL_GB = 1
FLY_CLASS = "flyio-volume"
_NAME_LIMIT = 63
_TAKEN = ("files", "secret-files")
"""Names that volumes of the pod have, which a claim of the same name would hide."""


def scatter_claims(view: Node, names: Names, group: str, cx: Writing) -> tuple[list[Node], list[Node]]:
    """`volumeMounts` of the container and `volumeClaimTemplates` of the set."""
    mounts: list[Node] = []
    templates: dict[str, Node] = {}
    paths: set[str] = set()
    scratch = {safe_name(text_at(volume, "name")) for volume in tables_of(view.get("volumes"))}
    for mount in tables_of(view.get("mounts")):
        name, path = mount.get("name"), mount.get("path")
        if name is None or path is None or not _is_path(path) or path.value in paths:
            cx.ledger.reason(mount, "FT422", "it takes a name and a path of its own")
            continue
        paths.add(path.value)
        claim = _claim_name(name, scratch)
        mounts.append(table(name=claim, mountPath=path))
        if volume_name(claim.value) != name.value:
            _tell_renamed(name, mount, cx)
        if claim.value in templates:
            cx.ledger.reason(mount.get("initial_gb"), "FT422", "another mount of the same volume says its size")
        templates.setdefault(claim.value, _template(claim, mount, cx))
    return mounts, list(templates.values())


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
        return decided(f"{USUAL_GB}Gi", "flyctl makes a volume of 1 GB unless said", mount)
    return made(f"{max(size.value, 1)}Gi", size)
