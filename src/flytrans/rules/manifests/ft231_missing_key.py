"""A key that the ConfigMap or Secret does not have.

The container does not start.

Why: a key that is asked for by name has to be there, unless the reference says `optional: true`.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}]
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {log-level: debug}

Instead: ask for the key as it is called.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: log-level}}}]
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {log-level: debug}

Source: Kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, pkg/volume/configmap/configmap.go MakePayload.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import namespace_of
from flytrans.rules.manifest_lint import ManifestLint, Pod, listed
from flytrans.rules.speech import did_you_mean
from flytrans.tree.node import Node, text_at

SEVERITY = "warning"


def find(lint: ManifestLint) -> None:
    for pod in lint.pods:
        for kind, name, node in _keys(pod):
            obj = lint.objects.get(kind, namespace_of(pod.obj), name)
            there = _there(obj) if obj is not None else [node.value]
            if node.value not in there:
                near = did_you_mean(str(node.value), there)
                lint.found(
                    node,
                    f"the container does not start: {kind} {name} has no key {node.value}",
                    f"write {near}" if near else "add it, or mark the reference as optional",
                )


def _keys(pod: Pod) -> Iterator[tuple[str, str, Node]]:
    """Keys that are asked for by name: in which kind of object, its name, and the key."""
    for container in pod.containers:
        for entry in listed(container, "env"):
            for kind, key in (("ConfigMap", "configMapKeyRef"), ("Secret", "secretKeyRef")):
                reference = entry.at("valueFrom", key)
                if reference is not None and not _is_optional(reference) and reference.get("key") is not None:
                    yield kind, text_at(reference, "name"), reference.value["key"]
    for volume in listed(pod.spec, "volumes"):
        for kind, key, named in (("ConfigMap", "configMap", "name"), ("Secret", "secret", "secretName")):
            source = volume.get(key)
            if source is not None and not _is_optional(source):
                keys = (item.get("key") for item in listed(source, "items"))
                yield from ((kind, text_at(source, named), found) for found in keys if found is not None)


def _is_optional(reference: Node) -> bool:
    optional = reference.get("optional")
    return optional is not None and bool(optional.value)


def _there(obj: Node) -> list[str]:
    holders = (obj.get(key) for key in ("data", "binaryData", "stringData"))
    return [key for holder in holders if holder is not None for key, _ in holder.items()]
