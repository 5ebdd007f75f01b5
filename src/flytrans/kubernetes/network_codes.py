"""Why Fly does not say a leaf of a Service, Ingress, claim, autoscaler or budget, or of a container's ports and probes.

Said last: what a gathering function said of a leaf stands. A row is for every leaf under its path, and the
longest path counts. `#` is an index.
"""

from __future__ import annotations

from functools import cache

from flytrans.kubernetes.constants import tables_of
from flytrans.kubernetes.ingress_annotations import NOTES
from flytrans.kubernetes.ingress_reading import HOST_AS_STEP, tell_lost_routes
from flytrans.kubernetes.kinds import API_VERSIONS, template_of
from flytrans.kubernetes.leaf_codes import JOIN, Branch, Row, tell_leaves
from flytrans.kubernetes.objects import Objects
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, text_at

_META = {
    "/apiVersion": Row("FT450", "the version says nothing about the app"),
    "/kind": Row("FT427", "the object is folded into the workload that it is for"),
    "/metadata/name": JOIN,
    "/metadata": Row("FT431", "it says nothing to Fly"),
    "/status": Row("FT451", "what the cluster last saw"),
}
_SERVICE = {
    "/spec": Row("FT438", "how the Service reaches its pods"),
    "/spec/selector": JOIN,
    "/spec/ports/#/name": JOIN,
    "/spec/ports/#/appProtocol": Row("FT332", "the protocol to the app"),
    "/spec/type": Row("FT453", "a public or private address is a step"),
    "/spec/loadBalancerIP": Row("FT453", "Fly gives addresses; DNS has to follow"),
    "/spec/loadBalancerClass": Row("FT440", "Fly's proxy is the only one"),
    "/spec/loadBalancerSourceRanges": Row("FT507", "Fly's proxy has no list of allowed addresses"),
    "/spec/externalIPs": Row("FT453", "Fly gives addresses"),
    "/spec/sessionAffinity": Row("FT529", "Fly's proxy sends a client to any machine"),
    "/spec/sessionAffinityConfig": Row("FT529", "Fly's proxy sends a client to any machine"),
}
_BACKEND = {
    "/backend/resource": Row("FT518", "Fly's proxy serves no buckets"),
    "/backend": JOIN,
    "/path": Row("FT440", "without path routing it says nothing"),
    "/pathType": Row("FT440", "without path routing it says nothing"),
}
_INGRESS = {
    "/spec": Row("FT440", "what a controller does with it"),
    "/spec/rules/#/host": Row("FT441", HOST_AS_STEP),
    **{f"/spec/rules/#/http/paths/#{path}": row for path, row in _BACKEND.items()},
    "/spec/defaultBackend": JOIN,
    "/spec/defaultBackend/resource": Row("FT518", "Fly's proxy serves no buckets"),
    "/spec/backend": JOIN,
    "/spec/tls": Row("FT439", "Fly issues its own certificates"),
    "/metadata/annotations/cert-manager.io": Row("FT439", "Fly issues its own certificates"),
    "/metadata/annotations/kubernetes.io/ingress.class": Row("FT440", "Fly's proxy is the only one"),
    "/metadata/annotations/kubernetes.io/ingress.global-static-ip-name": Row("FT453", "Fly gives addresses"),
    **{f"/metadata/annotations/{key}": row for key, row in NOTES.items()},
    "/metadata/annotations/nginx.ingress.kubernetes.io": Row("FT520", "Fly's proxy does not do it; the app has to"),
    **{
        f"/metadata/annotations/nginx.ingress.kubernetes.io/{key}": Row(
            "FT529", "Fly's proxy sends a client to any machine"
        )
        for key in ("affinity", "session-cookie-", "upstream-hash-by")
    },
    "/metadata/annotations/nginx.ingress.kubernetes.io/backend-protocol": Row(
        "FT520", "Fly's proxy speaks plain HTTP to the app", ("HTTP", "AUTO_HTTP")
    ),
    "/metadata/annotations/nginx.ingress.kubernetes.io/proxy-body-size": Row(
        "FT520", "Fly's proxy does not limit what is sent", ("0",)
    ),
    "/metadata/annotations/nginx.ingress.kubernetes.io/ssl-passthrough": Row(
        "FT520", "Fly's proxy ends TLS, and the app gets plain HTTP", ("false",)
    ),
    **{
        f"/metadata/annotations/nginx.ingress.kubernetes.io/{key}": Row("FT507", "Fly's proxy does not ask who comes")
        for key in ("auth-", "whitelist-", "denylist-", "satisfy", "enable-global-auth")
    },
}
_CLAIM = {
    "/spec": Row("FT442", "Fly has one kind of volume"),
    "/spec/dataSource": Row("FT516", "the data has to be copied"),
    "/spec/dataSourceRef": Row("FT516", "the data has to be copied"),
}
_AUTOSCALER = {
    "/spec": Row("FT443", "Fly's proxy scales by requests or connections at once"),
    "/spec/minReplicas": Row("FT334", "the count, and the least that keeps running"),
    "/spec/maxReplicas": Row("FT334", "the machines that there are, are the most"),
    "/spec/scaleTargetRef": JOIN,
}
_BUDGET = {
    "/spec": Row("FT444", "nothing evicts machines"),
    "/spec/selector": JOIN,
    "/spec/maxUnavailable": Row("FT335", "a limit of the rollout"),
    "/spec/minAvailable": Row("FT335", "a limit of the rollout"),
}
_KINDS = {
    "Service": _META | _SERVICE,
    "Ingress": _META | _INGRESS,
    "PersistentVolumeClaim": _META | _CLAIM,
    "HorizontalPodAutoscaler": _META | _AUTOSCALER,
    "PodDisruptionBudget": _META | _BUDGET,
}
_PROBE = Row("FT449", "another probe is the check")
_CONTAINER = {
    "/ports": JOIN,
    "/ports/#/hostPort": Row("FT515", "there is no node to listen on"),
    "/ports/#/hostIP": Row("FT515", "there is no node to listen on"),
    "/readinessProbe": _PROBE,
    "/readinessProbe/httpGet/host": Row("FT409", "Fly asks the machine itself"),
    "/readinessProbe/tcpSocket/host": Row("FT409", "Fly asks the machine itself"),
    "/readinessProbe/grpc": Row("FT324", "a check opens the port and asks no service"),
    "/livenessProbe": Row("FT509", "no Fly check restarts a machine"),
    "/startupProbe": _PROBE,
    "/volumeMounts/#/name": JOIN,
}
_POD = {
    "/volumes/#/name": JOIN,
    "/volumes/#/persistentVolumeClaim/claimName": JOIN,
    "/volumes/#/persistentVolumeClaim/readOnly": Row("FT517", "Fly mounts volumes writable"),
    "/volumes/#/ephemeral/volumeClaimTemplate/spec": _CLAIM["/spec"],
}
_SET = {f"/volumeClaimTemplates/#{path}": row for path, row in (_META | _CLAIM).items()}


class _Branches(NamedTuple):
    """The rows of each subject as trees."""

    kinds: dict[str, Branch]
    claims: Branch
    pod: Branch
    container: Branch


@cache
def _branches() -> _Branches:
    kinds = {kind: Branch.of(rows) for kind, rows in _KINDS.items()}
    return _Branches(kinds, Branch.of(_SET), Branch.of(_POD), Branch.of(_CONTAINER))


def tell_network(objects: Objects, cx: Reading) -> None:
    """Give every leaf of these subjects its code, where none has been given."""
    if cx.own:
        return
    tell_lost_routes(objects, cx)
    cx.ledger.later(lambda: _tell_network(objects, cx))


def _tell_network(objects: Objects, cx: Reading) -> None:
    branches = _branches()
    for obj in objects.all:
        kind = text_at(obj, "kind")
        if kind in _KINDS:
            tell_leaves(obj, branches.kinds[kind], cx)
        elif kind in API_VERSIONS:
            _tell_workload(obj, branches, cx)


def _tell_workload(obj: Node, branches: _Branches, cx: Reading) -> None:
    template = template_of(obj)
    pod = template.get("spec") if template is not None else None
    spec = obj.get("spec")
    if spec is not None:
        tell_leaves(spec.only("volumeClaimTemplates") if spec.value.__class__ is dict else spec, branches.claims, cx)
    if pod is None or pod.value.__class__ is not dict:
        return
    tell_leaves(pod.only("volumes"), branches.pod, cx)
    for key in ("containers", "initContainers"):
        for container in tables_of(pod.get(key)):
            tell_leaves(container, branches.container, cx)
