"""API versions of the kinds that are read, and old ones made into today's shapes.

Values move with their origin; a default that only the old version has is written out. Both are decided by
`apiVersion`, which is inert where all of an object reads the same in another version.
Sources: kubernetes pkg/apis/{extensions,apps}/v1beta*/defaults.go, pkg/apis/policy/v1beta1/conversion.go,
pkg/apis/autoscaling/v1/conversion.go and k8s.io/api.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flytrans.named_tuple import NamedTuple
from flytrans.tree.go_json import load_json
from flytrans.tree.node import Node, default, lift, made, table

_APPS, _BATCH, _CORE = "io.k8s.api.apps.v1.", "io.k8s.api.batch.v1.", "io.k8s.api.core.v1."
_METRICS = "autoscaling.alpha.kubernetes.io/metrics"
_BEHAVIOR = "autoscaling.alpha.kubernetes.io/behavior"
UNLIMITED = 2**31 - 1


class Kind(NamedTuple):
    """A kind that is translated: its version of today, its definition in the schema, older versions."""

    version: str
    definition: str
    older: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    """Older versions that today's servers still take."""


KINDS: dict[str, Kind] = {
    "Deployment": Kind("apps/v1", f"{_APPS}Deployment", ("extensions/v1beta1", "apps/v1beta1", "apps/v1beta2")),
    "StatefulSet": Kind("apps/v1", f"{_APPS}StatefulSet", ("apps/v1beta1", "apps/v1beta2")),
    "DaemonSet": Kind("apps/v1", f"{_APPS}DaemonSet", ("extensions/v1beta1", "apps/v1beta2")),
    "ReplicaSet": Kind("apps/v1", "ReplicaSet", ("extensions/v1beta1", "apps/v1beta2")),
    "ReplicationController": Kind("v1", "ReplicationController"),
    "Pod": Kind("v1", f"{_CORE}Pod"),
    "Job": Kind("batch/v1", f"{_BATCH}Job"),
    "CronJob": Kind("batch/v1", f"{_BATCH}CronJob", ("batch/v1beta1", "batch/v2alpha1")),
    "Service": Kind("v1", f"{_CORE}Service"),
    "Ingress": Kind(
        "networking.k8s.io/v1", "io.k8s.api.networking.v1.Ingress", ("extensions/v1beta1", "networking.k8s.io/v1beta1")
    ),
    "ConfigMap": Kind("v1", f"{_CORE}ConfigMap"),
    "Secret": Kind("v1", f"{_CORE}Secret"),
    "PersistentVolumeClaim": Kind("v1", f"{_CORE}PersistentVolumeClaim"),
    "HorizontalPodAutoscaler": Kind(
        "autoscaling/v2",
        "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
        ("autoscaling/v1", "autoscaling/v2beta1", "autoscaling/v2beta2"),
        ("autoscaling/v1",),
    ),
    "PodDisruptionBudget": Kind("policy/v1", "io.k8s.api.policy.v1.PodDisruptionBudget", ("policy/v1beta1",)),
    "Namespace": Kind("v1", "Namespace"),
    "ServiceAccount": Kind("v1", "ServiceAccount"),
    "NetworkPolicy": Kind("networking.k8s.io/v1", "NetworkPolicy", ("extensions/v1beta1",)),
}


def renew(obj: Node, kind: str, version: str) -> Node:
    """An object of an older version in today's shape; what does not have the older shape stays as it is."""
    today = KINDS[kind].version
    said = obj.value["apiVersion"]
    obj = _put(obj, default(today, f"{kind} was {version}"), "apiVersion")
    for step in _STEPS.get((kind, version), ()):
        obj = step(obj, said)
    return obj


Step = Callable[[Node, Node], Node]
"""An object and the `apiVersion` that it was written in, to the object in a newer shape."""


def _put(node: Node, entry: Node | None, *path: str) -> Node:
    """A tree with the entry at a path of tables; None takes it out. What is no table stays."""
    if node.value.__class__ is not dict:
        return node
    key, *rest = path
    value = dict(node.value)
    if rest:
        value[key] = _put(value.get(key, Node({})), entry, *rest)
    elif entry is None:
        value.pop(key, None)
    else:
        value[key] = entry
    return Node(value, node.sources, node.because, node.reason)


def _filled(node: Node, value: Any, why: Node, *path: str) -> Node:
    """A default of the old version at a path, where nothing is said there."""
    found = node.at(*path)
    if found is not None and found.value is not None:
        return node
    return _put(node, default(value, "a default of the old API version", why), *path)


def _selecting_labels(obj: Node, said: Node) -> Node:
    """SetDefaults: an absent selector is the labels of the template."""
    selector, labels = obj.at("spec", "selector"), obj.at("spec", "template", "metadata", "labels")
    if labels is None or not labels.value or (selector is not None and selector.value):
        return obj
    return _put(obj, labels.why(said), "spec", "selector", "matchLabels")


def _rolling_by_one(obj: Node, said: Node) -> Node:
    """extensions/v1beta1 SetDefaults_Deployment."""
    kind = obj.at("spec", "strategy", "type")
    if kind is None or kind.value in (None, "RollingUpdate"):
        for field in ("maxSurge", "maxUnavailable"):
            obj = _filled(obj, 1, said, "spec", "strategy", "rollingUpdate", field)
    for field in ("revisionHistoryLimit", "progressDeadlineSeconds"):
        obj = _filled(obj, UNLIMITED, said, "spec", field)
    return obj


def _two_revisions(obj: Node, said: Node) -> Node:
    """apps/v1beta1 SetDefaults_Deployment."""
    return _filled(obj, 2, said, "spec", "revisionHistoryLimit")


def _updated_on_delete(obj: Node, said: Node) -> Node:
    return _filled(obj, "OnDelete", said, "spec", "updateStrategy", "type")


def _ingress(obj: Node, said: Node) -> Node:
    """networking/v1beta1: serviceName and servicePort, any path type."""
    backend = obj.at("spec", "backend")
    if backend is not None:
        obj = _put(obj, None, "spec", "backend")
        obj = _put(obj, _backend(backend, said), "spec", "defaultBackend")
    rules = obj.at("spec", "rules")
    if rules is None or rules.value.__class__ is not list:
        return obj
    return _put(obj, _mapped(rules, lambda rule: _rule(rule, said)), "spec", "rules")


def _rule(rule: Node, said: Node) -> Node:
    paths = rule.at("http", "paths")
    if paths is None or paths.value.__class__ is not list:
        return rule
    return _put(rule, _mapped(paths, lambda path: _path(path, said)), "http", "paths")


def _path(path: Node, said: Node) -> Node:
    if path.value.__class__ is not dict:
        return path
    backend = path.get("backend")
    if backend is not None:
        path = _put(path, _backend(backend, said), "backend")
    return _filled(path, "ImplementationSpecific", said, "pathType")


def _backend(backend: Node, said: Node) -> Node:
    if backend.value.__class__ is not dict:
        return backend
    name, port = backend.get("serviceName"), backend.get("servicePort")
    if name is None and port is None:
        return backend
    spelled = None
    if port is not None and port.value is not None:
        spelled = table(number=port) if port.value.__class__ is int else table(name=port)
    rest = {key: node for key, node in backend.items() if key not in ("serviceName", "servicePort")}
    return Node({**rest, "service": table(name=name, port=spelled).why(said)})


def _mapped(items: Node, change: Callable[[Node], Node]) -> Node:
    return Node([change(item) for item in items.each()], items.sources, items.because, items.reason)


def _cpu_target(obj: Node, said: Node) -> Node:
    """autoscaling/v1: a share of the CPU in a field, other metrics and the behaviour in annotations."""
    metrics: list[Node] = []
    found = _annotation(obj, _METRICS)
    if found is not None and isinstance(found.plain(), list):
        metrics += _flat_metrics(found, said).each()
    share = obj.at("spec", "targetCPUUtilizationPercentage")
    if share is not None and share.value is not None:
        target = table(type=made("Utilization", None, reason="a share of what is requested"), averageUtilization=share)
        cpu = table(name=made("cpu", None, reason="targetCPUUtilizationPercentage is of the CPU"), target=target)
        metrics.append(table(type=made("Resource", None, reason="the CPU is a resource"), resource=cpu).why(said))
    if share is not None:
        obj = _put(obj, None, "spec", "targetCPUUtilizationPercentage")
    if metrics:
        obj = _put(obj, Node(metrics), "spec", "metrics")
    behaviour = _annotation(obj, _BEHAVIOR)
    if behaviour is not None and isinstance(behaviour.value, dict):
        obj = _put(obj, _lower_keys(behaviour).why(said), "spec", "behavior")
    for key in (_METRICS, _BEHAVIOR):
        if _annotation(obj, key) is not None:
            obj = _put(obj, None, "metadata", "annotations", key)
    return obj


def _annotation(obj: Node, key: str) -> Node | None:
    """The JSON in an annotation, each part of it from that leaf."""
    node = obj.at("metadata", "annotations", key)
    if node is None or not isinstance(node.value, str):
        return None
    try:
        return lift(load_json(node.value), node.sources)
    except (ValueError, RecursionError):
        return None


def _lower_keys(node: Node) -> Node:
    """Go wrote the fields of an internal type: `ScaleUp` is `scaleUp`."""
    value = node.value
    if value.__class__ is dict:
        value = {key[:1].lower() + key[1:]: _lower_keys(entry) for key, entry in value.items()}
    elif value.__class__ is list:
        value = [_lower_keys(item) for item in value]
    return Node(value, node.sources, node.because, node.reason)


def _flat(obj: Node, said: Node) -> Node:
    metrics = obj.at("spec", "metrics")
    if metrics is None or metrics.value.__class__ is not list:
        return obj
    return _put(obj, _flat_metrics(metrics, said), "spec", "metrics")


def _flat_metrics(metrics: Node, said: Node) -> Node:
    """autoscaling/v2beta1: the metric and its target lie side by side."""
    return _mapped(metrics, lambda metric: _metric(metric, said))


_SOURCES = ("resource", "containerResource", "pods", "object", "external")
_TARGETS = {
    "targetAverageUtilization": ("Utilization", "averageUtilization"),
    "targetAverageValue": ("AverageValue", "averageValue"),
    "averageValue": ("AverageValue", "averageValue"),
    "targetValue": ("Value", "value"),
}


def _metric(metric: Node, said: Node) -> Node:
    if metric.value.__class__ is not dict:
        return metric
    return Node({k: _metric_source(k, n, said) if k in _SOURCES else n for k, n in metric.items()}, metric.sources)


def _metric_source(kind: str, source: Node, said: Node) -> Node:
    if source.value.__class__ is not dict:
        return source
    rest = dict(source.value)
    aims = [key for key in _TARGETS if key in rest]
    if not aims and "metricName" not in rest:
        return source
    out: dict[str, Node] = {}
    if kind == "object" and "target" in rest:
        out["describedObject"] = rest.pop("target")
    name, selector = rest.pop("metricName", None), rest.pop("metricSelector", rest.pop("selector", None))
    if name is not None or selector is not None:
        out["metric"] = table(name=name, selector=selector)
    # a target by average beats a plain one (autoscaling/v2beta1 conversion.go)
    words = [_TARGETS[key][0] for key in aims]
    aim = {_TARGETS[key][1]: rest.pop(key) for key in aims}
    if aim:
        word = next((w for w in ("AverageValue", "Utilization", "Value") if w in words), words[0])
        out["target"] = Node({"type": default(word, "what kind of number the target is"), **aim})
    return Node({**rest, **{key: node.why(said) for key, node in out.items()}})


def _selecting_nothing(obj: Node, said: Node) -> Node:
    """policy/v1beta1: an empty selector selects no pods; the conversion says it by a label that no pod has."""
    selector = obj.at("spec", "selector")
    if selector is None or selector.value.__class__ is not dict:
        return obj
    if any(node.value for _, node in selector.items()):
        return obj
    key = "pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match"
    reason = "an empty selector of policy/v1beta1 selects nothing"
    nothing = table(key=default(key, reason, said), operator=default("Exists", reason, said))
    return _put(obj, Node([nothing.why(selector)]), "spec", "selector", "matchExpressions")


_STEPS: dict[tuple[str, str], tuple[Step, ...]] = {
    ("Deployment", "extensions/v1beta1"): (_selecting_labels, _rolling_by_one),
    ("Deployment", "apps/v1beta1"): (_selecting_labels, _two_revisions),
    ("DaemonSet", "extensions/v1beta1"): (_selecting_labels, _updated_on_delete),
    ("ReplicaSet", "extensions/v1beta1"): (_selecting_labels,),
    ("StatefulSet", "apps/v1beta1"): (_selecting_labels, _updated_on_delete),
    ("Ingress", "extensions/v1beta1"): (_ingress,),
    ("Ingress", "networking.k8s.io/v1beta1"): (_ingress,),
    ("HorizontalPodAutoscaler", "autoscaling/v1"): (_cpu_target,),
    ("HorizontalPodAutoscaler", "autoscaling/v2beta1"): (_flat,),
    ("PodDisruptionBudget", "policy/v1beta1"): (_selecting_nothing,),
}

GONE_FIELDS = {("Deployment", "rollbackTo"), ("DaemonSet", "templateGeneration")}
"""Fields of old versions that the server or kubectl wrote; they mean nothing when read."""

LATER_FIELDS = {("HorizontalPodAutoscaler", "autoscaling/v1"): ("metrics", "behavior")}
"""Fields of the spec of today that an old version which is still served lacks: its decoder drops them."""
