"""The smallest manifests that an API server takes, and one value of them changed."""

from __future__ import annotations

import json
from typing import Any

CONTAINER = {"name": "web", "image": "nginx", "ports": [{"name": "http", "containerPort": 80}]}
TEMPLATE = {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web", "image": "nginx"}]}}
ONCE = {"spec": {"restartPolicy": "Never", "containers": [{"name": "once", "image": "busybox"}]}}
PATH = {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"number": 80}}}}
SELECTOR = {"matchLabels": {"app": "web"}}
STORAGE = {"resources": {"requests": {"storage": "1Gi"}}}
TARGET = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}
OBJECTS: dict[str, tuple[str, dict[str, Any]]] = {
    "Pod": ("v1", {"spec": {"containers": [CONTAINER]}}),
    "Deployment": ("apps/v1", {"spec": {"selector": SELECTOR, "template": TEMPLATE}}),
    "StatefulSet": ("apps/v1", {"spec": {"selector": SELECTOR, "template": TEMPLATE}}),
    "Service": ("v1", {"spec": {"selector": {"app": "web"}, "ports": [{"name": "http", "port": 80}]}}),
    "Ingress": ("networking.k8s.io/v1", {"spec": {"rules": [{"host": "web.example", "http": {"paths": [PATH]}}]}}),
    "Job": ("batch/v1", {"spec": {"template": ONCE}}),
    "CronJob": ("batch/v1", {"spec": {"schedule": "0 3 * * *", "jobTemplate": {"spec": {"template": ONCE}}}}),
    "ConfigMap": ("v1", {"data": {"a": "b"}}),
    "Secret": ("v1", {"stringData": {"a": "b"}}),
    "PersistentVolumeClaim": ("v1", {"spec": {"accessModes": ["ReadWriteOnce"], **STORAGE}}),
    "HorizontalPodAutoscaler": ("autoscaling/v2", {"spec": {"scaleTargetRef": TARGET, "maxReplicas": 3}}),
    "PodDisruptionBudget": ("policy/v1", {"spec": {"selector": SELECTOR}}),
    "NetworkPolicy": ("networking.k8s.io/v1", {"spec": {"podSelector": {}}}),
}
GONE = object()
"""In place of a value that is taken out."""


def made(kind: str, path: str, value: Any) -> dict[str, Any]:
    """The object of a kind with one value changed."""
    version, rest = OBJECTS[kind]
    obj: Any = {"apiVersion": version, "kind": kind, "metadata": {"name": "web"}, **json.loads(json.dumps(rest))}
    if not path:
        return dict(obj, **value)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    here = obj
    for step in steps:
        here = here[step] if isinstance(step, int) else here.setdefault(step, {})
    if value is GONE:
        del here[last]
    else:
        here[last] = value
    return dict(obj)
