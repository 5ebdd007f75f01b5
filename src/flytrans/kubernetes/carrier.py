"""Where carried data lives in manifests: one annotation on each workload's own metadata, never on its pod template.

On the template it would roll the pods. What belongs to a process group is on the group's workload, what belongs to
the app on the default group's.
"""

from __future__ import annotations

from collections.abc import Sequence

from flytrans.engine.carry import Carried, Part, lift_carrier, pack
from flytrans.kubernetes.names import COMPONENT, NAME, RELEASE_GROUP
from flytrans.tree.context import Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.json_line import line_encoder
from flytrans.tree.node import Node, text_at

ANNOTATION = "flytrans.dev/carried"
_on_one_line = line_encoder(sort_keys=True)
LARGEST = 256 * 1024
"""Bytes of all annotations of an object, keys and values (k8s.io/apimachinery TotalAnnotationSizeLimitB)."""
WORKLOADS = (
    *("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod"),
)


def put(documents: Sequence[Document], parts: Sequence[Part], cx: Writing) -> list[Document]:
    """The documents with what is carried, each part on the workload that it belongs to."""
    out = list(documents)
    for part in parts:
        spots = _spots(out, part.app)
        if not spots:
            spots = {"": 0} if out else {}
        if not spots:
            continue
        main = spots.get("app", next(iter(spots.values())))
        homeless = [group for group in part.groups if group not in spots]
        for group, index in spots.items():
            mine = [group, *homeless] if index == main else [group]
            content = pack(part, groups=mine, app=index == main)
            if len(content.value) > 2:
                out[index] = _annotated(out[index], content, cx)
    return out


def _spots(documents: list[Document], app: str) -> dict[str, int]:
    """{process group: index of its workload's document} of one app."""
    out: dict[str, int] = {}
    for index, document in enumerate(documents):
        node = document.node
        if text_at(node, "kind") not in WORKLOADS:
            continue
        name = text_at(node, "metadata", "labels", NAME) or text_at(node, "metadata", "name")
        group = text_at(node, "metadata", "labels", COMPONENT)
        if group == RELEASE_GROUP or (app and name != app):
            continue
        out.setdefault(group or "app", index)
    return out


def _annotated(document: Document, content: Node, cx: Writing) -> Document:
    text = _on_one_line(content)
    metadata = document.node.get("metadata") or Node({})
    notes = metadata.get("annotations") or Node({})
    held = [*((key, str(note.value)) for key, note in notes.items()), (ANNOTATION, text)]
    if sum(len(word.encode("utf-8", "surrogatepass")) for pair in held for word in pair) > LARGEST:
        cx.found("FT603", content, f"{len(text)} characters are more than annotations can hold, so they are left out")
        return document
    node = Node(text, tuple(sorted(content.leaves())), (), "what the manifests have no word for")
    metadata = metadata.having(annotations=Node({**notes.value, ANNOTATION: node}))
    return document._replace(node=document.node.having(metadata=metadata))


def take(documents: Sequence[Document], cx: Reading) -> tuple[list[Document], list[Carried]]:
    """The documents without carriers, and these; they are looked for on objects' own metadata, in lists too."""
    found: list[Carried] = []
    return [d._replace(node=_without(d.node, found)) for d in documents], found


def _without(node: Node, found: list[Carried]) -> Node:
    items = node.get("items")
    if items is not None and items.value.__class__ is list:
        return node.having(items=Node([_without(item, found) for item in items.value], items.sources))
    metadata = node.get("metadata")
    notes = metadata.get("annotations") if metadata is not None else None
    carried = notes.get(ANNOTATION) if notes is not None else None
    if metadata is None or notes is None or carried is None:
        return node
    found.append(Carried(carried, lift_carrier(carried)))
    rest = notes.without(ANNOTATION)
    return node.having(metadata=metadata.having(annotations=rest if rest.value else None))
