"""Temporary volumes of a machine as emptyDir and image volumes of a pod."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.fields import quantity_of
from flytrans.kubernetes.guest import mebibytes
from flytrans.kubernetes.names import safe_name
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, listing, made, table
from flytrans.values.quantity import ONE


def scatter_scratch(view: Node, cx: Writing) -> list[Node]:
    """The volumes that containers mount by name."""
    out = []
    for volume in tables_of(view.get("volumes")):
        name = volume.get("name")
        if not text_of(name):
            continue
        assert name is not None
        image, folder = volume.get("image"), volume.get("temp_dir")
        called = name.map(safe_name)
        if text_of(image):
            out.append(table(name=called, image=table(reference=image)))
        else:
            out.append(table(name=called, emptyDir=_empty_dir(folder)))
    return out


def _empty_dir(folder: Node | None) -> Node:
    if folder is None:
        return Node({}, (), (), "a volume without a source is an empty folder")
    kind, size = folder.get("storage_type"), folder.get("size_mb")
    memory = text_of(kind) == "memory"
    entries = {}
    if memory:
        entries["medium"] = made("Memory", kind)
    if size is not None:
        entries["sizeLimit"] = size.map(mebibytes)
    if not entries:
        return Node({}, kind.sources if kind is not None else (), (), "an empty folder on disk")
    return Node(entries)


def scratch_names(pod: Node) -> set[str]:
    """Names of the pod's emptyDir and image volumes."""
    return {text_of(v.get("name")) or "" for v in tables_of(pod.get("volumes")) if _is_scratch(v)}


def _is_scratch(volume: Node) -> bool:
    return volume.get("emptyDir") is not None or volume.get("image") is not None or len(volume.items()) == 1


def gather_scratch(pod: Node, cx: Reading) -> Node | None:
    """The temporary volumes of a pod."""
    out = []
    for volume in tables_of(pod.get("volumes")):
        name, folder, image = volume.get("name"), volume.get("emptyDir"), volume.at("image", "reference")
        if name is None or not text_of(name) or not _is_scratch(volume):
            continue
        if text_of(image):
            out.append(table(name=name, image=image))
            continue
        medium, limit = (folder.get(key) if folder is not None else None for key in ("medium", "sizeLimit"))
        kind = made("memory" if text_of(medium) == "Memory" else "disk", medium, folder, reason="on disk unless said")
        size = quantity_of(limit)
        megabytes = made(-(-size // (2**20 * ONE)), limit) if size is not None and limit is not None else None
        out.append(table(name=name, temp_dir=table(storage_type=kind, size_mb=megabytes)))
    return listing(out) if out else None
