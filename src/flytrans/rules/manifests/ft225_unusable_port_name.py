"""A name of a port that Kubernetes does not take.

The API server refuses the object.

Why: the name of a container's port has at most 15 lower-case letters, digits and dashes, and a letter among them; a
pod has each only once. A Service's port may be named longer, but finds the container's by its short name.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{name: administration-ui, containerPort: 8080}]

Instead: name it shorter.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{name: admin-ui, containerPort: 8080}]

Source: Kubernetes apimachinery pkg/util/validation IsValidPortName; pkg/apis/core/validation/validation.go
validateContainerPorts, validateServicePort.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint, Pod, backends_of, listed
from flytrans.rules.naming import is_label, is_port_name
from flytrans.rules.required import PROBES
from flytrans.tree.node import Node, text_at

SEVERITY = "error"
FIX = "use at most 15 of a-z, 0-9 and -"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        for container in pod.containers:
            _look_at(lint, pod, container)
    for service in lint.objects.of("Service"):
        for port in listed(service.get("spec") or Node({}), "ports"):
            name, target = text_at(port, "name"), text_at(port, "targetPort")
            if name and not is_label(name):
                lint.refused(port.get("name"), service, "a port cannot be named so", "use a-z, 0-9 and -")
            if target and not is_port_name(target):
                lint.refused(port.get("targetPort"), service, "no port of a pod can be named so", FIX)
    for ingress in lint.objects.of("Ingress"):
        for backend in backends_of(ingress):
            name = text_at(backend, "service", "port", "name")
            if name and not is_port_name(name):
                lint.refused(backend.at("service", "port", "name"), ingress, "no port can be named so", FIX)


def _look_at(lint: ManifestLint, pod: Pod, container: Node) -> None:
    seen: dict[str, Node] = {}
    for port in listed(container, "ports"):
        name = text_at(port, "name")
        if name and not is_port_name(name):
            lint.refused(port.get("name"), pod.obj, "a port cannot be named so", FIX)
        elif name in seen:
            lint.refused(port.get("name"), pod.obj, f"two ports are named {name}", "rename one", related=[seen[name]])
        if name:
            seen[name] = port
    for probe in PROBES:
        for action in ("httpGet", "tcpSocket"):
            node = container.at(probe, action, "port")
            if node is not None and isinstance(node.value, str) and not is_port_name(node.value):
                lint.refused(node, pod.obj, "no port can be named so", "write the number without quotes, or a name")
