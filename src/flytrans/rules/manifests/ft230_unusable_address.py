"""An address that is none.

The API server refuses the object.

Why: an address of a Service, in `hostAliases` or of a name server is one of IPv4 or IPv6, and a network in a
NetworkPolicy or in `loadBalancerSourceRanges` has the number of its bits behind a slash.

Wrong:

    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: web}
    spec:
      podSelector: {}
      ingress:
      - from: [{ipBlock: {cidr: 10.0.0.0}}]

Instead: say how many addresses are meant.

    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: web}
    spec:
      podSelector: {}
      ingress:
      - from: [{ipBlock: {cidr: 10.0.0.0/8}}]

Source: Kubernetes apimachinery pkg/util/validation/ip.go: IsValidIP, IsValidCIDR; pkg/apis/networking/validation
ValidateIPBlock; pkg/apis/core/validation validatePodDNSConfig.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint, listed
from flytrans.tree.node import Node

SEVERITY = "error"
Address = tuple[Node, Node]
"""An object, and what stands in it for an address or a network."""


def find(lint: ManifestLint) -> None:
    for obj, node in _addresses(lint):
        if not _is_address(node.value):
            lint.refused(node, obj, f"{node.value} is no address", "write one such as 10.0.0.1")
    for obj, node in _networks(lint):
        if not _is_network(node.value):
            lint.refused(node, obj, f"{node.value} is no network", "write one such as 10.0.0.0/8")


def _addresses(lint: ManifestLint) -> Iterator[Address]:
    for pod in lint.drafts:
        for alias in listed(pod.spec, "hostAliases"):
            if alias.get("ip") is not None:
                yield pod.obj, alias.value["ip"]
        yield from ((pod.obj, server) for server in listed(pod.spec.get("dnsConfig") or Node({}), "nameservers"))
    for service in (obj for obj in lint.written if kind_of(obj) == "Service"):
        spec = service.get("spec") or Node({})
        found = [node for node in (spec.get("clusterIP"), *listed(spec, "externalIPs")) if node is not None]
        yield from ((service, node) for node in found if node.value not in ("", "None", None))


def _networks(lint: ManifestLint) -> Iterator[Address]:
    for service in lint.objects.of("Service"):
        ranges = listed(service.get("spec") or Node({}), "loadBalancerSourceRanges")
        yield from ((service, node) for node in ranges)
    for policy in lint.objects.of("NetworkPolicy"):
        spec = policy.get("spec") or Node({})
        rules = [rule for way in ("ingress", "egress") for rule in listed(spec, way)]
        for block in (peer.get("ipBlock") for rule in rules for peer in listed(rule, "from") + listed(rule, "to")):
            if block is not None and block.get("cidr") is not None:
                yield policy, block.value["cidr"]
                yield from ((policy, node) for node in listed(block, "except"))


def _is_address(text: object) -> bool:
    try:
        return isinstance(text, str) and "%" not in str(ip_address(text))
    except ValueError:
        return False


def _is_network(text: str) -> bool:
    address, slash, bits = text.strip().partition("/")
    try:
        ip_network(text.strip(), strict=False)
    except ValueError:
        return False
    return bool(slash) and bits.isdigit() and _is_address(address)
