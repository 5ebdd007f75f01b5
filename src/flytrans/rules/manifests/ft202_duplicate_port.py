"""The same port twice.

In a Service the API server refuses it. In a pod only one of the two counts.

Why: a port is told by its number and protocol, in a Service by its name as well.

Wrong:

    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: web}
      ports:
      - {name: http, port: 80}
      - {name: http, port: 81}

Instead: give each its own number and name.

    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: web}
      ports:
      - {name: http, port: 80}
      - {name: admin, port: 81}

Source: Kubernetes pkg/apis/core/validation/validation.go ValidateService, validateContainerPorts.
"""

from __future__ import annotations

from flytrans.diagnostics.finding import Severity
from flytrans.rules.manifest_lint import ManifestLint, listed
from flytrans.tree.node import Node, text_at

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for service in lint.objects.of("Service"):
        spec = service.get("spec")
        ports = listed(spec, "ports") if spec is not None else []
        _twice(lint, ports, "port", "the API server refuses the Service")
        seen: dict[str, Node] = {}
        for port in ports:
            name = text_at(port, "name")
            message = f"two ports are named {name}" if name in seen else ""
            if not name and len(ports) > 1:
                message = "a port of several has no name" if "" not in seen else ""
            if message:
                node = port.get("name") or port.get("port")
                related = [seen[name]] if name in seen else []
                lint.found(node, f"the API server refuses the Service: {message}", "name each", related=related)
            seen[name] = port
    for pod in lint.drafts:
        for container in pod.containers:
            _twice(lint, listed(container, "ports"), "containerPort", "")


def _twice(lint: ManifestLint, ports: list[Node], key: str, effect: str) -> None:
    seen: dict[tuple[object, str], Node] = {}
    for port in ports:
        node = port.get(key)
        if node is None:
            continue
        which = (node.value, text_at(port, "protocol") or "TCP")
        if which in seen:
            told = f"port {node.value} is there twice"
            severity: Severity | None = None if effect else "warning"
            lint.found(
                node, f"{effect}: {told}" if effect else told, "keep one", severity=severity, related=[seen[which]]
            )
        seen[which] = node
