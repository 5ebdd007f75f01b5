"""Two containers or volumes of one name in a pod.

The API server refuses the object. Of two environment variables of one name, the last one counts.

Why: names tell the parts of a pod apart.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - {name: web, image: nginx}
      - {name: web, image: busybox}

Instead: give each its own name.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - {name: web, image: nginx}
      - {name: side, image: busybox}

Source: Kubernetes pkg/apis/core/validation/validation.go validateContainers, ValidateVolumes.
"""

from __future__ import annotations

from flytrans.diagnostics.finding import Severity
from flytrans.rules.manifest_lint import ManifestLint, listed
from flytrans.tree.node import Node, text_at

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        refused = f"the API server refuses {pod.spelled}"
        _twice(lint, pod.containers, f"{refused}: two containers have this name")
        _twice(lint, listed(pod.spec, "volumes"), f"{refused}: two volumes have this name")
        for container in pod.containers:
            _twice(lint, listed(container, "env"), "only the last variable of this name counts", "warning")


def _twice(lint: ManifestLint, items: list[Node], message: str, severity: Severity | None = None) -> None:
    seen: dict[str, Node | None] = {}
    for item in items:
        name, node = text_at(item, "name"), item.get("name")
        if name and name in seen:
            lint.found(node, message, "keep one, or rename it", severity=severity, related=[seen[name]])
        seen[name] = node
