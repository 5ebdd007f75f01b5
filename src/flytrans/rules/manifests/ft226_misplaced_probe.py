"""A probe or hook that a container cannot have.

The API server refuses the object.

Why: a container that runs before the others has to end, so there is nothing to ask of it: only one that goes on beside
them (`restartPolicy: Always`) has probes and hooks. A readiness probe ends nothing, so it has no grace period.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      initContainers:
      - name: prepare
        image: busybox
        readinessProbe: {tcpSocket: {port: 80}}
      containers: [{name: web, image: nginx}]

Instead: put it on the container that serves.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      initContainers:
      - name: prepare
        image: busybox
      containers:
      - name: web
        image: nginx
        readinessProbe: {tcpSocket: {port: 80}}

Source: Kubernetes pkg/apis/core/validation/validation.go: validateInitContainers, validateReadinessProbe.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint, listed
from flytrans.rules.required import PROBES
from flytrans.tree.node import text_at

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        for container in listed(pod.spec, "initContainers"):
            for key in (*PROBES, "lifecycle"):
                node = container.get(key)
                if node is not None and text_at(container, "restartPolicy") != "Always":
                    lint.refused(node, pod.obj, f"a container that runs first has no {key}", "put it on another")
        for container in pod.containers:
            node = container.at("readinessProbe", "terminationGracePeriodSeconds")
            if node is not None:
                lint.refused(node, pod.obj, "a readiness probe has no grace period", "delete it")
