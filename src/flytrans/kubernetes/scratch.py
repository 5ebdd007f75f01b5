"""Temporary volumes of a machine as emptyDir and image volumes of a pod."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.guest import mebibytes
from flytrans.kubernetes.names import safe_name
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, made, table


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
    return Node(entries, folder.sources if not entries else ()) if entries else Node({}, _decided(kind))


def _decided(kind: Node | None) -> tuple[int, ...]:
    return kind.sources if kind is not None else ()
