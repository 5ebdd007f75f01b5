"""Why nothing is mounted at the path of a volumeMount: what it mounts says so."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.kinds import template_of
from flytrans.kubernetes.leaf_codes import Row
from flytrans.kubernetes.pod_codes import VOLUME
from flytrans.tree.context import Reading
from flytrans.tree.node import Node

_FILES = ("configMap", "secret", "projected", "persistentVolumeClaim")
_ABSENT = Row("FT422", "what is mounted there is not in the input")
_SCRATCH = Row("FT434", "a folder on the root disk is scratch space already")


def tell_mount_paths(obj: Node, cx: Reading) -> None:
    """Give paths where nothing came to be the code of the volume that they name."""
    template = template_of(obj)
    pod = template.get("spec") if template is not None else None
    if pod is None:
        return
    rows = {text_of(volume.get("name")): _row_of(volume) for volume in tables_of(pod.get("volumes"))}
    for key in ("containers", "initContainers"):
        for container in tables_of(pod.get(key)):
            for mount in tables_of(container.get("volumeMounts")):
                row = rows.get(text_of(mount.get("name")))
                if row is not None:
                    cx.ledger.reason(mount.get("mountPath"), row.code, row.message)


def _row_of(volume: Node) -> Row:
    for source in volume.value:
        if source == "emptyDir":
            return _SCRATCH
        if source in _FILES:
            return _ABSENT
        if source != "name":
            return VOLUME.get(f"/{source}", VOLUME[""])
    return _SCRATCH
