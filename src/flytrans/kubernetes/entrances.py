"""What an app is told of who comes in: everybody instead of a private network, and whose addresses it sees."""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.exposure import PUBLIC_TYPES
from flytrans.kubernetes.inside import inside_marks
from flytrans.kubernetes.objects import Objects
from flytrans.tree.context import Reading


def tell_entrances(objects: Objects, cx: Reading) -> None:
    """Say of each that is reachable from inside only that it is public on Fly, unless `reach` kept it private."""
    message = "only a private network reached it; Fly's proxy lets everybody in"
    for obj in (*objects.of("Service"), *objects.of("Ingress")):
        for node in inside_marks(obj):
            cx.ledger.reason(node, "FT533", message)
    seen = "the app sees Fly's proxy as its client; Fly-Client-IP or the handler proxy_proto says who it is"
    for service in objects.of("Service"):
        policy = service.at("spec", "externalTrafficPolicy")
        if text_of(policy) == "Local" and text_of(service.at("spec", "type")) in PUBLIC_TYPES:
            cx.ledger.reason(policy, "FT438", seen, effect="behaviour")
