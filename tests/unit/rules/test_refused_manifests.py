"""What an API server refuses has one finding of its own rule, and what it takes has none.

Each verdict was seen from a real server (1.37); `make oracle` asks it again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lawful.manifests import GONE, SELECTOR, STORAGE, TEMPLATE, made

import flytrans
from flytrans.rules.manifest_run import lint_manifests

FIRST = "spec.containers.0"
ROUTE = "spec.rules.0.http.paths.0"
REQUIRED, PREFERRED = (f"{kind}DuringSchedulingIgnoredDuringExecution" for kind in ("required", "preferred"))
PROBE = {"tcpSocket": {"port": 80}}

REFUSED: list[tuple[str, str, Any, str]] = [
    ("Deployment", "spec.selector.matchLabels.app", "shop", "FT201"),
    ("Deployment", "spec.selector", {"matchExpressions": [{"key": "app", "operator": "In", "values": ["x"]}]}, "FT201"),
    ("Deployment", "spec.selector", {"matchExpressions": [{"key": "tier", "operator": "Exists"}]}, "FT201"),
    ("CronJob", "metadata.name", "a" * 53, "FT209"),
    ("Job", "metadata.name", "a" * 64, "FT209"),
    ("StatefulSet", "metadata.name", "web.one", "FT209"),
    ("Service", "metadata.name", "web.one", "FT209"),
    ("Pod", f"{FIRST}.name", "web.one", "FT209"),
    ("Pod", f"{FIRST}.env", [{"name": "A=B"}], "FT209"),
    ("Pod", "spec.volumes", [{"name": "a.b", "emptyDir": {}}], "FT209"),
    ("Deployment", "spec.selector", GONE, "FT213"),
    ("Deployment", "spec.template.spec.containers", [], "FT213"),
    ("Pod", f"{FIRST}.image", GONE, "FT213"),
    ("Pod", f"{FIRST}.ports.0.containerPort", GONE, "FT213"),
    ("Pod", f"{FIRST}.env", [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "a"}}}], "FT213"),
    ("Pod", f"{FIRST}.envFrom", [{"configMapRef": {}}], "FT213"),
    ("Pod", f"{FIRST}.readinessProbe", {"periodSeconds": 3}, "FT213"),
    ("Pod", f"{FIRST}.livenessProbe", {"httpGet": {"path": "/"}}, "FT213"),
    ("Pod", f"{FIRST}.lifecycle", {"preStop": {"exec": {}}}, "FT213"),
    ("Pod", "spec.volumes", [{"name": "a", "secret": {}}], "FT213"),
    ("Pod", "spec.dnsPolicy", "None", "FT213"),
    ("StatefulSet", "spec.volumeClaimTemplates", [{"metadata": {"name": "data"}, "spec": {}}], "FT213"),
    ("Service", "spec.ports", GONE, "FT213"),
    ("Service", "spec.ports", [{"name": "http"}], "FT213"),
    ("Service", "spec", {"type": "ExternalName"}, "FT213"),
    ("Ingress", "spec", {}, "FT213"),
    ("Ingress", f"{ROUTE}.pathType", GONE, "FT213"),
    ("Ingress", f"{ROUTE}.backend.service.port", {}, "FT213"),
    ("Ingress", "spec.rules.0.http.paths", [], "FT213"),
    ("CronJob", "spec.schedule", GONE, "FT213"),
    ("PersistentVolumeClaim", "spec.accessModes", GONE, "FT213"),
    ("HorizontalPodAutoscaler", "spec.maxReplicas", GONE, "FT213"),
    ("HorizontalPodAutoscaler", "spec.scaleTargetRef.apiVersion", GONE, "FT213"),
    ("Pod", "spec.serviceAccountName", "Web Account", "FT214"),
    ("Pod", f"{FIRST}.image", "nginx ", "FT214"),
    ("Ingress", "spec.rules.0.host", "http://web.example", "FT214"),
    ("Ingress", "spec.rules.0.host", "10.0.0.1", "FT214"),
    ("Ingress", "spec.ingressClassName", "NGINX", "FT214"),
    ("Service", "spec", {"type": "ExternalName", "externalName": "db.example:5432"}, "FT214"),
    ("Pod", "metadata.labels", {"team": "shop front"}, "FT216"),
    ("Deployment", "spec.template.metadata.labels.a b", "c", "FT216"),
    ("Pod", "spec.nodeSelector", {"disk": "-ssd"}, "FT216"),
    ("Pod", "metadata.annotations", {"a b": "c"}, "FT216"),
    (
        "Pod",
        f"{FIRST}.env",
        [{"name": "A", "value": "b", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}],
        "FT217",
    ),
    ("Pod", f"{FIRST}.readinessProbe", {**PROBE, "exec": {"command": ["true"]}}, "FT217"),
    ("Pod", f"{FIRST}.securityContext", {"privileged": True, "allowPrivilegeEscalation": False}, "FT217"),
    ("Pod", "spec.tolerations", [{"key": "a", "operator": "Exists", "value": "b"}], "FT217"),
    ("Pod", "spec.volumes", [{"name": "a", "emptyDir": {}, "hostPath": {"path": "/a"}}], "FT217"),
    ("Deployment", "spec.strategy", {"type": "Recreate", "rollingUpdate": {"maxSurge": 1}}, "FT217"),
    ("Deployment", "spec.strategy.rollingUpdate", {"maxSurge": 0, "maxUnavailable": "0%"}, "FT217"),
    ("PodDisruptionBudget", "spec", {"minAvailable": 1, "maxUnavailable": 1, "selector": SELECTOR}, "FT217"),
    ("HorizontalPodAutoscaler", "spec.minReplicas", 4, "FT217"),
    ("HorizontalPodAutoscaler", "spec.minReplicas", 0, "FT217"),
    ("Ingress", f"{ROUTE}.backend.service.port", {"name": "http", "number": 80}, "FT217"),
    ("Service", "spec.ports.0.nodePort", 30080, "FT217"),
    ("Service", "spec", {"type": "NodePort", "clusterIP": "None", "ports": [{"port": 80}]}, "FT217"),
    ("PersistentVolumeClaim", "spec.accessModes", ["ReadWriteOncePod", "ReadWriteOnce"], "FT217"),
    ("Pod", f"{FIRST}.ports.0.containerPort", 80800, "FT218"),
    ("Pod", f"{FIRST}.livenessProbe", {**PROBE, "successThreshold": 2}, "FT218"),
    ("Pod", f"{FIRST}.readinessProbe", {**PROBE, "periodSeconds": -1}, "FT218"),
    ("Pod", "spec.volumes", [{"name": "a", "secret": {"secretName": "b", "defaultMode": 644 * 8}}], "FT218"),
    ("Deployment", "spec.replicas", -1, "FT218"),
    ("Pod", "spec.dnsConfig", {"nameservers": ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"]}, "FT218"),
    ("Pod", "spec.dnsConfig", {"nameservers": ["dns.example"]}, "FT230"),
    ("Deployment", "spec.strategy.rollingUpdate", {"maxSurge": "25"}, "FT218"),
    ("Deployment", "spec.strategy.rollingUpdate", {"maxUnavailable": "125%"}, "FT218"),
    ("Service", "spec.ports.0.port", 0, "FT218"),
    ("Ingress", f"{ROUTE}.backend.service.port.number", 80800, "FT218"),
    ("Job", "spec.backoffLimit", -1, "FT218"),
    ("HorizontalPodAutoscaler", "spec.maxReplicas", 0, "FT218"),
    ("ConfigMap", "data", {"conf.d/site.conf": ""}, "FT219"),
    ("ConfigMap", "binaryData", {"a": "YQ=="}, "FT219"),
    ("Secret", "type", "kubernetes.io/tls", "FT219"),
    ("Pod", f"{FIRST}.resources", {"limits": {"gpu": 1}}, "FT220"),
    ("Pod", f"{FIRST}.resources", {"requests": {"nvidia.com/gpu": 1}}, "FT220"),
    ("Pod", f"{FIRST}.resources", {"limits": {"nvidia.com/gpu": "500m"}}, "FT220"),
    ("Pod", f"{FIRST}.resources", {"requests": {"cpu": "-1"}}, "FT220"),
    ("PersistentVolumeClaim", "spec.resources.requests.storage", "0", "FT220"),
    ("Pod", f"{FIRST}.imagePullPolicy", "always", "FT221"),
    ("Pod", f"{FIRST}.ports.0.protocol", "HTTP", "FT221"),
    ("Pod", f"{FIRST}.env", [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "pod.name"}}}], "FT221"),
    ("Pod", "spec.tolerations", [{"key": "a", "effect": "NoRun"}], "FT221"),
    ("Deployment", "spec.strategy", {"type": "Rolling"}, "FT221"),
    ("StatefulSet", "spec.updateStrategy", {"type": "Recreate"}, "FT221"),
    ("Service", "spec.type", "Loadbalancer", "FT221"),
    ("Ingress", f"{ROUTE}.pathType", "prefix", "FT221"),
    ("CronJob", "spec.concurrencyPolicy", "forbid", "FT221"),
    ("PersistentVolumeClaim", "spec.accessModes", ["RWO"], "FT221"),
    ("NetworkPolicy", "spec.policyTypes", ["ingress"], "FT221"),
    ("Job", "spec.selector", {"matchLabels": {"controller-uid": "7f1c"}}, "FT222"),
    ("Pod", "spec.ephemeralContainers", [{"name": "debug", "image": "busybox"}], "FT222"),
    ("Pod", "metadata.ownerReferences", [{"apiVersion": "v1", "kind": "Node", "name": "a", "uid": ""}], "FT222"),
    ("Ingress", f"{ROUTE}.path", "api", "FT223"),
    ("Ingress", f"{ROUTE}.path", "/a//b", "FT223"),
    ("Pod", "spec.volumes", [{"name": "a", "hostPath": {"path": "/a/../b"}}], "FT223"),
    ("CronJob", "spec.schedule", "0 0 3 * * *", "FT224"),
    ("CronJob", "spec.schedule", "60 * * * *", "FT224"),
    ("CronJob", "spec.schedule", "TZ=UTC 0 3 * * *", "FT224"),
    ("CronJob", "spec.schedule", "@reboot", "FT224"),
    ("CronJob", "spec.timeZone", "Local", "FT224"),
    ("Pod", f"{FIRST}.ports.0.name", "administration-ui", "FT225"),
    ("Pod", f"{FIRST}.ports.0.name", "80", "FT225"),
    ("Pod", f"{FIRST}.readinessProbe", {"httpGet": {"port": "80"}}, "FT225"),
    ("Service", "spec.ports.0.targetPort", "HTTP", "FT225"),
    ("Pod", "spec.initContainers", [{"name": "i", "image": "b", "livenessProbe": PROBE}], "FT226"),
    ("Pod", f"{FIRST}.readinessProbe", {**PROBE, "terminationGracePeriodSeconds": 5}, "FT226"),
    ("Pod", "spec.securityContext", {"seccompProfile": {"type": "runtime/default"}}, "FT227"),
]
REFUSED += [
    ("Service", "spec.ports", [{"port": 80}, {"name": "b", "port": 81}], "FT202"),
    ("Service", "spec.ports", [{"port": 80}, {"port": 81}], "FT202"),
    ("Secret", "type", "kubernetes.io/basic-auth", "FT219"),
    ("Deployment", "spec.selector", {"matchLabels": {}}, "FT213"),
    ("Pod", f"{FIRST}.env", [{"name": "A", "valueFrom": {"fieldRef": {}}}], "FT213"),
    ("Pod", "spec.affinity", {"podAntiAffinity": {REQUIRED: [{"labelSelector": SELECTOR}]}}, "FT213"),
    (
        "Pod",
        "spec.affinity",
        {"nodeAffinity": {REQUIRED: {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "In"}]}]}}},
        "FT213",
    ),
    ("Pod", "spec.topologySpreadConstraints", [{"maxSkew": 1, "topologyKey": "a"}], "FT213"),
    ("Pod", "spec.volumes", [{"name": "a", "projected": {"sources": [{"configMap": {}}]}}], "FT213"),
    ("Pod", "spec.volumes", [{"name": "a", "ephemeral": {"volumeClaimTemplate": {"spec": {}}}}], "FT213"),
    ("HorizontalPodAutoscaler", "spec.metrics", [{"type": "Resource"}], "FT213"),
    (
        "HorizontalPodAutoscaler",
        "spec.metrics",
        [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization"}}}],
        "FT213",
    ),
    ("NetworkPolicy", "spec.ingress", [{"from": [{}]}], "FT213"),
    ("Pod", "spec.hostAliases", [{"ip": "10.0.0.1", "hostnames": ["A"]}], "FT214"),
    ("Pod", "spec.tolerations", [{"key": "a", "value": "b c"}], "FT216"),
    (
        "NetworkPolicy",
        "spec.ingress",
        [{"from": [{"ipBlock": {"cidr": "10.0.0.0/8"}, "podSelector": SELECTOR}]}],
        "FT217",
    ),
    (
        "Pod",
        "spec.affinity",
        {"podAntiAffinity": {PREFERRED: [{"weight": 0, "podAffinityTerm": {"topologyKey": "a"}}]}},
        "FT218",
    ),
    (
        "Pod",
        "spec.affinity",
        {
            "podAffinity": {
                REQUIRED: [
                    {"topologyKey": "a", "labelSelector": {"matchExpressions": [{"key": "a", "operator": "in"}]}}
                ]
            }
        },
        "FT221",
    ),
    ("Pod", "spec.hostAliases", [{"ip": "10.0.0", "hostnames": ["a"]}], "FT230"),
    ("Service", "spec.clusterIP", "10.0.0.300", "FT230"),
    (
        "Service",
        "spec",
        {"type": "LoadBalancer", "ports": [{"port": 80}], "loadBalancerSourceRanges": ["10.0.0.0"]},
        "FT230",
    ),
]
TAKEN: list[tuple[str, str, Any]] = [
    ("Pod", "metadata.name", "9.web"),
    ("CronJob", "metadata.name", "a" * 52),
    ("Pod", f"{FIRST}.ports.0.protocol", ""),
    ("Pod", f"{FIRST}.ports.0.hostPort", 0),
    (
        "Pod",
        f"{FIRST}.env",
        [{"name": "1 A"}, {"name": "B", "value": "", "valueFrom": {"fieldRef": {"fieldPath": "metadata.uid"}}}],
    ),
    ("Pod", f"{FIRST}.env", [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.labels['app']"}}}]),
    ("Pod", f"{FIRST}.envFrom", [{"prefix": "1a", "secretRef": {"name": "a"}}]),
    ("Pod", f"{FIRST}.readinessProbe", {**PROBE, "successThreshold": 2, "periodSeconds": 0}),
    ("Pod", f"{FIRST}.livenessProbe", {**PROBE, "terminationGracePeriodSeconds": 5}),
    ("Pod", f"{FIRST}.resources", {"limits": {"nvidia.com/gpu": 1, "memory": "512m", "ephemeral-storage": "1Gi"}}),
    ("Pod", "spec.initContainers", [{"name": "i", "image": "b", "restartPolicy": "Always", "livenessProbe": PROBE}]),
    ("Pod", "spec.volumes", [{"name": "a"}, {"name": "b", "persistentVolumeClaim": {"claimName": "X_"}}]),
    ("Pod", "spec.tolerations", [{"operator": "Exists"}]),
    ("Pod", "spec.terminationGracePeriodSeconds", -1),
    ("Pod", "metadata.annotations", {"A.b/c": "d", "container.apparmor.security.beta.kubernetes.io/web": "unconfined"}),
    ("Deployment", "spec.selector", {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["x"]}]}),
    ("Deployment", "spec.strategy", {"rollingUpdate": {"maxSurge": "150%", "maxUnavailable": 0}}),
    ("Deployment", "spec.strategy", {"type": "Recreate"}),
    ("Service", "metadata.name", "a" * 63),
    ("Service", "spec.ports.0.targetPort", 0),
    ("Service", "spec", {"clusterIP": "None"}),
    ("Service", "spec", {"type": "ExternalName", "externalName": "db.example."}),
    ("Ingress", "spec.rules.0.host", "*.web.example"),
    ("Ingress", "spec.rules.0.http", GONE),
    ("Ingress", f"{ROUTE}.pathType", "ImplementationSpecific"),
    ("Ingress", f"{ROUTE}.path", "/(.*)"),
    ("CronJob", "spec.schedule", "*/5 1-5/2 ? JAN SUN,MON"),
    ("CronJob", "spec.schedule", "1,,2 *-5 * * *"),
    ("CronJob", "spec.schedule", "@every 1h"),
    ("Job", "spec.template.spec.restartPolicy", "OnFailure"),
    ("ConfigMap", "data", {".a..b": "c"}),
    ("Secret", "type", "example.com/any"),
    ("Secret", "", {"type": "kubernetes.io/basic-auth", "stringData": {"username": "a"}}),
    ("PodDisruptionBudget", "metadata.name", "A b"),
    ("Ingress", "spec.tls", [{"hosts": ["10.0.0.1"]}]),
    ("Ingress", "spec.rules.0.host", "0"),
    (
        "StatefulSet",
        "spec",
        {
            "selector": SELECTOR,
            "template": {
                **TEMPLATE,
                "spec": {**TEMPLATE["spec"], "volumes": [{"name": "a", "persistentVolumeClaim": {}}]},
            },
            "volumeClaimTemplates": [
                {"metadata": {"name": "a"}, "spec": {"accessModes": ["ReadWriteOnce"], **STORAGE}}
            ],
        },
    ),
    ("NetworkPolicy", "spec.egress", [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]}}]}]),
    ("NetworkPolicy", "spec.ingress", [{"from": [{"podSelector": {}}]}]),
    ("NetworkPolicy", "spec.ingress", [{}]),
    ("Service", "spec.externalIPs", ["2001:db8::1"]),
    ("Service", "spec.clusterIP", ""),
    (
        "Pod",
        "spec.affinity",
        {"podAntiAffinity": {PREFERRED: [{"weight": 100, "podAffinityTerm": {"topologyKey": "a"}}]}},
    ),
    ("PersistentVolumeClaim", "spec.storageClassName", ""),
    ("PodDisruptionBudget", "spec", {"minAvailable": "50%"}),
]


def errors(obj: dict[str, Any]) -> list[str]:
    problems = lint_manifests({"app.json": json.dumps(obj)})
    return [problem.finding.code for problem in problems if problem.finding.severity == "error"]


@pytest.mark.parametrize(("kind", "path", "value", "code"), REFUSED)
def test_what_a_server_refuses_is_an_error_of_one_rule(kind: str, path: str, value: Any, code: str) -> None:
    assert errors(made(kind, path, value)) == [code]


@pytest.mark.parametrize(("kind", "path", "value"), TAKEN)
def test_what_a_server_takes_is_no_error(kind: str, path: str, value: Any) -> None:
    assert errors(made(kind, path, value)) == []


def test_a_placeholder_is_told_once_in_each_object() -> None:
    pod = made("Pod", "spec.serviceAccountName", "${NAME}")
    pod["metadata"]["name"] = "${NAME}"
    problems = lint_manifests({"app.json": json.dumps(pod)})
    assert [(problem.finding.code, problem.finding.severity) for problem in problems] == [("FT215", "warning")]


PART = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n"


@pytest.mark.parametrize("patches", ["patches: [{path: more.yaml}]", "patchesStrategicMerge: [more.yaml]"])
def test_what_a_kustomization_lays_over_others_need_not_be_whole(patches: str) -> None:
    kustomization = f"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n{patches}\n"
    assert [problem.finding.code for problem in lint_manifests({"web/more.yaml": PART})] == ["FT213"]
    assert lint_manifests({"web/more.yaml": PART, "web/kustomization.yaml": kustomization}) == []
    assert lint_manifests({"web/more.yaml": PART, "kustomization.yaml": kustomization}) != []


def test_a_kustomization_beside_or_above_counts_where_files_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "more.yaml").write_text(PART)
    assert [finding.code for finding in flytrans.lint("web")] == ["FT213"]
    (tmp_path / "kustomization.yaml").write_text("patches:\n- path: more.yaml\n")
    assert [finding.code for finding in flytrans.lint("web/more.yaml")] == ["FT213"]
    (tmp_path / "kustomization.yaml").write_text("patches:\n- path: web/more.yaml\n")
    assert flytrans.lint("web") == flytrans.lint(tmp_path / "web") == []


def found(*objects: dict[str, Any]) -> list[tuple[str, str]]:
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": objects})
    return [(p.finding.code, p.finding.message) for p in lint_manifests({"app.json": text})]


def test_what_is_referred_to_is_missed_where_others_of_its_kind_are() -> None:
    other = made("Service", "metadata.name", "other")
    ingress = made("Ingress", "metadata.name", "web")
    stateful = made("StatefulSet", "spec.serviceName", "web")
    assert found(ingress) == found(stateful) == []
    assert found(ingress, other) == [("FT210", "there is no Service web here; without it requests get an error")]
    assert found(stateful, other)[-1][0] == "FT210"
    scaler = made("HorizontalPodAutoscaler", "spec.maxReplicas", 2)
    deployment = made("Deployment", "metadata.name", "other")
    assert found(scaler) == found(scaler, made("Deployment", "metadata.name", "web")) == []
    assert found(scaler, deployment)[0][0] == "FT210"


CLAIM = {"accessModes": ["ReadWriteOnce"], "storageClassName": "standard", **STORAGE}


@pytest.mark.parametrize(
    ("obj", "messages"),
    [
        (
            made("StatefulSet", "spec.volumeClaimTemplates", [{"metadata": {"name": "data"}, "spec": CLAIM}]),
            ["a volume of FKS belongs to one pod", "FKS has no storage class standard"],
        ),
        (
            made(
                "Pod", "spec.volumes", [{"name": n, "ephemeral": {"volumeClaimTemplate": {"spec": {}}}} for n in "ab"]
            ),
            ["FKS does not look at ports of a container", "FKS gives a pod one volume"],
        ),
        (made("Pod", "metadata.name", "web"), ["FKS does not look at ports of a container"]),
        (made("Service", "spec.type", "NodePort"), ["FKS has no NodePort"]),
        (made("Service", "spec.ports.0.protocol", "UDP"), ["FKS passes no UDP on"]),
        (made("PersistentVolumeClaim", "spec.accessModes", ["ReadWriteOnce"]), ["a volume of FKS belongs to one pod"]),
        (
            made("PersistentVolumeClaim", "spec", {**CLAIM, "accessModes": ["ReadWriteOncePod"]}),
            ["FKS has no storage class standard"],
        ),
        (
            made(
                "PersistentVolumeClaim",
                "spec",
                {"accessModes": ["ReadWriteOncePod"], "storageClassName": "flyio-volume"},
            ),
            [],
        ),
        (
            made(
                "Pod",
                "spec.containers.0",
                {
                    "name": "a",
                    "image": "a",
                    "env": [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
                },
            ),
            ["FKS fills in no fieldRef"],
        ),
    ],
)
def test_what_flys_own_cluster_does_not_do(obj: dict[str, Any], messages: list[str]) -> None:
    problems = lint_manifests({"app.json": json.dumps(obj)}, "fks")
    assert [p.finding.message for p in problems if p.finding.code == "FT212"] == messages
