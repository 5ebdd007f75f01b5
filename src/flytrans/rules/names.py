"""Where names stand in manifests, and what Kubernetes takes there.

Source: Kubernetes pkg/apis/core/validation/validation.go (ValidatePodSpec, validateVolumeSource, ValidateEnv),
pkg/apis/networking/validation/validation.go (ValidateIngressSpec).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flytrans.kubernetes.objects import kind_of
from flytrans.named_tuple import NamedTuple
from flytrans.rules.manifest_lint import ManifestLint, Pod, backends_of, listed
from flytrans.rules.naming import (
    LONGEST_LABEL,
    is_beginning,
    is_data_key,
    is_host,
    is_label,
    is_rule_host,
    is_short_subdomain,
    is_subdomain,
    is_variable,
)
from flytrans.tree.node import Node, text_at

OPEN = ("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "PodDisruptionBudget")
"""Kinds whose names may hold nearly anything."""
_OF_KIND: dict[str, Callable[[str], bool]] = {
    "Service": is_label,
    "Namespace": is_label,
    "StatefulSet": is_label,
    "CronJob": is_short_subdomain,
    "Job": lambda name: is_subdomain(name) and len(name) <= LONGEST_LABEL,
}
"""A Job's name becomes a label of its pods."""


class Name(NamedTuple):
    """A name: the object in which it stands, its node, what it names, and whether it fits."""

    obj: Node
    node: Node
    what: str
    fits: bool


def own_names(lint: ManifestLint) -> Iterator[Name]:
    """Names that objects, containers and volumes give themselves."""
    for obj in lint.objects.all:
        kind = kind_of(obj)
        if kind not in OPEN:
            yield from _name(obj, obj.at("metadata", "name"), f"a {kind}", _OF_KIND.get(kind, is_subdomain))
            yield from _name(obj, obj.at("metadata", "generateName"), f"a {kind}", is_beginning)
    for pod in lint.drafts:
        for container in pod.containers:
            yield from _name(pod.obj, container.get("name"), "a container", is_label)
            for entry in listed(container, "env"):
                yield from _name(pod.obj, entry.get("name"), "a variable", is_variable)
        for volume in listed(pod.spec, "volumes"):
            yield from _name(pod.obj, volume.get("name"), "a volume", is_label)


def references(lint: ManifestLint) -> Iterator[Name]:
    """Names of other things, and of hosts."""
    for obj in lint.objects.all:
        yield from _name(obj, obj.at("metadata", "namespace"), "a namespace", is_label)
    for pod in lint.drafts:
        yield from _of_pod(pod)
    for stateful in lint.objects.of("StatefulSet"):
        yield from _name(stateful, stateful.at("spec", "serviceName"), "a Service", is_label)
    for claim in lint.objects.of("PersistentVolumeClaim"):
        yield from _name(claim, claim.at("spec", "storageClassName"), "a storage class", is_subdomain)
    for ingress in lint.objects.of("Ingress"):
        spec = ingress.get("spec") or Node({})
        yield from _name(ingress, spec.get("ingressClassName"), "an ingress class", is_subdomain)
        for rule in listed(spec, "rules"):
            yield from _name(ingress, rule.get("host"), "a host", is_rule_host)
        for tls in listed(spec, "tls"):
            for host in listed(tls, "hosts"):
                yield from _name(ingress, host, "a host", is_host)
            yield from _name(ingress, tls.get("secretName"), "a Secret", is_subdomain)
        for backend in backends_of(ingress):
            yield from _name(ingress, backend.at("service", "name"), "a Service", is_label)
    for service in lint.objects.of("Service"):
        if text_at(service, "spec", "type") == "ExternalName":
            outside = service.at("spec", "externalName")
            yield from _name(service, outside, "a host", lambda name: is_subdomain(name.removesuffix(".")))


def _of_pod(pod: Pod) -> Iterator[Name]:
    yield from _name(pod.obj, pod.spec.get("serviceAccountName"), "a ServiceAccount", is_subdomain)
    yield from _name(pod.obj, pod.spec.get("nodeName"), "a node", is_subdomain)
    yield from _name(pod.obj, pod.spec.get("hostname"), "a host", is_label)
    yield from _name(pod.obj, pod.spec.get("subdomain"), "a Service", is_label)
    for alias in listed(pod.spec, "hostAliases"):
        for host in listed(alias, "hostnames"):
            yield from _name(pod.obj, host, "a host", is_subdomain)
    yield from _name(pod.obj, pod.spec.get("priorityClassName"), "a priority class", is_subdomain)
    yield from _name(pod.obj, pod.spec.get("runtimeClassName"), "a runtime class", is_subdomain)
    for container in pod.containers:
        yield from _name(pod.obj, container.get("image"), "an image", lambda name: name == name.strip())
        for entry in listed(container, "env"):
            for kind in ("ConfigMap", "Secret"):
                key = f"{kind[0].lower()}{kind[1:]}KeyRef"
                yield from _name(pod.obj, entry.at("valueFrom", key, "name"), f"a {kind}", is_subdomain)
                yield from _name(pod.obj, entry.at("valueFrom", key, "key"), f"a key of a {kind}", is_data_key)
        for source in listed(container, "envFrom"):
            for kind in ("ConfigMap", "Secret"):
                key = f"{kind[0].lower()}{kind[1:]}Ref"
                yield from _name(pod.obj, source.at(key, "name"), f"a {kind}", is_subdomain)


def _name(obj: Node, node: Node | None, what: str, fits: Callable[[str], bool]) -> Iterator[Name]:
    if node is not None and isinstance(node.value, str) and node.value:
        yield Name(obj, node, what, fits(node.value))
