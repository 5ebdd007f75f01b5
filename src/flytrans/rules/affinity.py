"""The parts of a pod that say on which nodes it runs, one by one.

Source: Kubernetes pkg/apis/core/validation/validation.go: ValidateNodeSelector, validatePodAffinityTerm.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.manifest_lint import listed
from flytrans.tree.node import Node

REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def preferences(spec: Node) -> Iterator[Node]:
    """Everything that has a weight."""
    for kind in ("nodeAffinity", "podAffinity", "podAntiAffinity"):
        yield from listed(spec.at("affinity", kind) or Node({}), PREFERRED)


def pod_terms(spec: Node) -> Iterator[Node]:
    """Terms that name pods to be near to, or away from."""
    for kind in ("podAffinity", "podAntiAffinity"):
        affinity = spec.at("affinity", kind) or Node({})
        yield from listed(affinity, REQUIRED)
        yield from (term for item in listed(affinity, PREFERRED) if (term := item.get("podAffinityTerm")) is not None)


def node_expressions(spec: Node) -> Iterator[Node]:
    """What is asked of the labels of a node."""
    affinity = spec.at("affinity", "nodeAffinity") or Node({})
    terms = listed(affinity.get(REQUIRED) or Node({}), "nodeSelectorTerms")
    terms += [term for item in listed(affinity, PREFERRED) if (term := item.get("preference")) is not None]
    for term in terms:
        yield from listed(term, "matchExpressions")


def pod_expressions(spec: Node) -> Iterator[Node]:
    """What is asked of the labels of other pods."""
    holders = [*pod_terms(spec), *listed(spec, "topologySpreadConstraints")]
    for holder in holders:
        yield from listed(holder.get("labelSelector") or Node({}), "matchExpressions")
