"""A number that Kubernetes does not take.

The API server refuses the object.

Why: ports go from 1 to 65535, counts and times are not negative, shares end at 100 %, a probe for liveness or start
succeeds with the first success, and a pod asks at most three name servers.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{containerPort: 80800}]

Instead: write a number in the range.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{containerPort: 8080}]

Source: Kubernetes pkg/apis/core/validation/validation.go: validateContainerPorts, validateProbe, ValidateService,
validatePodDNSConfig;
pkg/apis/apps and batch, validation/validation.go in each.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import kind_of
from flytrans.kubernetes.placement import MOST_SERVERS
from flytrans.rules.affinity import preferences
from flytrans.rules.manifest_lint import ManifestLint, Pod, backends_of, listed
from flytrans.rules.required import PROBES
from flytrans.tree.node import Node
from flytrans.values.whole import parse_digits

SEVERITY = "error"
HIGHEST = 65535
WHOLE = 100
ANY = 2**31 - 1
Numbers = Iterator[tuple[Node | None, str, int, int]]
"""A number, what it is, and the least and the most that it may be."""


def find(lint: ManifestLint) -> None:
    for obj in lint.objects.all:
        for found in _of_object(obj, kind_of(obj)):
            _look(lint, obj, *found)
        _look_at_shares(lint, obj)
    for pod in lint.drafts:
        for container in pod.containers:
            for found in _of_container(container):
                _look(lint, pod.obj, *found)
        for found in _of_pod(pod):
            _look(lint, pod.obj, *found)
        for server in listed(pod.spec.get("dnsConfig") or Node({}), "nameservers")[MOST_SERVERS:]:
            lint.refused(server, pod.obj, f"a pod has at most {MOST_SERVERS} name servers", "leave it out")


def _look_at_shares(lint: ManifestLint, obj: Node) -> None:
    """How many pods may be gone, or come on top: a number, or a share of them."""
    spec, kind = obj.get("spec") or Node({}), kind_of(obj)
    rolling = spec.at("strategy", "rollingUpdate") or Node({})
    where = rolling if kind == "Deployment" else spec if kind == "PodDisruptionBudget" else Node({})
    for key in ("maxSurge", "maxUnavailable", "minAvailable"):
        node = where.get(key)
        if node is None or (isinstance(node.value, int) and node.value >= 0):
            continue
        text = str(node.value)
        share = parse_digits(text.removesuffix("%")) if text.endswith("%") else None
        if share is None:
            lint.refused(node, obj, f"{key} is neither a number nor a share", "write 1, or 25%")
        elif share > WHOLE and key != "maxSurge":
            lint.refused(node, obj, f"{key} is more than all pods", "write 100% at most")


def _look(lint: ManifestLint, obj: Node, node: Node | None, what: str, least: int, most: int) -> None:
    if node is None or node.value.__class__ is not int or least <= node.value <= most:
        return
    bounds = f"{least} to {most}" if most != ANY else f"{least} or more"
    lint.refused(node, obj, f"{what} is {bounds}", f"write {bounds}")


def _of_pod(pod: Pod) -> Numbers:
    yield pod.spec.get("activeDeadlineSeconds"), "activeDeadlineSeconds", 1, ANY
    for where in (pod.spec, *pod.containers):
        context = where.get("securityContext") or Node({})
        for key in ("runAsUser", "runAsGroup", "fsGroup"):
            yield context.get(key), key, 0, ANY
    for volume in listed(pod.spec, "volumes"):
        for kind in ("configMap", "secret"):
            modes = [volume.at(kind, "defaultMode")]
            modes += [item.get("mode") for item in listed(volume.get(kind) or Node({}), "items")]
            yield from ((mode, "a file mode", 0, 0o777) for mode in modes)
    for preference in preferences(pod.spec):
        yield preference.get("weight"), "the weight of a preference", 1, WHOLE
    for spread in listed(pod.spec, "topologySpreadConstraints"):
        yield spread.get("maxSkew"), "maxSkew", 1, ANY


def _of_container(container: Node) -> Numbers:
    for port in listed(container, "ports"):
        yield port.get("containerPort"), "a port", 1, HIGHEST
        yield port.get("hostPort"), "a port", 0, HIGHEST
    for name in PROBES:
        probe = container.get(name)
        if probe is None:
            continue
        for action in ("httpGet", "tcpSocket", "grpc"):
            yield probe.at(action, "port"), "a port", 1, HIGHEST
        for key in ("initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"):
            yield probe.get(key), f"{key} of {name}", 0, ANY
        yield probe.get("successThreshold"), f"successThreshold of {name}", 0, ANY if name == "readinessProbe" else 1
        yield probe.get("terminationGracePeriodSeconds"), f"terminationGracePeriodSeconds of {name}", 1, ANY


def _of_object(obj: Node, kind: str) -> Numbers:
    spec = obj.get("spec") or Node({})
    if kind in ("Service", "Ingress", "NetworkPolicy"):
        yield from _ports(obj, kind, spec)
    elif kind == "HorizontalPodAutoscaler":
        yield spec.get("minReplicas"), "minReplicas", 0, ANY
        yield spec.get("maxReplicas"), "maxReplicas", 1, ANY
        for metric in listed(spec, "metrics"):
            for source in ("resource", "containerResource"):
                yield metric.at(source, "target", "averageUtilization"), "averageUtilization", 1, ANY
    elif kind in ("Job", "CronJob"):
        job = spec if kind == "Job" else spec.at("jobTemplate", "spec") or Node({})
        for key in ("parallelism", "completions", "backoffLimit", "ttlSecondsAfterFinished", "activeDeadlineSeconds"):
            yield job.get(key), key, 0, ANY
        for key in ("startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"):
            yield spec.get(key) if kind == "CronJob" else None, key, 0, ANY
    else:
        for key in ("replicas", "minReadySeconds", "revisionHistoryLimit"):
            yield spec.get(key), key, 0, ANY
        yield spec.get("progressDeadlineSeconds"), "progressDeadlineSeconds", 1, ANY
        yield spec.at("updateStrategy", "rollingUpdate", "partition"), "partition", 0, ANY


def _ports(obj: Node, kind: str, spec: Node) -> Numbers:
    if kind == "Service":
        for port in listed(spec, "ports"):
            yield port.get("port"), "a port", 1, HIGHEST
            yield port.get("targetPort"), "a port", 0, HIGHEST
    elif kind == "Ingress":
        for backend in backends_of(obj):
            yield backend.at("service", "port", "number"), "a port", 1, HIGHEST
    else:
        rules = [rule for way in ("ingress", "egress") for rule in listed(spec, way)]
        yield from ((port.get("port"), "a port", 1, HIGHEST) for rule in rules for port in listed(rule, "ports"))
