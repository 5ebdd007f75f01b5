"""Values that say no more than their absence: what the API server fills in, and what no other format has a word for.

They are inert (kubernetes pkg/apis/*/v1/defaults.go). A default that means something to Fly, such
as a number of replicas, a delay or a protocol, is not here: explicit reads as explicit.
"""

from __future__ import annotations

from typing import Any

from flytrans.kubernetes.kinds import template_of
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node

BY_DEFAULT = "the same as the server's default"
EMPTY = "the server keeps nothing of it"

_CORE, _APPS, _BATCH = "io.k8s.api.core.v1.", "io.k8s.api.apps.v1.", "io.k8s.api.batch.v1."
_OPTIONAL = {"optional": False}
_FILES = {"defaultMode": 0o644}

DEFAULTS: dict[str, dict[str, Any]] = {
    f"{_CORE}PodSpec": {
        "dnsPolicy": "ClusterFirst",
        "schedulerName": "default-scheduler",
        "hostNetwork": False,
        "hostPID": False,
        "hostIPC": False,
        "hostUsers": True,
        "preemptionPolicy": "PreemptLowerPriority",
        "setHostnameAsFQDN": False,
        "shareProcessNamespace": False,
        "enableServiceLinks": True,
        "serviceAccountName": "default",
        "serviceAccount": "default",
    },
    f"{_CORE}PodSecurityContext": {"fsGroupChangePolicy": "Always", "supplementalGroupsPolicy": "Merge"},
    f"{_CORE}Container": {
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "stdin": False,
        "stdinOnce": False,
        "tty": False,
    },
    f"{_CORE}ContainerPort": {"protocol": "TCP"},
    f"{_CORE}SecurityContext": {
        "privileged": False,
        "allowPrivilegeEscalation": True,
        "readOnlyRootFilesystem": False,
        "procMount": "Default",
    },
    f"{_CORE}GRPCAction": {"service": ""},
    f"{_CORE}VolumeMount": {"readOnly": False, "mountPropagation": "None", "recursiveReadOnly": "Disabled"},
    f"{_CORE}ObjectFieldSelector": {"apiVersion": "v1"},
    f"{_CORE}ConfigMapKeySelector": _OPTIONAL,
    f"{_CORE}SecretKeySelector": _OPTIONAL,
    f"{_CORE}ConfigMapEnvSource": _OPTIONAL,
    f"{_CORE}ConfigMapProjection": _OPTIONAL,
    f"{_CORE}SecretProjection": _OPTIONAL,
    f"{_CORE}ConfigMapVolumeSource": _OPTIONAL | _FILES,
    f"{_CORE}SecretVolumeSource": _OPTIONAL | _FILES,
    f"{_CORE}ProjectedVolumeSource": _FILES,
    f"{_CORE}DownwardAPIVolumeSource": _FILES,
    f"{_CORE}PersistentVolumeClaimVolumeSource": {"readOnly": False},
    f"{_CORE}PersistentVolumeClaimSpec": {"volumeMode": "Filesystem"},
    f"{_CORE}ServiceSpec": {
        "allocateLoadBalancerNodePorts": True,
        "externalTrafficPolicy": "Cluster",
        "internalTrafficPolicy": "Cluster",
        "sessionAffinity": "None",
        "publishNotReadyAddresses": False,
        "type": "ClusterIP",
    },
    f"{_CORE}Secret": {"type": "Opaque", "immutable": False},
    f"{_CORE}ConfigMap": {"immutable": False},
    f"{_APPS}DeploymentSpec": {"minReadySeconds": 0, "paused": False, "revisionHistoryLimit": 10},
    f"{_APPS}StatefulSetSpec": {"minReadySeconds": 0, "revisionHistoryLimit": 10},
    f"{_APPS}StatefulSetOrdinals": {"start": 0},
    f"{_APPS}StatefulSetPersistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Retain"},
    f"{_APPS}RollingUpdateStatefulSetStrategy": {"partition": 0},
    f"{_APPS}DaemonSetSpec": {"minReadySeconds": 0, "revisionHistoryLimit": 10},
    f"{_APPS}RollingUpdateDaemonSet": {"maxSurge": 0},
    f"{_BATCH}JobSpec": {
        "completionMode": "NonIndexed",
        "manualSelector": False,
        "podReplacementPolicy": "TerminatingOrFailed",
        "suspend": False,
    },
    f"{_BATCH}CronJobSpec": {
        "concurrencyPolicy": "Allow",
        "failedJobsHistoryLimit": 1,
        "successfulJobsHistoryLimit": 3,
        "suspend": False,
    },
    "io.k8s.api.policy.v1.PodDisruptionBudgetSpec": {"unhealthyPodEvictionPolicy": "IfHealthyBudget"},
}
"""{definition: {field: default}}."""

MOOT_WHEN_EMPTY = frozenset(
    {
        "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta",
        *(f"{_CORE}{n}" for n in ("SecurityContext", "PodSecurityContext", "ResourceRequirements", "Lifecycle")),
        *(f"{_CORE}{n}" for n in ("Affinity", "NodeAffinity", "PodAffinity", "PodAntiAffinity")),
        *(f"{_CORE}{n}" for n in ("VolumeResourceRequirements", "PodDNSConfig")),
        *(f"{_APPS}{n}" for n in ("DeploymentStrategy", "StatefulSetUpdateStrategy", "DaemonSetUpdateStrategy")),
        *(f"{_APPS}RollingUpdate{n}" for n in ("Deployment", "StatefulSetStrategy", "DaemonSet")),
        *(f"{_APPS}StatefulSet{n}" for n in ("Ordinals", "PersistentVolumeClaimRetentionPolicy")),
    }
)
"""Tables with fixed fields that mean nothing without an entry; the presence of any other one means something."""


def without_pull_policies(obj: Node, ledger: Ledger) -> Node:
    """A workload whose containers do not say the policy that follows from the image's tag (SetDefaults_Container)."""
    path = ("spec", "containers"), ("spec", "initContainers")
    template = template_of(obj)
    if template is None:
        return obj
    changed = template
    for keys in path:
        containers = changed.at(*keys)
        if containers is not None:
            changed = _put(changed, keys, _without_pull_policy(containers, ledger))
    return obj if changed is template else _replaced(obj, template, changed)


def _without_pull_policy(containers: Node, ledger: Ledger) -> Node:
    new = []
    for container in containers.each():
        policy, image = container.get("imagePullPolicy"), container.get("image")
        if policy is not None and image is not None and policy.value == _policy_of(str(image.value)):
            ledger.inert(policy, BY_DEFAULT)
            container = container.without("imagePullPolicy")
        new.append(container)
    if all(a is b for a, b in zip(new, containers.value, strict=True)):
        return containers
    return Node(new, containers.sources, containers.because)


def _policy_of(image: str) -> str:
    """pkg/util/parsers/parsers.go ParseImageName: an image without tag and digest is the latest one."""
    name, at, _ = image.partition("@")
    _, colon, tag = name.rpartition("/")[2].partition(":")
    return "Always" if tag == "latest" or not (colon or at) else "IfNotPresent"


def _put(node: Node, keys: tuple[str, ...], entry: Node) -> Node:
    key, *rest = keys
    old = node.value[key]
    new = _put(old, tuple(rest), entry) if rest else entry
    return node if new is old else node.having(**{key: new})


def _replaced(tree: Node, old: Node, new: Node) -> Node:
    """A tree of tables with another node in the place of one of its nodes."""
    if tree is old:
        return new
    if tree.value.__class__ is not dict:
        return tree
    for key, entry in tree.value.items():
        found = _replaced(entry, old, new)
        if found is not entry:
            return tree.having(**{key: found})
    return tree
