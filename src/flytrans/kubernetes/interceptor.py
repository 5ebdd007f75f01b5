"""The way of requests through KEDA's HTTP add-on, which counts them in a proxy of its own.

What an Ingress sends past that proxy wakes nothing, and the workload stays at none. An Ingress can only send to its
own namespace, so a Service there is another name of the proxy (keda.sh/http-add-on, user-guide/configure-ingress).
"""

from __future__ import annotations

from flytrans.kubernetes.constants import asked, text_of
from flytrans.kubernetes.exposure import web_group
from flytrans.kubernetes.kinds import COUNTED, chosen_kind
from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.objects import Objects
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, made, table

PROXY = "keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local"
PORT = 8080
_SUFFIX = "-keda"


def is_intercepted(app: Node, group: str, view: Node, cx: Writing) -> bool:
    """Whether KEDA scales a group by what its Ingress gets."""
    if "keda" not in cx.options.extras or web_group(app, cx) != group:
        return False
    return chosen_kind(group, view, Writing(cx.ledger, cx.options, own=True)) in COUNTED


def proxy_name(service: Node) -> Node:
    """What the proxy is called beside a Service."""
    return made(f"{service.value}{_SUFFIX}", service, reason=service.reason)


def scatter_proxy(service: Node, names: Names, group: str) -> Node:
    """The Service that is another name of the proxy."""
    spec = table(type=asked("ExternalName", "extras"), externalName=asked(PROXY, "extras"))
    return new_object("v1", "Service", metadata(proxy_name(service), names, group), spec=spec)


def behind(service: Node, namespace: str, objects: Objects) -> Node:
    """The Service that requests reach in the end, where a backend is the proxy."""
    name = text_of(service) or ""
    proxy = objects.get("Service", namespace, name) if name.endswith(_SUFFIX) else None
    if proxy is None or text_of(proxy.at("spec", "externalName")) != PROXY:
        return service
    return service.map(lambda text: text.removesuffix(_SUFFIX))
