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

Source: Kubernetes pkg/apis/apps/validation/validation.go ValidatePodTemplateSpecForReplicaSet.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import SELECTING, ManifestLint, listed
from flytrans.tree.node import Node, entries_of, text_at

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        if kind_of(pod.obj) not in SELECTING:
            continue
        selector = pod.obj.at("spec", "selector")
        wanted = selector.get("matchLabels") if selector is not None else None
        for key, node in entries_of(wanted):
            if pod.labels.get(key) != node.value:
                lint.found(
                    node,
                    f"the API server refuses {pod.spelled}: its pods have no label {key}: {node.value}",
                    f"add {key}: {node.value} to the labels of the template",
                )
        for expression in listed(selector, "matchExpressions") if selector is not None else ():
            if not _fits(expression, pod.labels):
                key = text_at(expression, "key")
                why = f"the label {key} of its pods is not as the selector wants it"
                lint.refused(expression, pod.obj, why, f"change {key} in the labels of the template")


def _fits(expression: Node, labels: dict[str, str]) -> bool:
    """Whether labels have what an expression asks for; one that asks in unknown words is told of elsewhere."""
    value, values = labels.get(text_at(expression, "key")), [node.value for node in listed(expression, "values")]
    operator = text_at(expression, "operator")
    if operator == "In":
        return value in values or not values
    if operator == "NotIn":
        return value not in values
    return {"Exists": value is not None, "DoesNotExist": value is None}.get(operator, True)
