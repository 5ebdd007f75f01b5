"""Mounts of somebody else's pod that a machine has nothing for: a finding a volume, since the app may miss it.

What the report says of their paths is in `mount_codes`.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.pod_volumes import volumes_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, text_at

_ELSEWHERE = frozenset(("configMap", "secret", "projected", "persistentVolumeClaim", "ephemeral"))
"""Kinds of volumes that are read as files or claims, which tell what they lose themselves."""
_EVERYWHERE = ("/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm")
"""Folders that are there whatever the image."""


class _Loss(NamedTuple):
    code: str
    message: str
    fix: str


_SCRATCH = _Loss("FT341", "it is a folder on the root disk, if the image has it", "make the folder in the image")
_SHARED = _Loss(
    "FT341",
    "the containers do not share it",
    "--extras empty-dir makes it a temporary volume of the machine, which the API takes but does not document",
)
_FOREIGN = _Loss("FT516", "only another platform serves this storage", "copy the data to a Fly volume")
_LOSSES = {
    "hostPath": _Loss("FT515", "there is no node to reach into", "put what the app needs into the image"),
    "downwardAPI": _Loss("FT524", "only the cluster can fill it in", "read the variables that Fly sets"),
    "gitRepo": _Loss("FT516", "nothing clones it before the start", "put the files into the image"),
    "image": _Loss("FT341", "what the image holds has to be in the app's own", "copy the files into the image"),
}


def tell_lost_mounts(pod: Node, folders: bool, images: bool, cx: Reading) -> None:
    """Say what is not there; `folders`, `images`: whether these are temporary volumes of the machine."""
    volumes = volumes_of(pod, cx)
    holders = (*tables_of(pod.get("containers")), *tables_of(pod.get("initContainers")))
    users = [{text_of(mount.get("name")) for mount in tables_of(holder.get("volumeMounts"))} for holder in holders]
    told: set[str] = set()
    for holder in holders:
        for mount in tables_of(holder.get("volumeMounts")):
            name, path = text_at(mount, "name"), mount.get("mountPath")
            volume = volumes.get(name)
            kinds = {key for key, _ in volume.items()} - {"name"} if volume is not None else None
            loss = _loss(kinds, folders, images) if kinds is not None else None
            if loss is _SCRATCH and sum(name in used for used in users) > 1:
                loss = _SHARED
            if loss is None or path is None or not text_of(path):
                continue
            usual = loss is _SCRATCH and path.value.rstrip("/") in _EVERYWHERE
            folder = volume.get("emptyDir") if loss is _SCRATCH and volume is not None else None
            for node in (path, folder if folder is not None and not folder.items() else None):
                effect = "none" if usual else ""
                cx.ledger.reason(node, loss.code, loss.message, effect=effect, near=loss is _SCRATCH)
            if name not in told and not usual:
                told.add(name)
                cx.found(loss.code, path, f"{path.value}: {loss.message}", loss.fix)


def _loss(kinds: set[str], folders: bool, images: bool) -> _Loss | None:
    """What a machine lacks for a volume of these kinds; None where it has it."""
    if kinds & _ELSEWHERE or (images and kinds == {"image"}):
        return None
    if kinds <= {"emptyDir"}:
        return None if folders else _SCRATCH
    return next((loss for kind, loss in _LOSSES.items() if kind in kinds), _FOREIGN)
