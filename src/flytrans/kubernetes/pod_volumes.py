"""The volumes of a pod by the name that its containers mount them by."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.tree.context import Reading
from flytrans.tree.node import Node


def volumes_of(pod: Node, cx: Reading) -> dict[str, Node]:
    """Volumes by name; a name that is given twice is no one's (K: ValidateVolumes refuses it)."""
    out: dict[str, Node] = {}
    twice: dict[str, list[Node]] = {}
    for volume in tables_of(pod.get("volumes")):
        name = text_of(volume.get("name"))
        if not name:
            continue
        if name in out:
            twice.setdefault(name, [out[name]]).append(volume)
        out[name] = volume
    for name, volumes in twice.items():
        del out[name]
        for volume in volumes:
            cx.ledger.keeps_out(volume.get("name"), "another volume of the pod has this name, so neither is mounted")
    return out
