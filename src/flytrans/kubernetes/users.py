"""The user of a container: numbers only, as a pod's runAsUser takes no names."""

from __future__ import annotations

import re

from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, made

_NUMBERS = r"([0-9]{1,9})(?::([0-9]{1,9}))?"


def scatter_user(container: Node, security: Node | None, cx: Writing) -> Node | None:
    """`securityContext` with runAsUser and runAsGroup beside what else is in it."""
    entries = dict(security.items()) if security is not None else {}
    user = container.get("user")
    found = re.fullmatch(_NUMBERS, text_of(user) or "")
    if user is not None and found is not None:
        entries["runAsUser"] = made(int(found[1]), user)
        if found[2] is not None:
            entries["runAsGroup"] = made(int(found[2]), user)
    return Node(entries) if entries else None


def gather_user(container: Node, pod: Node, cx: Reading) -> Node | None:
    """The user of a container, else of its pod: `uid`, or `uid:gid`."""
    user, group = (
        container.at("securityContext", key) or pod.at("securityContext", key) for key in ("runAsUser", "runAsGroup")
    )
    uid, gid = whole_of(user), whole_of(group)
    if uid is None:
        return None
    if gid is None:
        return made(str(uid), user)
    return made(f"{uid}:{gid}", user, group)


def tell_users(pod: Node, cx: Reading) -> None:
    """Say what of a pod's users does nothing beside the containers' own: K: pkg/securitycontext/util.go."""
    containers = [*tables_of(pod.get("containers")), *tables_of(pod.get("initContainers"))]
    for key in ("runAsUser", "runAsGroup"):
        if all(container.at("securityContext", key) is not None for container in containers):
            cx.ledger.reason(pod.at("securityContext", key), "FT430", "each container says its own", effect="none")
    safe = [container for container in containers if _uid(container, pod)]
    for holder in [*safe, *([pod] if len(safe) == len(containers) else [])]:
        asked = holder.at("securityContext", "runAsNonRoot")
        cx.ledger.reason(asked, "FT430", "the user that is said is not root", effect="none")


def _uid(container: Node, pod: Node) -> int | None:
    return whole_of(container.at("securityContext", "runAsUser") or pod.at("securityContext", "runAsUser"))
