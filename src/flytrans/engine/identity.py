"""How items of a list are told apart, so that a difference names an item and not its number.

Lists of the model have the identity that their row says (`Each.key`); lists of Kubernetes objects that of the API's
own merge keys (`x-kubernetes-list-map-keys` and `patchMergeKey` in Kubernetes' OpenAPI document).
"""

from __future__ import annotations

from typing import Any

from flytrans.tree.node import Leaves, Node

KEYS: dict[str, tuple[str, ...]] = {
    # the model
    "services": ("protocol", "internal_port"),
    "ports": ("port", "start_port", "containerPort", "protocol"),
    "checks": ("type",),
    "mounts": ("name", "path"),
    "files": ("guest_path",),
    "statics": ("url_prefix", "guest_path"),
    "containers": ("name",),
    "volumes": ("name",),
    "headers": ("name",),
    "secrets": ("env_var",),
    "env_from": ("env_var",),
    "depends_on": ("name",),
    "healthchecks": ("kind",),
    # Kubernetes
    "env": ("name",),
    "volumeMounts": ("mountPath",),
    "initContainers": ("name",),
    "ephemeralContainers": ("name",),
    "imagePullSecrets": ("name",),
    "hostAliases": ("ip",),
    "volumeClaimTemplates": (),
    "volumeDevices": ("devicePath",),
    "rules": ("host",),
    "paths": ("path", "pathType"),
    "httpHeaders": ("name",),
    "items": ("key",),
}


USUAL: dict[tuple[str, str], str] = {("services", "protocol"): "tcp", ("services", "internal_port"): "8080"}
"""What an item without the key is read as, so that it is the same item once that is written out."""


def listed(x: Any, y: Any) -> bool:
    """Whether two values are lists of tables, compared item by item."""
    if x.__class__ is not list or y.__class__ is not list:
        return False
    for node in (*x, *y):  # in place of two generators for every list that is compared
        if node.value.__class__ is not dict:
            return False
    return bool(x or y)


def identities(name: str, items: list[Node]) -> list[str]:
    """A name for each item, unique in its list: its keys' values, and a number where they repeat."""
    keys = KEYS.get(name, ())
    count: dict[str, int] = {}
    out = []
    for item in items:
        base = "/".join([_spelled(name, item, key) for key in keys])
        number = count[base] = count.get(base, -1) + 1
        out.append(f"{base}#{number}" if number or not base else base)
    return out


def naming(name: str, item: Node) -> Leaves:
    """The leaves that say the identity of an item, and so its place among the others."""
    found = [node for key in KEYS.get(name, ()) if (node := item.get(key)) is not None]
    return tuple(sorted({leaf for node in found for leaf in node.leaves()}))


def _spelled(name: str, item: Node, key: str) -> str:
    node = item.get(key)
    if node is None:
        return USUAL.get((name, key), "")
    return "" if node.value.__class__ in (dict, list) else str(node.value)
