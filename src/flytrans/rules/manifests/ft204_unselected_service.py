"""A Service that selects no pod.

Its traffic goes nowhere.

Why: a Service finds pods by all the labels of its selector; no workload among these files has them all.

Wrong:

    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: wbe}
      ports: [{port: 80}]
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {app: web}}
    spec:
      containers: [{name: web, image: nginx}]

Instead: use the labels that the pods have.

    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: web}
      ports: [{port: 80}]
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {app: web}}
    spec:
      containers: [{name: web, image: nginx}]

Source: Kubernetes documentation, concepts/services-networking/service.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import namespace_of
from flytrans.rules.manifest_lint import ManifestLint

SEVERITY = "warning"


def find(lint: ManifestLint) -> None:
    files = lint.files_with_pods()
    for service in lint.objects.of("Service"):
        selector = service.at("spec", "selector")
        if selector is None or not selector.value or lint.selected(service):
            continue
        here = lint.place(service)
        if here is None or here.file not in files.get(namespace_of(service), ()):
            continue
        wanted = ", ".join(f"{key}: {node.value}" for key, node in selector.items())
        lint.found(
            selector, f"its traffic goes nowhere: no pod here has the labels {wanted}", "use the labels of the pods"
        )
