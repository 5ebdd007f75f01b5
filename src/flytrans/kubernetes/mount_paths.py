"""Where a container mounts something."""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of
from flytrans.tree.context import Reading
from flytrans.tree.node import Node


def mount_path(mount: Node, cx: Reading) -> Node | None:
    """The path of a volumeMount from the root on (K: pkg/kubelet/kubelet_pods.go makeMounts)."""
    path = mount.get("mountPath")
    text = text_of(path)
    if path is None or not text or text.startswith("/"):
        return path if text else None
    cx.ledger.reason(path, "FT351", "a path without / at its start counts from the root", effect="none", always=True)
    return path.map(lambda said: f"/{said}")
