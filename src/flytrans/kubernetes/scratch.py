"""Temporary volumes of a machine as emptyDir and image volumes of a pod."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.fields import quantity_of
from flytrans.kubernetes.files import FILES, SECRET_FILES
from flytrans.kubernetes.guest import mebibytes
from flytrans.kubernetes.names import safe_name, shortened
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, listing, made, table, text_at
from flytrans.values.quantity import ONE

_NAME_LIMIT = 63
RENAMED = "a pod's volume is called in lower case, with hyphens, and by a name of its own"
UNPUBLISHED = "a temporary volume of the machine: fly-go has these, the description of the API does not"


def scratch_names_of(view: Node) -> dict[str, str]:
    """{name of a machine's temporary volume: the name of the pod's, each once}."""
    out: dict[str, str] = {}
    taken = {FILES, SECRET_FILES}
    for index, volume in enumerate(tables_of(view.get("volumes")), 1):
        name = text_at(volume, "name")
        called = shortened(safe_name(name), _NAME_LIMIT)
        if called in taken:
            called = shortened(f"{called}-{index}", _NAME_LIMIT)
        if name and name not in out:
            out[name] = called
            taken.add(called)
    return out


def scatter_scratch(view: Node, cx: Writing) -> list[Node]:
    """The volumes that containers mount by name."""
    out = []
    names = scratch_names_of(view)
    for volume in tables_of(view.get("volumes")):
        name = volume.get("name")
        if name is None or text_of(name) not in names:
            continue
        image, folder = volume.get("image"), volume.get("temp_dir")
        called = name.map(names.pop)
        if called.value != name.value:
            cx.ledger.reason(volume, "FT314", RENAMED)
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


def scratch_names(pod: Node, *, folders: bool, images: bool) -> set[str]:
    """Names of the pod's emptyDir volumes and its image volumes, as far as they are asked for."""
    return {text_at(v, "name") for v in tables_of(pod.get("volumes")) if _is_scratch(v, folders, images)}


def _is_scratch(volume: Node, folders: bool, images: bool) -> bool:
    """Whether nothing outlives the pod in it; a volume without a source is an empty folder (K: SetDefaults_Volume)."""
    kinds = {key for key, _ in volume.items()} - {"name"}
    return (folders and kinds in (set(), {"emptyDir"})) or (images and kinds == {"image"})


def gather_scratch(pod: Node, ours: bool, cx: Reading, *, folders: bool, images: bool) -> Node | None:
    """The temporary volumes of a pod, which its containers share."""
    out = []
    for volume in tables_of(pod.get("volumes")):
        name, folder, image = volume.get("name"), volume.get("emptyDir"), volume.at("image", "reference")
        if name is None or not text_of(name) or not _is_scratch(volume, folders, images):
            continue
        if text_of(image):
            out.append(table(name=name, image=image))
            continue
        if not ours:
            cx.found("FT341", name, f"{name.value} becomes {UNPUBLISHED}", "see that a first deploy is taken")
        out.append(table(name=name, temp_dir=_temp_dir(folder, ours, cx)))
    return listing(out) if out else None


def _temp_dir(folder: Node | None, ours: bool, cx: Reading) -> Node:
    medium, limit = (folder.get(key) if folder is not None else None for key in ("medium", "sizeLimit"))
    memory = text_of(medium) == "Memory"
    size = quantity_of(limit) if not memory or ours else None  # only a folder on disk has one on Fly
    said = folder if folder is not None and not folder.items() else medium
    sized = limit if size is not None else None
    for node in (said, sized) if not ours else ():
        cx.ledger.reason(node, "FT341", UNPUBLISHED, always=True)
    return table(
        storage_type=made("memory" if memory else "disk", said, reason="on disk unless said"),
        size_mb=made(-(-size // (2**20 * ONE)), sized) if size is not None else None,
    )
