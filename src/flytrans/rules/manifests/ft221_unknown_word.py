"""A word that Kubernetes does not know here.

The API server refuses the object.

Why: these fields take one of a few words, with the capital letters that they have.

Wrong:

    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      type: Loadbalancer
      selector: {app: web}
      ports: [{port: 80}]

Instead: write the word that was meant.

    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      type: LoadBalancer
      selector: {app: web}
      ports: [{port: 80}]

Source: Kubernetes pkg/apis/core, apps, batch and networking, validation/validation.go in each; k8s.io/api types.go.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.affinity import node_expressions, pod_expressions
from flytrans.rules.manifest_lint import ManifestLint, Pod, listed, paths_of
from flytrans.rules.required import PROBES
from flytrans.rules.speech import joined
from flytrans.tree.node import Node

SEVERITY = "error"
PROTOCOLS = ("TCP", "UDP", "SCTP")
MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
OF_OBJECTS: dict[str, dict[str, tuple[str, ...]]] = {
    "Deployment": {"strategy.type": ("RollingUpdate", "Recreate")},
    "StatefulSet": {
        "updateStrategy.type": ("RollingUpdate", "OnDelete"),
        "podManagementPolicy": ("OrderedReady", "Parallel"),
    },
    "DaemonSet": {"updateStrategy.type": ("RollingUpdate", "OnDelete")},
    "Service": {
        "type": ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
        "sessionAffinity": ("None", "ClientIP"),
        "externalTrafficPolicy": ("Cluster", "Local"),
        "internalTrafficPolicy": ("Cluster", "Local"),
        "ipFamilyPolicy": ("SingleStack", "PreferDualStack", "RequireDualStack"),
    },
    "Job": {"completionMode": ("NonIndexed", "Indexed")},
    "CronJob": {
        "concurrencyPolicy": ("Allow", "Forbid", "Replace"),
        "jobTemplate.spec.completionMode": ("NonIndexed", "Indexed"),
    },
    "PersistentVolumeClaim": {"volumeMode": ("Filesystem", "Block")},
    "PodDisruptionBudget": {"unhealthyPodEvictionPolicy": ("IfHealthyBudget", "AlwaysAllow")},
}
OF_PODS = {
    "restartPolicy": ("Always", "OnFailure", "Never"),
    "dnsPolicy": ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    "securityContext.fsGroupChangePolicy": ("OnRootMismatch", "Always"),
}
OF_CONTAINERS = {
    "imagePullPolicy": ("Always", "IfNotPresent", "Never"),
    "terminationMessagePolicy": ("File", "FallbackToLogsOnError"),
}
OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")
HOST_PATHS = ("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
FIELDS = (
    *("metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"),
    *("status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"),
)
"""What a variable may show of its pod (pkg/apis/core/validation, validEnvDownwardAPIFieldPathExpressions)."""
RESOURCES = tuple(
    f"{kind}.{name}" for kind in ("limits", "requests") for name in ("cpu", "memory", "ephemeral-storage")
)
METRICS = ("Resource", "ContainerResource", "Pods", "Object", "External")
Words = Iterator[tuple[Node | None, tuple[str, ...]]]
"""A word, and those that are known in its place."""


def find(lint: ManifestLint) -> None:
    for obj in lint.objects.all:
        for node, known in _of_object(obj):
            _look(lint, obj, node, known)
    for pod in lint.drafts:
        for node, known in _of_pod(pod):
            _look(lint, pod.obj, node, known)


def _look(lint: ManifestLint, obj: Node, node: Node | None, known: tuple[str, ...]) -> None:
    if node is None or not isinstance(node.value, str) or not node.value or node.value in known:
        return
    if "hugepages-" in node.value:  # of any size
        return
    meant = [word for word in known if word.lower() == node.value.lower().replace(" ", "").replace("-", "")]
    fix = f"write {meant[0]}" if meant else f"write {joined(known, 'or')}"
    lint.refused(node, obj, f"{node.value} is no word that is known here", fix)


def _of_object(obj: Node) -> Words:
    kind, spec = kind_of(obj), obj.get("spec") or Node({})
    for path, known in OF_OBJECTS.get(kind, {}).items():
        yield spec.at(*path.split(".")), known
    if kind == "Service":
        yield from ((port.get("protocol"), PROTOCOLS) for port in listed(spec, "ports"))
    claims = listed(spec, "volumeClaimTemplates") if kind == "StatefulSet" else []
    holders = [claim.get("spec") for claim in claims] + ([spec] if kind == "PersistentVolumeClaim" else [])
    yield from ((mode, MODES) for holder in holders if holder is not None for mode in listed(holder, "accessModes"))
    if kind == "Ingress":
        yield from ((path.get("pathType"), ("Exact", "Prefix", "ImplementationSpecific")) for path in paths_of(obj))
    elif kind == "HorizontalPodAutoscaler":
        for metric in listed(spec, "metrics"):
            yield metric.get("type"), METRICS
            for source in ("resource", "containerResource", "pods", "object", "external"):
                yield metric.at(source, "target", "type"), ("Utilization", "Value", "AverageValue")
    elif kind == "NetworkPolicy":
        yield from ((way, ("Ingress", "Egress")) for way in listed(spec, "policyTypes"))
        rules = [rule for way in ("ingress", "egress") for rule in listed(spec, way)]
        yield from ((port.get("protocol"), PROTOCOLS) for rule in rules for port in listed(rule, "ports"))
    for expression in listed(spec.get("selector") or Node({}), "matchExpressions"):
        yield expression.get("operator"), OPERATORS


def _of_pod(pod: Pod) -> Words:
    for key, known in OF_PODS.items():
        yield pod.spec.at(*key.split(".")), known
    yield from ((expression.get("operator"), OPERATORS) for expression in pod_expressions(pod.spec))
    yield from ((expression.get("operator"), (*OPERATORS, "Gt", "Lt")) for expression in node_expressions(pod.spec))
    for spread in listed(pod.spec, "topologySpreadConstraints"):
        yield spread.get("whenUnsatisfiable"), ("DoNotSchedule", "ScheduleAnyway")
    for volume in listed(pod.spec, "volumes"):
        yield volume.at("hostPath", "type"), HOST_PATHS
    for toleration in listed(pod.spec, "tolerations"):
        yield toleration.get("effect"), EFFECTS
        yield toleration.get("operator"), ("Exists", "Equal", "Lt", "Gt")
    for container in pod.containers:
        for key, known in OF_CONTAINERS.items():
            yield container.get(key), known
        yield from ((port.get("protocol"), PROTOCOLS) for port in listed(container, "ports"))
        yield from ((container.at(probe, "httpGet", "scheme"), ("HTTP", "HTTPS")) for probe in PROBES)
        for entry in listed(container, "env"):
            path = entry.at("valueFrom", "fieldRef", "fieldPath")
            yield path if path is None or not _is_entry(path.value) else None, FIELDS
            yield entry.at("valueFrom", "resourceFieldRef", "resource"), RESOURCES


def _is_entry(path: str) -> bool:
    """One label or annotation: `metadata.labels['app']`."""
    return path.startswith(("metadata.labels['", "metadata.annotations['")) and path.endswith("']")
