"""Manifests of apps as people write them: workloads of every kind and what joins them, plain and odd."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lawful.texts import stream
from strategies_rows import PORTS, TEXTS, Values, some

Draw = Callable[[SearchStrategy[Any]], Any]
NAMES = st.sampled_from(["web", "worker", "db", "shop-web", "a1"])
ENV_NAMES = st.sampled_from(["A", "B", "PORT", "FLY_REGION", "PATH_X", "a.b"])
SECONDS = st.integers(0, 90)
CPU = st.sampled_from(["50m", "250m", "1", 2, "0.5", "1500m"])
MEMORY = st.sampled_from(["64Mi", "512Mi", "1Gi", "1G", "300000000", "128974848"])
LABELS = st.sampled_from(
    [
        {"app": "web"},
        {"app.kubernetes.io/name": "shop", "app.kubernetes.io/component": "web"},
        {"app.kubernetes.io/name": "shop", "app.kubernetes.io/component": "worker"},
        {"k8s-app": "db", "tier": "x"},
    ]
)
MODES = st.sampled_from([0o400, 0o644, 0o755])
HANDLERS = st.one_of(
    st.fixed_dictionaries({"tcpSocket": st.fixed_dictionaries({"port": PORTS})}),
    st.fixed_dictionaries({"exec": st.fixed_dictionaries({"command": st.lists(TEXTS, min_size=1, max_size=2)})}),
    st.fixed_dictionaries({"grpc": st.fixed_dictionaries({"port": PORTS})}),
    some(
        {
            "path": st.sampled_from(["/", "/up"]),
            "port": PORTS | st.sampled_from(["http", "web"]),
            "scheme": st.sampled_from(["HTTP", "HTTPS"]),
            "host": st.just("x.example"),
            "httpHeaders": st.just([{"name": "X-A", "value": "1"}]),
        },
        3,
        ("port",),
    ).map(lambda probe: {"httpGet": probe}),
)
TIMES = some(dict.fromkeys(("initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"), SECONDS), 3)
PROBES = st.tuples(HANDLERS, TIMES).map(lambda both: {**both[0], **both[1]})
SOURCES = st.one_of(
    st.fixed_dictionaries({"fieldPath": st.sampled_from(["metadata.name", "status.podIP", "metadata.namespace"])}).map(
        lambda ref: {"fieldRef": ref}
    ),
    st.just({"secretKeyRef": {"name": "s", "key": "TOKEN"}}),
    st.just({"configMapKeyRef": {"name": "c", "key": "A"}}),
    st.just({"configMapKeyRef": {"name": "gone", "key": "A", "optional": True}}),
    st.just({"resourceFieldRef": {"resource": "limits.memory", "divisor": "1Mi"}}),
)
VARIABLES = st.tuples(ENV_NAMES, TEXTS | st.sampled_from(["$(A)-x", "$$(A)", "$(GONE)"]) | SOURCES).map(
    lambda both: {"name": both[0], **({"valueFrom": both[1]} if isinstance(both[1], dict) else {"value": both[1]})}
)
ENV_FROM = st.sampled_from(
    [
        {"configMapRef": {"name": "c"}},
        {"secretRef": {"name": "s"}},
        {"configMapRef": {"name": "c"}, "prefix": "P_"},
        {"secretRef": {"name": "gone", "optional": True}},
    ]
)
MOUNTS = st.sampled_from(
    [
        {"name": "conf", "mountPath": "/etc/conf"},
        {"name": "conf", "mountPath": "/etc/a.conf", "subPath": "A"},
        {"name": "data", "mountPath": "/data"},
        {"name": "tmp", "mountPath": "/tmp/x"},
        {"name": "sec", "mountPath": "/run/sec", "readOnly": True},
    ]
)
RESOURCES = st.tuples(some({"cpu": CPU, "memory": MEMORY}, 2), some({"cpu": CPU, "memory": MEMORY}, 2)).map(
    lambda both: {key: value for key, value in zip(("requests", "limits"), both, strict=True) if value}
)
CONTAINER: dict[str, Values] = {
    "command": st.lists(TEXTS, min_size=1, max_size=3),
    "args": st.lists(TEXTS, min_size=1, max_size=3),
    "env": st.lists(VARIABLES, max_size=3),
    "envFrom": st.lists(ENV_FROM, max_size=2),
    "ports": st.lists(
        st.tuples(PORTS, st.sampled_from([{}, {"name": "http"}, {"name": "web", "protocol": "TCP"}])).map(
            lambda both: {"containerPort": both[0], **both[1]}
        ),
        max_size=2,
    ),
    "resources": RESOURCES,
    "readinessProbe": PROBES,
    "livenessProbe": PROBES,
    "startupProbe": PROBES,
    "volumeMounts": st.lists(MOUNTS, max_size=3, unique_by=lambda mount: mount["mountPath"]),
    "imagePullPolicy": st.sampled_from(["Always", "IfNotPresent"]),
    "securityContext": st.sampled_from([{}, {"readOnlyRootFilesystem": True}, {"privileged": True}]),
    "workingDir": st.just("/srv"),
    "lifecycle": st.just({"preStop": {"exec": {"command": ["sleep", "5"]}}}),
    "terminationMessagePath": st.just("/dev/termination-log"),
    "tty": st.booleans(),
}
VOLUMES = [
    {"name": "conf", "configMap": {"name": "c"}},
    {"name": "data", "persistentVolumeClaim": {"claimName": "data"}},
    {"name": "tmp", "emptyDir": {}},
    {"name": "sec", "secret": {"secretName": "s", "defaultMode": 0o400}},
]
POD: dict[str, Values] = {
    "terminationGracePeriodSeconds": SECONDS,
    "serviceAccountName": st.just("sa"),
    "nodeSelector": st.sampled_from([{"topology.kubernetes.io/region": "fra"}, {"disk": "ssd"}]),
    "tolerations": st.just([{"key": "x", "operator": "Exists"}]),
    "affinity": st.just({"nodeAffinity": {}}),
    "securityContext": st.sampled_from([{}, {"runAsUser": 1000, "fsGroup": 2000}]),
    "hostNetwork": st.booleans(),
    "imagePullSecrets": st.just([{"name": "reg"}]),
    "dnsPolicy": st.just("ClusterFirst"),
    "enableServiceLinks": st.booleans(),
    "automountServiceAccountToken": st.booleans(),
}
KINDS = st.sampled_from(
    ["Deployment", "Deployment", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "ReplicaSet"]
)
ROLLOUTS: dict[str, Values] = {
    "replicas": st.integers(0, 5),
    "strategy": st.sampled_from(
        [
            {"type": "Recreate"},
            {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}},
            {"rollingUpdate": {"maxUnavailable": "25%"}},
        ]
    ),
    "minReadySeconds": SECONDS,
    "revisionHistoryLimit": st.integers(0, 10),
    "progressDeadlineSeconds": st.integers(100, 900),
}
JOBS: dict[str, Values] = {
    "backoffLimit": st.integers(0, 6),
    "ttlSecondsAfterFinished": SECONDS,
    "activeDeadlineSeconds": st.integers(1, 600),
    "parallelism": st.integers(1, 2),
}
SCHEDULES = st.sampled_from(["0 * * * *", "7 3 * * *", "*/5 * * * *", "@weekly", "0 0 1 * *", "0 0 1 1 *"])
TEMPLATE_NOTES = st.sampled_from(
    [
        {},
        {},
        {"annotations": {"prometheus.io/scrape": "true", "prometheus.io/port": "9100"}},
        {"annotations": {"a": "b"}},
    ]
)


@st.composite
def containers(draw: Draw, name: str) -> dict[str, Any]:
    image = draw(st.sampled_from(["busybox:1", "ghcr.io/x/y@sha256:" + "0" * 64, "app"]))
    return {"name": name, "image": image, **draw(some(CONTAINER, 5))}


@st.composite
def pods(draw: Draw, restart: str | None) -> dict[str, Any]:
    """A pod's spec."""
    spec = draw(some(POD, 3))
    if restart is not None:
        spec["restartPolicy"] = restart
    spec["containers"] = [draw(containers("main"))]
    if not draw(st.integers(0, 4)):
        spec["containers"].append(draw(containers("side")))
    if not draw(st.integers(0, 4)):
        init = draw(containers("init"))
        for probe in ("readinessProbe", "livenessProbe", "startupProbe", "lifecycle"):
            init.pop(probe, None)
        spec["initContainers"] = [init]
    named = {m["name"] for c in spec["containers"] + spec.get("initContainers", []) for m in c.get("volumeMounts", [])}
    volumes = [volume for volume in VOLUMES if volume["name"] in named]
    return {**spec, "volumes": volumes} if volumes else spec


@st.composite
def workloads(draw: Draw, name: str) -> dict[str, Any]:
    """A workload of any kind."""
    kind, labels = draw(KINDS), draw(LABELS)
    restart = draw(st.sampled_from(["Never", "OnFailure"])) if kind in ("Job", "CronJob") else None
    template = {"metadata": {"labels": labels, **draw(TEMPLATE_NOTES)}, "spec": draw(pods(restart))}
    metadata: dict[str, Any] = {"name": name}
    if not draw(st.integers(0, 3)):
        metadata["namespace"] = "prod"
    if not draw(st.integers(0, 3)):
        metadata |= {"labels": {"team": "x", **labels}, "annotations": {"note": draw(TEXTS)}}
    if kind == "Pod":
        return {"apiVersion": "v1", "kind": kind, "metadata": {**metadata, "labels": labels}, "spec": template["spec"]}
    if kind in ("Job", "CronJob"):
        job = {**draw(some(JOBS, 2)), "template": template}
        if kind == "Job":
            return {"apiVersion": "batch/v1", "kind": kind, "metadata": metadata, "spec": job}
        spec = {"schedule": draw(SCHEDULES), "jobTemplate": {"spec": job}}
        return {"apiVersion": "batch/v1", "kind": kind, "metadata": metadata, "spec": spec}
    spec = {**draw(some(ROLLOUTS, 3)), "selector": {"matchLabels": labels}, "template": template}
    if kind != "Deployment":
        for key in ("strategy", "progressDeadlineSeconds"):
            spec.pop(key, None)
    if kind in ("DaemonSet", "ReplicaSet"):
        spec.pop("revisionHistoryLimit", None)
    if kind == "DaemonSet":
        spec.pop("replicas", None)
    if kind == "StatefulSet":
        spec["serviceName"] = name
        claim = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": draw(MEMORY)}}}
        spec["volumeClaimTemplates"] = [{"metadata": {"name": "data"}, "spec": claim}]
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": metadata, "spec": spec}


@st.composite
def services(draw: Draw, name: str) -> dict[str, Any]:
    ports = []
    for index in range(draw(st.integers(1, 2))):
        port: dict[str, Any] = {"name": ("http", "raw")[index], "port": draw(PORTS)}
        if draw(st.booleans()):
            port["targetPort"] = draw(PORTS | st.sampled_from(["http", "web"]))
        if not draw(st.integers(0, 4)):
            port["protocol"] = draw(st.sampled_from(["UDP", "TCP"]))
        ports.append(port)
    spec: dict[str, Any] = {"selector": draw(LABELS), "ports": ports}
    kind = draw(st.sampled_from([None, "ClusterIP", "NodePort", "LoadBalancer", "headless"]))
    if kind == "headless":
        spec["clusterIP"] = "None"
    elif kind is not None:
        spec["type"] = kind
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec}


@st.composite
def ingresses(draw: Draw) -> dict[str, Any]:
    backend = {"service": {"name": draw(NAMES), "port": draw(st.sampled_from([{"name": "http"}, {"number": 80}]))}}
    path = {"path": draw(st.sampled_from(["/", "/api"])), "pathType": "Prefix", "backend": backend}
    spec: dict[str, Any] = {
        "rules": [{"host": draw(st.sampled_from(["a.example", "b.example"])), "http": {"paths": [path]}}]
    }
    if draw(st.booleans()):
        spec["tls"] = [{"hosts": [spec["rules"][0]["host"]], "secretName": "tls"}]
    if draw(st.booleans()):
        spec["ingressClassName"] = "nginx"
    annotations = draw(st.sampled_from([{}, {"nginx.ingress.kubernetes.io/ssl-redirect": "false"}, {"x": "y"}]))
    metadata = {"name": "in", **({"annotations": annotations} if annotations else {})}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec}


OTHERS = st.sampled_from(
    [
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "data"},
         "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "3Gi"}}}},
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "prod"}},
        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "sa"}},
        {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "pdb"},
         "spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "web"}}}},
        {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "hpa"},
         "spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}, "minReplicas": 2,
                  "maxReplicas": 5}},
        {"apiVersion": "example.org/v1", "kind": "Odd", "metadata": {"name": "odd"}, "spec": {"x": [1, {}]}},
    ]
)  # fmt: skip
SECRET_VALUES = ("hush-hush-1", "hush-hush-2")
SECRET = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}}
SECRET |= {"stringData": dict(zip(("TOKEN", "PASS"), SECRET_VALUES, strict=True))}


@st.composite
def kubernetes_objects(draw: Draw) -> list[dict[str, Any]]:
    """The objects of an app or two."""
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    objects = [draw(workloads(name)) for name in names]
    objects += [draw(services(name)) for name in draw(st.lists(NAMES, max_size=2, unique=True))]
    if not draw(st.integers(0, 2)):
        objects.append(draw(ingresses()))
    if draw(st.booleans()):
        data = draw(st.dictionaries(st.sampled_from(["A", "B", "a.conf"]), TEXTS, max_size=3))
        objects.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": data})
    if draw(st.booleans()):
        objects.append(json.loads(json.dumps(SECRET)))
    objects += draw(st.lists(OTHERS, max_size=2, unique_by=lambda tree: tree["kind"]))
    return draw(st.permutations(objects))


def kubernetes_files() -> SearchStrategy[dict[str, str]]:
    """Manifests as a source."""
    return kubernetes_objects().map(lambda objects: {"app.yaml": stream(objects)})
