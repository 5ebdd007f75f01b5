"""A path that Kubernetes does not take.

The API server refuses the object.

Why: the path of an Ingress begins with a slash; a part of a volume is named from its top, without a slash before it or
two dots in it.

Wrong:

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
      - http:
          paths:
          - path: api
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}

Instead: write it from the root.

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
      - http:
          paths:
          - path: /api
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}

Source: Kubernetes pkg/apis/networking/validation/validation.go validateHTTPIngressPath,
pkg/apis/core/validation/validation.go ValidateVolumeMounts, validateLocalDescendingPath.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint, Pod, listed, paths_of
from flytrans.tree.node import Node, text_at

SEVERITY = "error"
BROKEN = ("//", "/./", "/../", "%2f", "%2F")


def find(lint: ManifestLint) -> None:
    for ingress in lint.objects.of("Ingress"):
        for path in paths_of(ingress):
            _look_at_route(lint, ingress, path)
    for pod in lint.drafts:
        for container in pod.containers:
            for mount in listed(container, "volumeMounts"):
                _look_at_mount(lint, pod, mount)
        _look_at_volumes(lint, pod)


def _look_at_route(lint: ManifestLint, ingress: Node, path: Node) -> None:
    route, kind = text_at(path, "path"), text_at(path, "pathType")
    if kind in ("Exact", "Prefix"):
        if not route.startswith("/"):
            lint.refused(path.get("path") or path, ingress, "a path begins with /", f"write /{route}")
        elif any(part in route for part in BROKEN) or route.endswith(("/..", "/.")):
            lint.refused(path.get("path"), ingress, "a path has no //, /. or /.. in it", "write it without")
    elif kind and route and not route.startswith("/"):
        lint.refused(path.get("path"), ingress, "a path begins with /", f"write /{route}")


def _look_at_mount(lint: ManifestLint, pod: Pod, mount: Node) -> None:
    for key in ("subPath", "subPathExpr"):
        _must_descend(lint, pod, mount.get(key))
    if text_at(mount, "subPath") and text_at(mount, "subPathExpr"):
        lint.refused(mount.get("subPathExpr"), pod.obj, "subPath and subPathExpr are both there", "keep one")


def _look_at_volumes(lint: ManifestLint, pod: Pod) -> None:
    for volume in listed(pod.spec, "volumes"):
        for source in ("configMap", "secret"):
            for item in listed(volume.get(source) or Node({}), "items"):
                _must_descend(lint, pod, item.get("path"))
        if ".." in text_at(volume, "hostPath", "path").split("/"):
            lint.refused(volume.at("hostPath", "path"), pod.obj, "the path has .. in it", "write it without")
        shared = volume.at("nfs", "path")
        if shared is not None and not text_at(volume, "nfs", "path").startswith("/"):
            lint.refused(shared, pod.obj, "the path of an NFS share begins with /", f"write /{shared.value}")


def _must_descend(lint: ManifestLint, pod: Pod, node: Node | None) -> None:
    path = node.value if node is not None else ""
    if isinstance(path, str) and (path.startswith("/") or ".." in path.split("/")):
        lint.refused(node, pod.obj, "the path leads out of the volume", "write it from the volume's top, without ..")
