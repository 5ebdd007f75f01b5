"""Why Fly does not say a leaf of a workload, or of an object that only goes with one."""

from __future__ import annotations

from functools import cache

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.leaf_codes import JOIN, Branch, Row, Rows, below, tell_leaves
from flytrans.kubernetes.pod_codes import POD
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, text_at

_IDENTITY = Row("FT505", "there is no cluster whose API or cloud would know the identity")
_HISTORY = Row("FT429", "Fly keeps its own releases")
_ROLLOUT = Row("FT437", "Fly has no word for this detail of a rollout")
_ORDERED = Row("FT436", "machines have ids, no ordinals and no order")
_JOB = Row("FT445", "no controller counts what machines did")
_CRON = Row("FT446", "one machine is started again and again")
_SUSPENDED = Row("FT465", "fly deploy starts a machine when it makes it, so the steps leave it out")
_LABELS = Row("FT431", "it says nothing to Fly")
_ORIGIN = ("FT425", "which object a secret came from does not travel")
_META = {
    "/apiVersion": Row("FT450", "the version says nothing about the app"),
    "/kind": JOIN,
    "/metadata": _LABELS,
    "/metadata/name": JOIN,
    "/metadata/generateName": Row("FT314", "a name is made of it, without random letters"),
    "/metadata/annotations/cert-manager.io": Row("FT439", "Fly issues its own certificates"),
    "/metadata/annotations/kubernetes.io/ingress.class": Row("FT440", "Fly's proxy is the only one"),
    "/metadata/annotations/nginx.ingress.kubernetes.io": Row("FT520", "Fly's proxy does not do it"),
    "/metadata/annotations/helm.sh/hook": Row("FT532", "only a Job before a deploy has a counterpart"),
    "/metadata/annotations/argocd.argoproj.io/hook": Row("FT532", "only a Job before a deploy has a counterpart"),
    **{
        f"/metadata/annotations/{key}": Row("FT445", "in which order hooks are made and when they are deleted")
        for key in ("helm.sh/hook-weight", "helm.sh/hook-delete-policy", "argocd.argoproj.io/hook-delete-policy")
    },
    "/status": Row("FT451", "what the cluster last saw"),
}
_TEMPLATE = {
    "/metadata": _LABELS,
    "/metadata/labels": JOIN,
    **below("/spec", POD),
}
_SELECTED = {"/spec/selector": JOIN, **below("/spec/template", _TEMPLATE)}
_ROLLED = {
    **_SELECTED,
    "/spec/minReadySeconds": Row("FT437", "Fly's smoke check has a fixed length"),
    "/spec/paused": Row("FT437", "fly deploy never waits"),
    "/spec/progressDeadlineSeconds": Row("FT415", "it acts during a deploy only"),
    "/spec/replicas": Row("FT435", "a step sets the count"),
    "/spec/revisionHistoryLimit": _HISTORY,
    "/spec/strategy": _ROLLOUT,
    "/spec/updateStrategy": _ROLLOUT,
}
_JOBS = {
    **below("/template", _TEMPLATE),
    "": _JOB,
    "/activeDeadlineSeconds": Row("FT513", "nothing ends the run after a time"),
    "/backoffLimit": Row("FT336", "a machine counts its own tries"),
    "/backoffLimitPerIndex": Row("FT336", "a machine counts its own tries"),
    "/completions": Row("FT337", "all runs start at once"),
    "/parallelism": Row("FT337", "all runs start at once"),
    "/podFailurePolicy": Row("FT523", "Fly looks only at whether the exit code is zero"),
    "/successPolicy": Row("FT523", "nobody ends the other runs early"),
    "/selector": JOIN,
    "/suspend": _SUSPENDED,
    "/ttlSecondsAfterFinished": Row("FT338", "a finished machine is removed at once, or stays"),
}
_ALONE = {
    "Deployment": _ROLLED,
    "ReplicaSet": _ROLLED,
    "ReplicationController": _ROLLED,
    "DaemonSet": _ROLLED,
    "StatefulSet": {
        **_ROLLED,
        "/spec/ordinals": _ORDERED,
        "/spec/persistentVolumeClaimRetentionPolicy": Row("FT442", "Fly keeps volumes until they are deleted"),
        "/spec/podManagementPolicy": _ORDERED,
        "/spec/serviceName": _ORDERED,
        "/spec/updateStrategy/rollingUpdate/partition": _ORDERED,
        "/spec/volumeClaimTemplates": JOIN,
    },
    "Job": below("/spec", _JOBS),
    "CronJob": {
        "/spec": _CRON,
        "/spec/jobTemplate/metadata": _LABELS,
        "/spec/suspend": _SUSPENDED,
        "/spec/schedule": Row("FT424", "Fly starts machines hourly, daily, weekly or monthly"),
        **below("/spec/jobTemplate/spec", _JOBS),
        "/spec/jobTemplate/spec/ttlSecondsAfterFinished": _CRON,
    },
    "Pod": below("/spec", POD),
    "ConfigMap": {
        "/data": Row("FT427", "no container uses it"),
        "/binaryData": Row("FT427", "no container uses it"),
        "/immutable": Row("FT430", "files and variables change with a deploy only"),
    },
    "Namespace": {"/metadata": _LABELS, "/spec": _LABELS},
    "ServiceAccount": {"": _IDENTITY, "/imagePullSecrets": Row("FT428", "fly deploy logs in by itself")},
    "NetworkPolicy": {
        "": _LABELS,
        "/spec": Row("FT506", "apps of an organization share a private network, and nothing filters it"),
    },
}
_KINDS: dict[str, Rows] = {kind: {**_META, **rows} for kind, rows in _ALONE.items()}


def tell_workloads(objects: list[Node], cx: Reading) -> None:
    """Give every leaf of these kinds its code, where none has been given."""
    if cx.own:
        return
    for obj in objects:
        if text_of(obj.get("kind")) == "Secret":
            cx.ledger.dropped(obj, *_ORIGIN)
            cx.ledger.reason(obj.get("kind"), *_ORIGIN)  # where another app has a file of it
    cx.ledger.later(lambda: _tell_workloads(objects, cx))


def _tell_workloads(objects: list[Node], cx: Reading) -> None:
    for obj in objects:
        branch = _branch(text_at(obj, "kind"))
        if branch is not None:
            tell_leaves(obj, branch, cx)


@cache
def _branch(kind: str) -> Branch | None:
    return Branch.of(_KINDS[kind]) if kind in _KINDS else None
