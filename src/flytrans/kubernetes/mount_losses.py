"""Mounts of somebody else's pod that a machine has nothing for: a finding a volume, since the app may miss it.

What the report says of their paths is in `mount_codes`.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.pod_volumes import volumes_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node

_ELSEWHERE = frozenset(("configMap", "secret", "projected", "persistentVolumeClaim", "ephemeral"))
"""Kinds of volumes that are read as files or claims, which tell what they lose themselves."""
_EVERYWHERE = ("/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm")
"""Folders that are there whatever the image."""


class _Loss(NamedTuple):
    code: str
    message: str
    fix: str


_SCRATCH = _Loss("FT341", "it is a folder on the root disk, if the image has it", "make the folder in the image")
_FOREIGN = _Loss("FT516", "only another platform serves this storage", "copy the data to a Fly volume")
_LOSSES = {
    "hostPath": _Loss("FT515", "there is no node to reach into", "put what the app needs into the image"),
    "downwardAPI": _Loss("FT524", "only the cluster can fill it in", "read the variables that Fly sets"),
    "gitRepo": _Loss("FT516", "nothing clones it before the start", "put the files into the image"),
    "image": _Loss("FT341", "what the image holds has to be in the app's own", "copy the files into the image"),
}


def tell_lost_mounts(pod: Node, formed: bool, images: bool, cx: Reading) -> None:
    """Say what is not there; `formed`: the machine has containers, which share scratch, and `images` with them."""
    volumes = volumes_of(pod, cx)
    told: set[str] = set()
    for holder in (*tables_of(pod.get("containers")), *tables_of(pod.get("initContainers"))):
        for mount in tables_of(holder.get("volumeMounts")):
            name, path = text_of(mount.get("name")) or "", mount.get("mountPath")
            volume = volumes.get(name)
            loss = _loss({key for key, _ in volume.items()} - {"name"}, formed, images) if volume is not None else None
            if loss is None or path is None or not text_of(path):
                continue
            usual = loss is _SCRATCH and path.value.rstrip("/") in _EVERYWHERE
            if loss is _SCRATCH:
                cx.ledger.reason(path, loss.code, loss.message, effect="none" if usual else "")
            if name not in told and not usual:
                told.add(name)
                cx.found(loss.code, path, f"{path.value}: {loss.message}", loss.fix)


def _loss(kinds: set[str], formed: bool, images: bool) -> _Loss | None:
    """What a machine lacks for a volume of these kinds; None where it has it."""
    if kinds & _ELSEWHERE or (images and kinds == {"image"}):
        return None
    if kinds <= {"emptyDir"}:
        return None if formed else _SCRATCH
    return next((loss for kind, loss in _LOSSES.items() if kind in kinds), _FOREIGN)
