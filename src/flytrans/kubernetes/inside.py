"""What says of a balancer or an Ingress that only a private network reaches it.

Sources: kubernetes.io/docs, concepts/services-networking/service, internal load balancer; the annotations of the AWS
Load Balancer Controller; cloud.google.com/kubernetes-engine/docs, concepts/ingress; tailscale.com/kb, cluster ingress.
"""

from __future__ import annotations

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
    "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": ("private",),
    "alb.ingress.kubernetes.io/scheme": ("internal",),
    "kubernetes.io/ingress.class": ("gce-internal", "tailscale"),
}
_CLASSES = ("gce-internal", "tailscale")
_FUNNEL = "tailscale.com/funnel"


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
    for key in ("loadBalancerClass", "ingressClassName"):
        named = obj.at("spec", key)
        if named is not None and text_of(named) in _CLASSES:
            yield named
