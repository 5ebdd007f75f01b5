"""A reference to an object that is not among these files.

If the cluster does not have it either, the pod does not start, requests get an error, or nothing is scaled.

Why: ConfigMaps and claims are looked up when the pod starts, unless the reference says `optional: true`; an Ingress
needs its Services, an autoscaler what it scales, and the pods of a StatefulSet get their names from its Service.
Secrets are left out here, as they seldom stand in files.

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

from flytrans.kubernetes.objects import kind_of, namespace_of
from flytrans.rules.manifest_lint import ManifestLint, Pod, backends_of, listed
from flytrans.tree.node import Node, text_at

SEVERITY = "info"


def find(lint: ManifestLint) -> None:
    for pod in lint.pods:
        for kind, name in _references(pod):
            _look(lint, pod.obj, kind, name, "the pod does not start")
    there = {kind_of(obj) for obj in lint.objects.all}  # where none of a kind is, it is kept elsewhere
    for obj, kind, node, effect in _joins(lint):
        if kind in there:
            _look(lint, obj, kind, node, effect)


def _joins(lint: ManifestLint) -> Iterator[tuple[Node, str, Node | None, str]]:
    for ingress in lint.objects.of("Ingress"):
        for backend in backends_of(ingress):
            yield ingress, "Service", backend.at("service", "name"), "requests get an error"
    for scaler in lint.objects.of("HorizontalPodAutoscaler"):
        kind = text_at(scaler, "spec", "scaleTargetRef", "kind")
        yield scaler, kind, scaler.at("spec", "scaleTargetRef", "name"), "nothing is scaled"
    for stateful in lint.objects.of("StatefulSet"):
        yield stateful, "Service", stateful.at("spec", "serviceName"), "its pods have no names of their own"


def _look(lint: ManifestLint, obj: Node, kind: str, node: Node | None, effect: str) -> None:
    if node is None or not node.value or lint.objects.is_left_out(kind, node.value):
        return
    if lint.objects.get(kind, namespace_of(obj), node.value) is None:
        lint.found(node, f"there is no {kind} {node.value} here; without it {effect}", "add it")


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
