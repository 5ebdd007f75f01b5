"""A reference to an object that is not among these files.

If the cluster does not have it either, the pod does not start.

Why: ConfigMaps and claims are looked up when the pod starts, unless the reference says `optional: true`. Secrets are
left out here, as they seldom stand in files.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        envFrom: [{configMapRef: {name: settings}}]

Instead: add the object to the files, or mark the reference as optional.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        envFrom: [{configMapRef: {name: settings}}]
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}

Source: Kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import namespace_of
from flytrans.rules.manifest_lint import ManifestLint, Pod, listed
from flytrans.tree.node import Node

SEVERITY = "info"


def find(lint: ManifestLint) -> None:
    for pod in lint.pods:
        for kind, node in _references(pod):
            if lint.objects.get(kind, namespace_of(pod.obj), node.value) is None:
                lint.found(node, f"there is no {kind} {node.value} here; without it the pod does not start", "add it")


def _references(pod: Pod) -> Iterator[tuple[str, Node]]:
    holders = [source.get("configMapRef") for c in pod.containers for source in listed(c, "envFrom")]
    holders += [entry.at("valueFrom", "configMapKeyRef") for c in pod.containers for entry in listed(c, "env")]
    holders += [volume.get("configMap") for volume in listed(pod.spec, "volumes")]
    for holder in holders:
        optional = holder.get("optional") if holder is not None else None
        name = holder.get("name") if holder is not None and (optional is None or not optional.value) else None
        if name is not None and isinstance(name.value, str):
            yield "ConfigMap", name
    for volume in listed(pod.spec, "volumes"):
        claim = volume.at("persistentVolumeClaim", "claimName")
        if claim is not None and isinstance(claim.value, str):
            yield "PersistentVolumeClaim", claim
