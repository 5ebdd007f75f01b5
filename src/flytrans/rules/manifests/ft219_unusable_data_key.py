"""A key of a ConfigMap or Secret that Kubernetes does not take.

The API server refuses the object.

Why: keys become names of files and variables, so they have letters, digits, dashes, dots and underscores, and no key
is there twice, as text and as bytes. A Secret of type `kubernetes.io/tls` has `tls.crt` and `tls.key`.

Wrong:

    apiVersion: v1
    kind: ConfigMap
    metadata: {name: web}
    data: {"conf.d/site.conf": ""}

Instead: leave folders to the mount: `items` of a volume give each key its path.

    apiVersion: v1
    kind: ConfigMap
    metadata: {name: web}
    data: {site.conf: ""}

Source: Kubernetes pkg/apis/core/validation/validation.go: ValidateConfigMap, ValidateSecret.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint
from flytrans.rules.naming import is_data_key
from flytrans.tree.node import Node, entries_of, text_at

SEVERITY = "error"
NEEDED = {
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/dockercfg": (".dockercfg",),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
}
"""Keys that a Secret of a type has."""


def find(lint: ManifestLint) -> None:
    for obj in lint.written:
        if kind_of(obj) in ("ConfigMap", "Secret") and not lint.is_part(obj):
            keys = _keys(lint, obj)
            lacking = [key for key in NEEDED.get(text_at(obj, "type"), ()) if key not in keys]
            if text_at(obj, "type") == "kubernetes.io/basic-auth" and not keys & {"username", "password"}:
                lacking = ["username or password"]
            if kind_of(obj) == "Secret" and lacking:
                lint.refused(obj.get("type"), obj, f"a Secret of this type has {', '.join(lacking)}", "add it")


def _keys(lint: ManifestLint, obj: Node) -> set[str]:
    keys: set[str] = set()
    for holder in ("data", "binaryData", "stringData"):
        for key, node in entries_of(obj.get(holder)):
            if not is_data_key(key):
                lint.refused(node, obj, f"there can be no key {key}", "use letters, digits, -, _ and .")
            if key in keys and holder == "binaryData":
                lint.refused(node, obj, f"{key} is in data and in binaryData", "keep one")
            keys.add(key)
    return keys
