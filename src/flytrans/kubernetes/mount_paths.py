"""Where a container mounts something, and what a machine does otherwise when it does."""

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


def tell_whole(mount: Node, cx: Reading) -> None:
    """Say that a volume is mounted as a whole, and writable."""
    for key in ("subPath", "subPathExpr"):
        node = mount.get(key)
        if node is not None and node.value:
            message = "the whole volume is mounted, not a folder of it"
            cx.ledger.reason(node, "FT528", message)
            cx.found("FT528", node, message)
    tell_writable(mount.get("readOnly"), cx)


def tell_writable(node: Node | None, cx: Reading) -> None:
    """Say that a volume is writable where it was not to be."""
    if node is not None and node.value is True:
        cx.ledger.reason(node, "FT517", "Fly mounts volumes writable")
        cx.found("FT517", node, "Fly mounts volumes writable")
