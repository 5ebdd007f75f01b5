"""Something that Fly's own Kubernetes does not do.

It is refused, or nothing happens: FKS makes a machine of each pod, and takes only a part of what a pod can say. Asked
for by `--profile fks` only.

Why: Fly's documentation lists what FKS leaves out; it was a closed beta, and its pages are being taken down.

Wrong:

    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: agent}
    spec:
      selector: {matchLabels: {app: agent}}
      template:
        metadata: {labels: {app: agent}}
        spec:
          containers: [{name: agent, image: busybox}]

Instead: use a Deployment, one container a pod, and Services of type ClusterIP or LoadBalancer.

    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: agent}
    spec:
      selector: {matchLabels: {app: agent}}
      template:
        metadata: {labels: {app: agent}}
        spec:
          containers: [{name: agent, image: busybox}]

Source: Fly's documentation, kubernetes/fks-features and fks-quickstart.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.diagnostics.finding import Severity
from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint, Pod, head, listed
from flytrans.tree.node import Node, text_at

SEVERITY = "error"
KINDS = ("DaemonSet", "CronJob", "HorizontalPodAutoscaler", "NetworkPolicy")
POD_FIELDS = ("initContainers", "affinity")
CONTAINER_FIELDS = (
    *("workingDir", "livenessProbe", "readinessProbe", "startupProbe", "resizePolicy", "stdin", "stdinOnce", "tty"),
    *("volumeDevices", "lifecycle", "securityContext"),
)
IDLE_FIELDS = ("ports", "terminationMessagePath", "terminationMessagePolicy")
"""Fields without which a container runs as well."""


def find(lint: ManifestLint) -> None:
    if lint.profile != "fks":
        return
    for obj in lint.objects.all:
        if kind_of(obj) in KINDS:
            lint.found(head(obj), f"FKS has no {kind_of(obj)}")
    for pod in lint.pods:
        _look_at(pod, lint)
    for service in lint.objects.of("Service"):
        _look_at_service(service, lint)
    for claim in _claims(lint):
        for mode in listed(claim, "accessModes"):
            if mode.value != "ReadWriteOncePod":
                lint.found(mode, "a volume of FKS belongs to one pod", "write ReadWriteOncePod")
        kind = claim.get("storageClassName")
        if kind is not None and kind.value and not str(kind.value).startswith("flyio-volume"):
            lint.found(kind, f"FKS has no storage class {kind.value}", "write flyio-volume or flyio-volume-retain")


def _look_at_service(service: Node, lint: ManifestLint) -> None:
    kind = service.at("spec", "type")
    if kind is not None and kind.value == "NodePort":
        lint.found(kind, "FKS has no NodePort", "write LoadBalancer")
    spec = service.get("spec")
    for port in listed(spec, "ports") if spec is not None else ():
        if text_at(port, "protocol") == "UDP":
            lint.found(port.get("protocol"), "FKS passes no UDP on")


def _claims(lint: ManifestLint) -> Iterator[Node]:
    """What is asked of each volume."""
    for claim in lint.objects.of("PersistentVolumeClaim"):
        yield claim.get("spec") or claim
    for stateful in lint.objects.of("StatefulSet"):
        for template in listed(stateful.get("spec") or Node({}), "volumeClaimTemplates"):
            yield template.get("spec") or template
    for pod in lint.pods:
        for volume in listed(pod.spec, "volumes"):
            spec = volume.at("ephemeral", "volumeClaimTemplate", "spec")
            if spec is not None:
                yield spec


def _lasts(volume: Node) -> bool:
    return volume.get("persistentVolumeClaim") is not None or volume.get("ephemeral") is not None


def _look_at(pod: Pod, lint: ManifestLint) -> None:
    for key in POD_FIELDS:
        if pod.spec.get(key) is not None:
            lint.found(pod.spec.get(key), f"FKS does not do {key}")
    containers = listed(pod.spec, "containers")
    if len(containers) > 1:
        lint.found(containers[1].get("name"), "FKS runs one container a pod")
    for volume in listed(pod.spec, "volumes"):
        if volume.get("emptyDir") is not None:
            lint.found(volume.get("name"), "FKS has no emptyDir", "use an ephemeral volume of class flyio-volume")
    lasting = [volume for volume in listed(pod.spec, "volumes") if _lasts(volume)]
    lasting += listed(pod.obj.get("spec") or Node({}), "volumeClaimTemplates")
    if len(lasting) > 1:
        lint.found(lasting[1].get("name") or lasting[1], "FKS gives a pod one volume", "use folders of one volume")
    for container in containers:
        _look_at_container(container, lint)


def _look_at_container(container: Node, lint: ManifestLint) -> None:
    for key in (*CONTAINER_FIELDS, *IDLE_FIELDS):
        if container.get(key) is not None:
            severity: Severity | None = "info" if key in IDLE_FIELDS else None
            lint.found(container.get(key), f"FKS does not look at {key} of a container", severity=severity)
    for entry in listed(container, "env"):
        source = entry.get("valueFrom")
        for key in ("fieldRef", "resourceFieldRef"):
            if source is not None and source.get(key) is not None:
                lint.found(source.get(key), f"FKS fills in no {key}")
