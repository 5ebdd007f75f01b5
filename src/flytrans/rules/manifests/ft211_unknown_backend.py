"""An Ingress to a port that the Service does not have.

Requests get an error: the controller has no backend for them.

Why: a backend names a Service, and one of its ports by number or name.

Wrong:

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      defaultBackend: {service: {name: web, port: {number: 8080}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      ports: [{name: http, port: 80}]

Instead: use the Service's own port, not the container's.

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      defaultBackend: {service: {name: web, port: {number: 80}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      ports: [{name: http, port: 80}]

Source: Kubernetes documentation, concepts/services-networking/ingress.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import namespace_of
from flytrans.rules.manifest_lint import ManifestLint, backends_of, listed
from flytrans.rules.speech import joined
from flytrans.tree.node import text_at

SEVERITY = "warning"


def find(lint: ManifestLint) -> None:
    for ingress in lint.objects.of("Ingress"):
        for backend in (found for whole in backends_of(ingress) if (found := whole.get("service")) is not None):
            service = lint.objects.get("Service", namespace_of(ingress), text_at(backend, "name"))
            spec = service.get("spec") if service is not None else None
            if spec is None:
                continue
            ports = listed(spec, "ports")
            number, name = backend.at("port", "number"), backend.at("port", "name")
            node, key = (number, "port") if number is not None else (name, "name")
            there = [found.value for port in ports if (found := port.get(key)) is not None]
            if node is not None and node.value not in there:
                lint.found(
                    node,
                    f"requests get an error: the Service has no port {node.value}",
                    f"it has {joined(there)}" if there else "",
                )
