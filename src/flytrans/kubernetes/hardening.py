"""What `hardened` adds to a pod: the restricted profile of the Pod Security Standards, and a read-only root."""

from __future__ import annotations

from flytrans.kubernetes.constants import asked
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, listing, table


def pod_security(cx: Writing) -> dict[str, Node]:
    """Entries of the pod's securityContext."""
    if not _wanted(cx):
        return {}
    return {"runAsNonRoot": _set(True), "seccompProfile": table(type=_set("RuntimeDefault"))}


def container_security(cx: Writing) -> dict[str, Node]:
    """Entries of a container's securityContext."""
    if not _wanted(cx):
        return {}
    return {
        "allowPrivilegeEscalation": _set(False),
        "capabilities": table(drop=listing([_set("ALL")])),
        "readOnlyRootFilesystem": _set(True),
    }


def _wanted(cx: Writing) -> bool:
    return bool(cx.options.hardened) and cx.options.profile != "fks"


def _set(value: bool | str) -> Node:
    return asked(value, "hardened")
