"""What says of a balancer or an Ingress that only a private network reaches it.

Sources: kubernetes.io/docs, concepts/services-networking/service, internal load balancer; the annotations of the AWS
Load Balancer Controller; cloud.google.com/kubernetes-engine/docs, concepts/ingress; tailscale.com/kb, cluster ingress.
A balancer's own address says it as well, where each of them is of a private network (RFC 1918, 4193, 6598); where it is
asked for: `spec.loadBalancerIP`; metallb.io, usage; docs.cilium.io, network/lb-ipam; kube-vip.io, usage/cloud-provider.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytrans.kubernetes.constants import text_of
from flytrans.tree.node import Node

_NOTES = {
    "service.beta.kubernetes.io/aws-load-balancer-internal": ("true", "0.0.0.0/0"),
    "service.beta.kubernetes.io/aws-load-balancer-scheme": ("internal",),
    "service.beta.kubernetes.io/azure-load-balancer-internal": ("true",),
    "networking.gke.io/load-balancer-type": ("internal",),
    "cloud.google.com/load-balancer-type": ("internal",),
    "service.beta.kubernetes.io/openstack-internal-load-balancer": ("true",),
    "service.beta.kubernetes.io/oci-load-balancer-internal": ("true",),
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": ("intranet",),
    "service.beta.kubernetes.io/cce-load-balancer-internal-vpc": ("true",),
    "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": ("private",),
    "alb.ingress.kubernetes.io/scheme": ("internal",),
    "kubernetes.io/ingress.class": ("gce-internal", "tailscale"),
}
_CLASSES = ("gce-internal", "tailscale")
_FUNNEL = "tailscale.com/funnel"
_ADDRESSES = (
    "metallb.io/loadBalancerIPs",
    "metallb.universe.tf/loadBalancerIPs",
    "lbipam.cilium.io/ips",
    "io.cilium/lb-ipam-ips",
    "kube-vip.io/loadbalancerIPs",
)
_OWN_NETWORK = re.compile(
    r"(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+|f[cd][\da-f]*:[\da-f:]+"
)


def inside_marks(obj: Node) -> list[Node]:
    """The annotations and the class that say so; none of what everybody reaches, or no balancer answers for."""
    if text_of(obj.at("metadata", "annotations", _FUNNEL)) == "true":
        return []
    if text_of(obj.get("kind")) == "Service" and text_of(obj.at("spec", "type")) != "LoadBalancer":
        return []
    return list(_inside(obj))


def _inside(obj: Node) -> Iterator[Node]:
    for key, words in _NOTES.items():
        note = obj.at("metadata", "annotations", key)
        if note is not None and (text_of(note) or "").lower() in words:
            yield note
    yield from _private_addresses(obj)
    for key in ("loadBalancerClass", "ingressClassName"):
        named = obj.at("spec", key)
        if named is not None and text_of(named) in _CLASSES:
            yield named


def _private_addresses(obj: Node) -> Iterator[Node]:
    """Where a balancer asks for its addresses, if no other network knows any of them."""
    asked = [obj.at("metadata", "annotations", key) for key in _ADDRESSES]
    found = [node for node in (*asked, obj.at("spec", "loadBalancerIP")) if node is not None and text_of(node)]
    addresses = [address.strip().lower() for node in found for address in str(node.value).split(",")]
    if all(_OWN_NETWORK.fullmatch(address) for address in addresses):
        yield from found
