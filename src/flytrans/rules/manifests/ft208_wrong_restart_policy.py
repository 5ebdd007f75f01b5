"""A restart policy that the workload cannot have.

The API server refuses the object.

Why: pods of a Deployment, StatefulSet, DaemonSet or ReplicaSet are always restarted; those of a Job never by
`Always`, as a Job has to end.

Wrong:

    apiVersion: batch/v1
    kind: Job
    metadata: {name: once}
    spec:
      template:
        spec:
          containers: [{name: once, image: busybox}]

Instead: say Never or OnFailure for a Job, and nothing for the others.

    apiVersion: batch/v1
    kind: Job
    metadata: {name: once}
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: once, image: busybox}]

Source: Kubernetes pkg/apis/batch/validation/validation.go, pkg/apis/apps/validation/validation.go.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint, head
from flytrans.tree.node import text_at

SEVERITY = "error"
JOBS = ("Job", "CronJob")


def find(lint: ManifestLint) -> None:
    for pod in lint.pods:
        node = pod.spec.get("restartPolicy")
        policy, kind = text_at(pod.spec, "restartPolicy") or "Always", kind_of(pod.obj)
        if kind in JOBS and policy == "Always":
            lint.found(
                node or head(pod.obj),
                f"the API server refuses {pod.spelled}: its pods would be restarted for ever",
                "write restartPolicy: Never or OnFailure",
            )
        elif kind not in (*JOBS, "Pod") and policy != "Always":
            lint.found(
                node, f"the API server refuses {pod.spelled}: its pods are always restarted", "delete restartPolicy"
            )
