"""A resource that a container cannot ask for.

The API server refuses the object.

Why: Kubernetes itself knows cpu, memory, ephemeral-storage and hugepages; anything else is named with a domain, as
`nvidia.com/gpu`, comes in whole numbers, and is requested as much as it is limited to. No amount is negative.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: model}
    spec:
      containers:
      - name: model
        image: example/model
        resources: {limits: {gpu: 1}}

Instead: write the name that the device's plugin gives it.

    apiVersion: v1
    kind: Pod
    metadata: {name: model}
    spec:
      containers:
      - name: model
        image: example/model
        resources: {limits: {nvidia.com/gpu: 1}}

Source: Kubernetes pkg/apis/core/validation/validation.go: ValidateContainerResourceName, ValidateResourceRequirements.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint, Pod
from flytrans.rules.naming import is_label_key
from flytrans.tree.node import Node
from flytrans.values.bad import Bad
from flytrans.values.quantity import ONE, parse_quantity

SEVERITY = "error"
OWN = ("cpu", "memory", "ephemeral-storage")


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        for container in pod.containers:
            resources = container.get("resources")
            if resources is not None:
                _look(lint, pod, resources)
    for claim in lint.objects.of("PersistentVolumeClaim"):
        node = claim.at("spec", "resources", "requests", "storage")
        if node is not None and (amount := _amount(node)) is not None and amount <= 0:
            lint.refused(node, claim, "a volume of no size cannot be made", "write a size such as 1Gi")


def _look(lint: ManifestLint, pod: Pod, resources: Node) -> None:
    limits = resources.get("limits") or Node({})
    for key in ("limits", "requests"):
        for name, node in (resources.get(key) or Node({})).items():
            amount = _amount(node)
            foreign = name not in OWN and not name.startswith("hugepages-")
            if foreign and ("/" not in name or not is_label_key(name) or name.startswith("requests.")):
                lint.refused(node, pod.obj, f"there is no resource {name}", "write its whole name, with the domain")
            elif amount is not None and amount < 0:
                lint.refused(node, pod.obj, f"{name} is less than nothing", "write 0 or more")
            elif name not in OWN and amount is not None:
                _look_at_device(lint, pod, name, node, amount, limits.get(name))


def _look_at_device(lint: ManifestLint, pod: Pod, name: str, node: Node, amount: int, limit: Node | None) -> None:
    if amount % ONE:
        lint.refused(node, pod.obj, f"{name} comes in whole numbers", "write a whole number")
    elif limit is None:
        lint.refused(node, pod.obj, f"{name} is requested and not limited", "say it under limits, too")
    elif (most := _amount(limit)) is not None and most > amount:
        why = f"as much of {name} is requested as it is limited to"
        lint.refused(node, pod.obj, why, f"request {limit.value}", related=[limit])


def _amount(node: Node) -> int | None:
    try:
        return parse_quantity(str(node.value))
    except Bad:
        return None
