"""A port is named that no container has.

A probe with such a name fails for ever, so the pod never gets traffic or is restarted again and again; a Service
sends its traffic nowhere.

Why: a name stands for the port of that name in the pod.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{name: http, containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: web}}

Instead: use the container's own name for it.

    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{name: http, containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: http}}

Source: Kubernetes pkg/probe/util.go ResolveContainerPort; pkg/api/v1/service/util FindPort.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.manifest_lint import ManifestLint, Pod, listed
from flytrans.rules.speech import joined
from flytrans.tree.node import Node, text_at

SEVERITY = "warning"
PROBES = ("readinessProbe", "livenessProbe", "startupProbe")


def find(lint: ManifestLint) -> None:
    for pod in lint.pods:
        for container, node in _probe_ports(pod):
            names = [text_at(port, "name") for port in listed(container, "ports") if text_at(port, "name")]
            if node.value not in names:
                lint.found(
                    node, f"the probe fails for ever: {_no_port(names, node.value)}", "write the port's number or name"
                )
    for service in lint.objects.of("Service"):
        pods = lint.selected(service)
        spec = service.get("spec")
        for port in listed(spec, "ports") if spec is not None and pods else ():
            target = port.get("targetPort")
            if target is None or not isinstance(target.value, str) or target.value.isdigit():
                continue
            if not any(pod.has_port(target.value) for pod in pods):
                lint.found(
                    target,
                    f"its traffic goes nowhere: no pod that it selects has a port {target.value}",
                    "name a port of the pods",
                )


def _probe_ports(pod: Pod) -> Iterator[tuple[Node, Node]]:
    for container in pod.containers:
        for probe in PROBES:
            for action in ("httpGet", "tcpSocket"):
                node = container.at(probe, action, "port")
                if node is not None and isinstance(node.value, str) and not node.value.isdigit():
                    yield container, node


def _no_port(names: list[str], name: str) -> str:
    return f"there is no port {name}" + (f", only {joined(names)}" if names else "; the container names none")
