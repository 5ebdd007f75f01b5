"""Parts of an object that do not go together, and those that just do; verdicts as in `test_refused_manifests`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lawful.manifests import PATH, TARGET, made

from flytrans.rules.manifest_run import lint_manifests

FIRST = "spec.containers.0"
CLASS = "kubernetes.io/ingress.class"
SELECTED = {"matchLabels": {"app": "web"}}
CPU = {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 50}}


def classed(annotation: str, name: str) -> dict[str, Any]:
    rules = [{"host": "web.example", "http": {"paths": [PATH]}}]
    meta = {"name": "web", "annotations": {CLASS: annotation}}
    return {"metadata": meta, "spec": {"ingressClassName": name, "rules": rules}}


def mounted(*mounts: dict[str, Any]) -> dict[str, Any]:
    """A Pod's spec with mounts of one empty volume."""
    container = {"name": "c", "image": "a", "volumeMounts": [{"name": "a", **mount} for mount in mounts]}
    return {"volumes": [{"name": "a", "emptyDir": {}}], "containers": [container]}


REFUSED: list[tuple[str, str, Any, str]] = [
    ("Service", "spec.ports", [{"name": "a", "port": 80}, {"name": "a", "port": 81}], "FT202"),
    ("Service", "spec.ports", [{"name": "a", "port": 80}, {"name": "b", "port": 80}], "FT202"),
    ("Pod", f"{FIRST}.volumeMounts", [{"name": "a", "mountPath": "/a"}], "FT205"),
    ("Pod", "spec", mounted({"mountPath": "/a"}, {"mountPath": "/a"}), "FT205"),
    ("Pod", f"{FIRST}.resources", {"requests": {"cpu": "2"}, "limits": {"cpu": "1"}}, "FT207"),
    ("Job", "spec.template.spec.restartPolicy", "Always", "FT208"),
    ("Deployment", "spec.template.spec.restartPolicy", "Never", "FT208"),
    ("CronJob", "spec.jobTemplate.spec.template.spec.restartPolicy", "Always", "FT208"),
    ("Pod", f"{FIRST}.name", "", "FT213"),
    ("Pod", f"{FIRST}.envFrom", [{}], "FT213"),
    ("Pod", f"{FIRST}.env", [{"value": "a"}], "FT213"),
    ("Pod", f"{FIRST}.env", [{"name": "A", "valueFrom": {"resourceFieldRef": {}}}], "FT213"),
    ("Pod", f"{FIRST}.lifecycle", {"postStart": {"tcpSocket": {}}}, "FT213"),
    ("Pod", f"{FIRST}.startupProbe", {"grpc": {}}, "FT213"),
    ("Pod", "spec.volumes", [{"emptyDir": {}}], "FT213"),
    ("Pod", "spec.volumes", [{"name": "a", "configMap": {}}], "FT213"),
    ("Pod", "spec.volumes", [{"name": "a", "persistentVolumeClaim": {}}], "FT213"),
    ("Pod", "spec.volumes", [{"name": "a", "downwardAPI": {"items": [{"path": "a"}]}}], "FT213"),
    ("Pod", "spec.volumes", [{"name": "a", "projected": {"sources": [{"secret": {}}]}}], "FT213"),
    ("Ingress", "spec.rules.0.http.paths.0.backend", {"service": {"port": {"number": 80}}}, "FT213"),
    ("Pod", f"{FIRST}.resources", {"limits": {"cpu": "1"}, "requests": {"cpu": "x"}}, "FT004"),
    ("Deployment", "spec.selector", {**SELECTED, "matchExpressions": [{"key": "app", "operator": "In"}]}, "FT213"),
    ("Deployment", "spec.selector", {**SELECTED, "matchExpressions": [{"key": "app", "operator": "NotIn"}]}, "FT213"),
    ("Pod", "spec.hostAliases", [{"hostnames": ["a"]}], "FT213"),
    ("Ingress", "spec.defaultBackend", {"service": {"name": "a"}}, "FT213"),
    ("Ingress", "spec.defaultBackend", {}, "FT213"),
    ("HorizontalPodAutoscaler", "spec.scaleTargetRef", {"apiVersion": "apps/v1", "kind": "Deployment"}, "FT213"),
    ("HorizontalPodAutoscaler", "spec.scaleTargetRef", {"apiVersion": "apps/v1", "name": "web"}, "FT213"),
    ("HorizontalPodAutoscaler", "spec.metrics", [{"type": "Resource", "resource": {**CPU, "name": ""}}], "FT213"),
    (
        "HorizontalPodAutoscaler",
        "spec.metrics",
        [
            {
                "type": "ContainerResource",
                "containerResource": {"name": "cpu", "container": "a", "target": {"type": "Value"}},
            }
        ],
        "FT213",
    ),
    ("HorizontalPodAutoscaler", "spec", {"scaleTargetRef": TARGET, "minReplicas": 2, "maxReplicas": 1}, "FT217"),
    ("Pod", "spec.tolerations", [{"operator": "Equal", "value": "a"}], "FT217"),
    ("Pod", "spec.tolerations", [{"operator": "Equal"}], "FT217"),
    ("Pod", "spec.tolerations", [{"key": "a", "tolerationSeconds": 3}], "FT217"),
    (
        "Pod",
        f"{FIRST}.securityContext",
        {"capabilities": {"add": ["CAP_SYS_ADMIN"]}, "allowPrivilegeEscalation": False},
        "FT217",
    ),
    ("Pod", f"{FIRST}.securityContext", {"windowsOptions": {"hostProcess": True}}, "FT217"),
    ("Ingress", "", classed("a", "b"), "FT217"),
    ("Service", "spec", {"type": "ClusterIP", "externalTrafficPolicy": "Local", "ports": [{"port": 80}]}, "FT217"),
    ("Job", "spec.completions", -1, "FT218"),
    ("CronJob", "spec.successfulJobsHistoryLimit", -1, "FT218"),
    ("PodDisruptionBudget", "spec", {"minAvailable": -1}, "FT218"),
    ("PodDisruptionBudget", "spec", {"minAvailable": "101%"}, "FT218"),
    ("Deployment", "spec.progressDeadlineSeconds", 0, "FT218"),
    ("Pod", "spec.activeDeadlineSeconds", 0, "FT218"),
    (
        "Pod",
        f"{FIRST}.resources",
        {"requests": {"nvidia.com/gpu": 1}, "limits": {"nvidia.com/gpu": 2}},
        "FT220",
    ),
    ("Service", "spec.sessionAffinity", "Client", "FT221"),
    ("Pod", "spec.restartPolicy", "always", "FT221"),
    ("Pod", "spec.dnsPolicy", "Cluster", "FT221"),
    ("Pod", "spec", mounted({"mountPath": "/a", "subPath": "../b"}), "FT223"),
    ("Pod", "spec", mounted({"mountPath": "/a", "subPath": "/b"}), "FT223"),
    (
        "Pod",
        "spec.volumes",
        [{"name": "a", "configMap": {"name": "a", "items": [{"key": "a", "path": "../a"}]}}],
        "FT223",
    ),
    (
        "Pod",
        "spec.volumes",
        [{"name": "a", "configMap": {"name": "a", "items": [{"key": "a", "path": "/a"}]}}],
        "FT223",
    ),
    ("Pod", f"{FIRST}.ports", [{"name": "a", "containerPort": 80}, {"name": "a", "containerPort": 81}], "FT225"),
    ("Pod", "spec.securityContext", {"seccompProfile": {"type": "Localhost"}}, "FT227"),
    ("Pod", "spec.securityContext", {"seccompProfile": {"type": "RuntimeDefault", "localhostProfile": "a"}}, "FT227"),
    ("Pod", f"{FIRST}.securityContext", {"appArmorProfile": {"type": "Localhost"}}, "FT227"),
]
TAKEN: list[tuple[str, str, Any]] = [
    ("Service", "spec.ports", [{"name": "a", "port": 80}, {"name": "b", "port": 80, "protocol": "UDP"}]),
    ("Service", "spec", {"type": "NodePort", "externalTrafficPolicy": "Local", "ports": [{"port": 80}]}),
    ("Service", "spec", {"type": "LoadBalancer", "ports": [{"port": 80}], "loadBalancerSourceRanges": ["10.0.0.0/8"]}),
    ("Service", "metadata.name", "9web"),
    ("Pod", "spec", mounted({"mountPath": "/a"}, {"mountPath": "/b", "subPath": "b/c"})),
    ("Pod", f"{FIRST}.resources", {"requests": {"cpu": "1"}, "limits": {"cpu": "1000m"}}),
    ("Pod", f"{FIRST}.ports", [{"name": "a", "containerPort": 80}, {"name": "b", "containerPort": 81}]),
    ("Pod", f"{FIRST}.securityContext", {"privileged": False, "allowPrivilegeEscalation": False}),
    ("Pod", "spec.securityContext", {"seccompProfile": {"type": "Localhost", "localhostProfile": "a"}}),
    ("Pod", "spec.tolerations", [{"key": "a", "effect": "NoExecute", "tolerationSeconds": 3}]),
    ("Deployment", "spec.selector", {**SELECTED, "matchExpressions": [{"key": "app", "operator": "Exists"}]}),
    ("HorizontalPodAutoscaler", "spec.metrics", [{"type": "Resource", "resource": CPU}]),
    ("HorizontalPodAutoscaler", "spec", {"scaleTargetRef": TARGET, "minReplicas": 2, "maxReplicas": 2}),
    ("Ingress", "", classed("a", "a")),
]


def errors(obj: dict[str, Any]) -> list[str]:
    problems = lint_manifests({"app.json": json.dumps(obj)})
    return [problem.finding.code for problem in problems if problem.finding.severity == "error"]


@pytest.mark.parametrize(("kind", "path", "value", "code"), REFUSED)
def test_parts_that_a_server_does_not_take_together(kind: str, path: str, value: Any, code: str) -> None:
    assert errors(made(kind, path, value)) == [code]


@pytest.mark.parametrize(("kind", "path", "value"), TAKEN)
def test_parts_that_a_server_takes_together(kind: str, path: str, value: Any) -> None:
    assert errors(made(kind, path, value)) == []
