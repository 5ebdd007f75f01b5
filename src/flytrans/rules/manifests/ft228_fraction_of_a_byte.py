"""Memory in thousandths of a byte.

The container is killed as soon as it starts, or gets the least that a machine can have: `512m` is half a byte.

Why: `m` stands for thousandths, as in the CPU's `500m`; the API server takes it for memory as well, and only warns.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        resources: {limits: {memory: 512m}}

Instead: write Mi.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        resources: {limits: {memory: 512Mi}}

Source: Kubernetes pkg/api/pod/warnings.go warningsForPodSpecAndMeta, fractional byte value.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint
from flytrans.tree.node import Node
from flytrans.values.whole import parse_digits

SEVERITY = "warning"
IN_BYTES = ("memory", "ephemeral-storage")


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        for container in pod.containers:
            for key in ("limits", "requests"):
                for name, node in (container.at("resources", key) or Node({})).items():
                    if name in IN_BYTES and _is_fraction(str(node.value)):
                        lint.found(node, "m stands for thousandths of a byte", f"write {node.value[:-1]}Mi")


def _is_fraction(text: str) -> bool:
    thousandths = parse_digits(text.removesuffix("m")) if text.endswith("m") else None
    return thousandths is not None and thousandths % 1000 != 0
