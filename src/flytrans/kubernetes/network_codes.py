"""Why Fly does not say a leaf of a Service, Ingress, claim, autoscaler or budget, or of a container's ports and probes.

Said last: what a gathering function said of a leaf stands. Rows follow facts of kubernetes-rules; a row is for every
leaf under its path, and the longest path counts. `#` is an index, `*` any key.
"""

from __future__ import annotations

from collections.abc import Mapping

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.ingress_reading import tell_lost_routes
from flytrans.kubernetes.kinds import API_VERSIONS, template_of
from flytrans.kubernetes.objects import Objects
from flytrans.tree.context import Reading
from flytrans.tree.node import Node

_JOIN = ("FT427", "it only joins parts of the manifests")
_META = {
    "/apiVersion": ("FT450", "the version says nothing about the app"),
    "/kind": ("FT427", "the object is folded into the workload that it is for"),
    "/metadata/name": _JOIN,
    "/metadata": ("FT431", "it says nothing to Fly"),
    "/status": ("FT451", "what the cluster last saw"),
}
_SERVICE = {
    "/spec": ("FT438", "how the Service reaches its pods"),
    "/spec/selector": _JOIN,
    "/spec/ports/#/name": _JOIN,
    "/spec/ports/#/appProtocol": ("FT332", "the protocol to the app"),
    "/spec/type": ("FT453", "a public or private address is a step"),
    "/spec/loadBalancerIP": ("FT453", "Fly gives addresses; DNS has to follow"),
    "/spec/loadBalancerClass": ("FT440", "Fly's proxy is the only one"),
    "/spec/loadBalancerSourceRanges": ("FT507", "Fly's proxy has no list of allowed addresses"),
    "/spec/externalIPs": ("FT453", "Fly gives addresses"),
    "/spec/sessionAffinity": ("FT529", "Fly's proxy sends a client to any machine"),
    "/spec/sessionAffinityConfig": ("FT529", "Fly's proxy sends a client to any machine"),
}
_BACKEND = {
    "/backend/resource": ("FT518", "Fly's proxy serves no buckets"),
    "/backend": _JOIN,
    "/path": ("FT326", "Fly has no path routing"),
    "/pathType": ("FT440", "without path routing it says nothing"),
}
_INGRESS = {
    "/spec": ("FT440", "what a controller does with it"),
    "/spec/rules/#/host": ("FT441", "a step adds the host: fly certs add"),
    **{f"/spec/rules/#/http/paths/#{path}": row for path, row in _BACKEND.items()},
    "/spec/defaultBackend": _JOIN,
    "/spec/defaultBackend/resource": ("FT518", "Fly's proxy serves no buckets"),
    "/spec/backend": _JOIN,
    "/spec/tls": ("FT439", "Fly issues its own certificates"),
    "/metadata/annotations/cert-manager.io": ("FT439", "Fly issues its own certificates"),
    "/metadata/annotations/kubernetes.io/ingress.class": ("FT440", "Fly's proxy is the only one"),
    "/metadata/annotations/nginx.ingress.kubernetes.io": ("FT520", "Fly's proxy does not do it; the app has to"),
    **{
        f"/metadata/annotations/nginx.ingress.kubernetes.io/{key}": ("FT507", "Fly's proxy does not ask who comes")
        for key in ("auth-", "whitelist-", "denylist-", "satisfy", "enable-global-auth")
    },
}
_CLAIM = {
    "/spec": ("FT442", "Fly has one kind of volume"),
    "/spec/dataSource": ("FT516", "the data has to be copied"),
    "/spec/dataSourceRef": ("FT516", "the data has to be copied"),
}
_AUTOSCALER = {
    "/spec": ("FT443", "Fly's proxy scales by requests or connections at once"),
    "/spec/minReplicas": ("FT334", "the count, and the least that keeps running"),
    "/spec/maxReplicas": ("FT334", "the machines that there are, are the most"),
    "/spec/scaleTargetRef": _JOIN,
}
_BUDGET = {
    "/spec": ("FT444", "nothing evicts machines"),
    "/spec/selector": _JOIN,
    "/spec/maxUnavailable": ("FT335", "a limit of the rollout"),
    "/spec/minAvailable": ("FT335", "a limit of the rollout"),
}
_KINDS = {
    "Service": _META | _SERVICE,
    "Ingress": _META | _INGRESS,
    "PersistentVolumeClaim": _META | _CLAIM,
    "HorizontalPodAutoscaler": _META | _AUTOSCALER,
    "PodDisruptionBudget": _META | _BUDGET,
}
_PROBE = ("FT449", "another probe is the check")
_CONTAINER = {
    "/ports": _JOIN,
    "/ports/#/hostPort": ("FT515", "there is no node to listen on"),
    "/ports/#/hostIP": ("FT515", "there is no node to listen on"),
    "/readinessProbe": _PROBE,
    "/readinessProbe/httpGet/host": ("FT409", "Fly asks the machine itself"),
    "/readinessProbe/tcpSocket/host": ("FT409", "Fly asks the machine itself"),
    "/readinessProbe/grpc": ("FT324", "a check opens the port and asks no service"),
    "/livenessProbe": ("FT509", "no Fly check restarts a machine"),
    "/startupProbe": _PROBE,
    "/volumeMounts/#/name": _JOIN,
}
_POD = {
    "/volumes/#/name": _JOIN,
    "/volumes/#/persistentVolumeClaim/claimName": _JOIN,
    "/volumes/#/persistentVolumeClaim/readOnly": ("FT517", "Fly mounts volumes writable"),
    "/volumes/#/ephemeral/volumeClaimTemplate/spec": _CLAIM["/spec"],
}
_SET = {f"/volumeClaimTemplates/#{path}": row for path, row in (_META | _CLAIM).items()}

Rows = Mapping[str, tuple[str, str]]


def tell_network(objects: Objects, cx: Reading) -> None:
    """Give every leaf of these subjects its code, where none has been given."""
    if cx.own:
        return
    tell_lost_routes(objects, cx)
    cx.ledger.later(lambda: _tell_network(objects, cx))


def _tell_network(objects: Objects, cx: Reading) -> None:
    for obj in objects.all:
        kind = text_of(obj.get("kind")) or ""
        if kind in _KINDS:
            _tell(obj, _KINDS[kind], "", None, cx)
        elif kind in API_VERSIONS:
            _tell_workload(obj, cx)


def _tell_workload(obj: Node, cx: Reading) -> None:
    template = template_of(obj)
    pod = template.get("spec") if template is not None else None
    spec = obj.get("spec")
    if spec is not None:
        _tell(spec.only("volumeClaimTemplates") if spec.value.__class__ is dict else spec, _SET, "", None, cx)
    if pod is None or pod.value.__class__ is not dict:
        return
    _tell(pod.only("volumes"), _POD, "", None, cx)
    for key in ("containers", "initContainers"):
        for container in tables_of(pod.get(key)):
            _tell(container, _CONTAINER, "", None, cx)


def _tell(node: Node, rows: Rows, path: str, row: tuple[str, str] | None, cx: Reading) -> None:
    """The row of the longest path, for every leaf under a node."""
    row = rows.get(path) or row
    value = node.value
    if value.__class__ is dict and value:
        for key, entry in value.items():
            found = _annotation_row(rows, path, key) if path == "/metadata/annotations" else None
            _tell(entry, rows, f"{path}/{key}", found or row, cx)
    elif value.__class__ is list and value:
        for entry in value:
            _tell(entry, rows, f"{path}/#", row, cx)
    elif row is not None:
        cx.ledger.reason(node, *row)


def _annotation_row(rows: Rows, path: str, key: str) -> tuple[str, str] | None:
    """The row of an annotation: by the longest beginning of its key."""
    found = [name for name in rows if name.startswith(f"{path}/") and f"{path}/{key}".startswith(name)]
    return rows[max(found, key=len)] if found else None
