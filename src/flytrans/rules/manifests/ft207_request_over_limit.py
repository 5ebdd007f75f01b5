"""More is requested than the limit allows.

The API server refuses the object.

Why: a request is what is set aside, a limit what may be used at most.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        resources: {requests: {memory: 1Gi}, limits: {memory: 512Mi}}

Instead: request no more than the limit.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        resources: {requests: {memory: 512Mi}, limits: {memory: 512Mi}}

Source: Kubernetes pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint
from flytrans.tree.node import entries_of
from flytrans.values.bad import Bad
from flytrans.values.quantity import parse_quantity

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        for container in pod.containers:
            requests, limits = container.at("resources", "requests"), container.at("resources", "limits")
            for name, request in entries_of(requests):
                limit = limits.get(name) if limits is not None else None
                if limit is None:
                    continue
                try:
                    over = parse_quantity(str(request.value)) > parse_quantity(str(limit.value))
                except Bad:
                    continue
                if over:
                    lint.found(
                        request,
                        f"the API server refuses {pod.spelled}: the limit of {name}, {limit.value}, is less",
                        f"request {limit.value} at most",
                        related=[limit],
                    )
