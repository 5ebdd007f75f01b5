"""What balancers and Ingresses say of who comes in: only a private network, or clients by their own addresses.

Sources: kubernetes.io/docs, concepts/services-networking/service, internal load balancer; the annotations of the AWS
Load Balancer Controller; cloud.google.com/kubernetes-engine/docs, concepts/ingress; tailscale.com/kb, cluster ingress.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.exposure import PUBLIC_TYPES
from flytrans.kubernetes.objects import Objects
from flytrans.tree.context import Reading
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


def tell_entrances(objects: Objects, cx: Reading) -> None:
    """Say of each that is reachable from inside only that it is public on Fly, and what an app sees of its clients."""
    message = "only a private network reached it; Fly's proxy lets everybody in"
    balancers = [obj for obj in objects.of("Service") if text_of(obj.at("spec", "type")) == "LoadBalancer"]
    for obj in (*balancers, *objects.of("Ingress")):
        if text_of(obj.at("metadata", "annotations", _FUNNEL)) != "true":
            for node in _inside(obj):
                cx.ledger.reason(node, "FT533", message)
    seen = "the app sees Fly's proxy as its client; Fly-Client-IP or the handler proxy_proto says who it is"
    for service in objects.of("Service"):
        policy = service.at("spec", "externalTrafficPolicy")
        if text_of(policy) == "Local" and text_of(service.at("spec", "type")) in PUBLIC_TYPES:
            cx.ledger.reason(policy, "FT438", seen, effect="behaviour")


def _inside(obj: Node) -> Iterator[Node]:
    for key, words in _NOTES.items():
        note = obj.at("metadata", "annotations", key)
        if note is not None and (text_of(note) or "").lower() in words:
            yield note
    for key in ("loadBalancerClass", "ingressClassName"):
        named = obj.at("spec", key)
        if named is not None and text_of(named) in _CLASSES:
            yield named
