"""A selector that does not fit the labels of its own pods.

The API server refuses the object: `selector` does not match template `labels`.

Why: a controller finds its pods by the selector, and would make new ones without end.

Wrong:

    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: shop}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers: [{name: web, image: nginx}]

Instead: give the pods every label of the selector.

    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers: [{name: web, image: nginx}]

Source: Kubernetes pkg/apis/apps/validation/validation.go ValidatePodTemplateSpecForDeployment.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import SELECTING, ManifestLint, head

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for pod in lint.pods:
        if kind_of(pod.obj) not in SELECTING:
            continue
        selector = pod.obj.at("spec", "selector")
        wanted = selector.get("matchLabels") if selector is not None else None
        if selector is None or not selector.value:
            lint.found(
                head(pod.obj), "the API server refuses it: there is no selector", "add spec.selector.matchLabels"
            )
        for key, node in wanted.items() if wanted is not None else ():
            if pod.labels.get(key) != node.value:
                lint.found(
                    node,
                    f"the API server refuses {pod.spelled}: its pods have no label {key}: {node.value}",
                    f"add {key}: {node.value} to the labels of the template",
                )
