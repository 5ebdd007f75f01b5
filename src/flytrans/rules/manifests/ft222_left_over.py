"""What only a server or a controller writes, in an object to be made.

The API server refuses the object.

Why: these fields tie an object to others of one cluster, or say what happened to it there; `kubectl get -o yaml` shows
them.

Wrong:

    apiVersion: batch/v1
    kind: Job
    metadata: {name: once}
    spec:
      selector: {matchLabels: {controller-uid: 7f1c}}
      template:
        metadata: {labels: {controller-uid: 7f1c}}
        spec:
          restartPolicy: Never
          containers: [{name: once, image: busybox}]

Instead: delete them.

    apiVersion: batch/v1
    kind: Job
    metadata: {name: once}
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: once, image: busybox}]

Source: Kubernetes pkg/apis/batch/validation/validation.go validateGeneratedSelector, apimachinery
pkg/api/validation/objectmeta.go validateOwnerReference, pkg/apis/core/validation/validation.go ValidatePodCreate.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint, listed
from flytrans.tree.node import Node, text_at

SEVERITY = "error"
DELETE = "delete it"
OWNER = ("apiVersion", "kind", "name", "uid")


def find(lint: ManifestLint) -> None:
    for obj in lint.written:
        if lint.is_part(obj):
            continue
        spec, kind = obj.get("spec") or Node({}), kind_of(obj)
        for owner in listed(obj.get("metadata") or Node({}), "ownerReferences"):
            lacking = [key for key in OWNER if not text_at(owner, key)]
            if lacking:
                lint.refused(owner, obj, f"an owner is named without its {lacking[0]}", "delete ownerReferences")
        if kind == "Pod" and listed(spec, "ephemeralContainers"):
            why = "containers for debugging are put into a running pod only"
            lint.refused(spec.get("ephemeralContainers"), obj, why, DELETE)
        job = spec if kind == "Job" else spec.at("jobTemplate", "spec") if kind == "CronJob" else None
        if job is not None and job.get("selector") is not None and not _is_manual(job):
            lint.refused(job.get("selector"), obj, "the server makes a Job's selector itself", DELETE)


def _is_manual(spec: Node) -> bool:
    manual = spec.get("manualSelector")
    return manual is not None and bool(manual.value)
