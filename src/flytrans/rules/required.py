"""What containers and volumes cannot do without.

Source: Kubernetes pkg/apis/core/validation/validation.go: validateContainers, validateHandler, ValidateEnv,
validateVolumeSource and the functions that these call.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.manifest_lint import listed
from flytrans.tree.node import Node, text_at

PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
HANDLERS = {
    "exec": ("command",),
    "httpGet": ("port",),
    "tcpSocket": ("port",),
    "grpc": ("port",),
    "sleep": ("seconds",),
}
"""What each kind of handler has to say."""
VOLUMES = {
    "awsElasticBlockStore": ("volumeID",),
    "configMap": ("name",),
    "csi": ("driver",),
    "gcePersistentDisk": ("pdName",),
    "hostPath": ("path",),
    "nfs": ("server", "path"),
    "persistentVolumeClaim": ("claimName",),
    "secret": ("secretName",),
}
"""What each source of a volume has to say."""


def container_lacks(container: Node) -> Iterator[str]:
    """The fields that are missing in a container."""
    yield from (key for key in ("name", "image") if not text_at(container, key))
    for index, port in enumerate(listed(container, "ports")):
        if port.get("containerPort") is None:
            yield f"ports[{index}].containerPort"
    for index, entry in enumerate(listed(container, "env")):
        yield from _env_lacks(entry, f"env[{index}]")
    for index, source in enumerate(listed(container, "envFrom")):
        kinds = [kind for kind in ("configMapRef", "secretRef") if source.get(kind) is not None]
        yield from (f"envFrom[{index}].{kind}.name" for kind in kinds if not text_at(source, kind, "name"))
        if not kinds:
            yield f"configMapRef or secretRef in envFrom[{index}]"
    for index, mount in enumerate(listed(container, "volumeMounts")):
        yield from (f"volumeMounts[{index}].{key}" for key in ("name", "mountPath") if not text_at(mount, key))
    for key in PROBES:
        probe = container.get(key)
        if probe is not None:
            yield from _handler_lacks(probe, key)
    for hook in ("postStart", "preStop"):
        handler = container.at("lifecycle", hook)
        if handler is not None:
            yield from _handler_lacks(handler, f"lifecycle.{hook}")


def _env_lacks(entry: Node, where: str) -> Iterator[str]:
    if not text_at(entry, "name"):
        yield f"{where}.name"
    for key in ("configMapKeyRef", "secretKeyRef"):
        reference = entry.at("valueFrom", key)
        if reference is not None:
            yield from (f"{where}.valueFrom.{key}.{part}" for part in ("name", "key") if not text_at(reference, part))
    for key, part in (("fieldRef", "fieldPath"), ("resourceFieldRef", "resource")):
        reference = entry.at("valueFrom", key)
        if reference is not None and not text_at(reference, part):
            yield f"{where}.valueFrom.{key}.{part}"


def _projection_lacks(volume: Node) -> Iterator[str]:
    """Volumes that are put together from others, or ask for one of their own."""
    for index, source in enumerate(listed(volume.get("projected") or Node({}), "sources")):
        for kind in ("configMap", "secret"):
            if source.get(kind) is not None and not text_at(source, kind, "name"):
                yield f"projected.sources[{index}].{kind}.name"
    for index, item in enumerate(listed(volume.get("downwardAPI") or Node({}), "items")):
        if item.get("fieldRef") is None and item.get("resourceFieldRef") is None:
            yield f"fieldRef or resourceFieldRef in downwardAPI.items[{index}]"
    template = volume.at("ephemeral", "volumeClaimTemplate")
    if template is not None:
        lacking = claim_lacks(template.get("spec") or Node({}))
        yield from (f"ephemeral.volumeClaimTemplate.spec.{key}" for key in lacking)


def claim_lacks(spec: Node) -> Iterator[str]:
    """The fields that are missing in a claim of a volume."""
    if not listed(spec, "accessModes"):
        yield "accessModes"
    if spec.at("resources", "requests", "storage") is None:
        yield "resources.requests.storage"


def backend_lacks(backend: Node | None) -> Iterator[str]:
    """The fields that are missing in a backend of an Ingress."""
    service = backend.get("service") if backend is not None else None
    if backend is None or (service is None and backend.get("resource") is None):
        yield "backend"
    elif service is not None:
        if not text_at(service, "name"):
            yield "backend.service.name"
        if service.at("port", "number") is None and not text_at(service, "port", "name"):
            yield "backend.service.port"


def _handler_lacks(handler: Node, where: str) -> Iterator[str]:
    said = [kind for kind in HANDLERS if handler.get(kind) is not None]
    if not said:
        yield f"handler in {where}"
    for kind in said:
        for key in HANDLERS[kind]:
            if handler.at(kind, key) is None:
                yield f"{where}.{kind}.{key}"


def volume_lacks(volume: Node) -> Iterator[str]:
    """The fields that are missing in a volume."""
    if not text_at(volume, "name"):
        yield "name"
    for kind, keys in VOLUMES.items():
        source = volume.get(kind)
        if source is not None:
            yield from (f"{kind}.{key}" for key in keys if not text_at(source, key))
            for index, item in enumerate(listed(source, "items")):
                yield from (f"{kind}.items[{index}].{key}" for key in ("key", "path") if not text_at(item, key))
    yield from _projection_lacks(volume)
