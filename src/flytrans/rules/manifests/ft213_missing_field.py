"""A field that an object cannot do without.

The API server refuses the object.

Why: a workload has a selector and containers, a container an image, a Service ports, a path of an Ingress says how it
is compared, and so on. A part that Kustomize lays over another object is told by its kustomization, or by `patch` in
the name of its file.

Wrong:

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
      - http:
          paths:
          - path: /
            backend: {service: {name: web, port: {number: 80}}}

Instead: add it; Prefix is what most paths mean.

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
      - http:
          paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}

Source: Kubernetes pkg/apis/core, apps, batch, networking and autoscaling, validation/validation.go in each.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import kind_of, name_of, namespace_of
from flytrans.rules.affinity import node_expressions, pod_expressions, pod_terms
from flytrans.rules.manifest_lint import SELECTING, TEMPLATES, ManifestLint, listed, paths_of
from flytrans.rules.required import backend_lacks, claim_lacks, container_lacks, volume_lacks
from flytrans.rules.speech import joined
from flytrans.tree.node import Node, text_at

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    selecting = {_identity(obj) for obj in lint.written if _selects(*_parts_of(obj.at("spec", "selector")))}
    for obj in lint.objects.all:
        if lint.is_part(obj):
            continue
        lacking = list(_lacking(obj, kind_of(obj), _identity(obj) in selecting))
        if lacking:
            lint.refused(None, obj, f"it has no {joined(lacking, 'and no')}", "add what is missing")
        if kind_of(obj) == "Ingress":
            _of_ingress(lint, obj)
    for pod in lint.drafts:
        for container in pod.containers:
            _tell(lint, pod.obj, "a container", container, list(container_lacks(container)))
        claims = listed(pod.obj.get("spec") or Node({}), "volumeClaimTemplates")
        replaced = {text_at(claim, "metadata", "name") for claim in claims}  # claims stand in for volumes so called
        for volume in listed(pod.spec, "volumes"):
            if text_at(volume, "name") not in replaced:
                _tell(lint, pod.obj, "a volume", volume, list(volume_lacks(volume)))


def _tell(lint: ManifestLint, obj: Node, what: str, item: Node, lacking: list[str]) -> None:
    if lacking:
        named = f"{what[2:]} {text_at(item, 'name')}" if text_at(item, "name") else what
        lint.refused(
            item.get("name") or item, obj, f"{named} has no {joined(lacking, 'and no')}", "add what is missing"
        )


def _lacking(obj: Node, kind: str, selects: bool) -> Iterator[str]:
    """What an object lacks; `selects`: whether it has a selector as it is written, with what a server put into it."""
    spec = obj.get("spec") or Node({})
    if kind in SELECTING and not selects:
        yield "selector"
    if kind == "ReplicationController" and not _selects(
        spec.get("selector"), spec.at("template", "metadata", "labels")
    ):
        yield "selector"
    if kind in TEMPLATES:
        yield from _of_pod(obj.at(*TEMPLATES[kind], "spec") or Node({}))
    if kind == "StatefulSet":
        for index, claim in enumerate(listed(spec, "volumeClaimTemplates")):
            lacking = claim_lacks(claim.get("spec") or Node({}))
            yield from (f"volumeClaimTemplates[{index}].spec.{key}" for key in lacking)
    for index, expression in enumerate(listed(spec.get("selector") or Node({}), "matchExpressions")):
        if _lacks_values(expression):
            yield f"selector.matchExpressions[{index}].values"
    yield from _OF_KIND[kind](spec) if kind in _OF_KIND else ()


def _lacks_values(expression: Node) -> bool:
    return text_at(expression, "operator") in ("In", "NotIn") and not listed(expression, "values")


def _of_pod(pod: Node) -> Iterator[str]:
    if not listed(pod, "containers"):
        yield "containers"
    if text_at(pod, "dnsPolicy") == "None" and pod.get("dnsConfig") is None:
        yield "dnsConfig, which dnsPolicy None needs"
    for index, spread in enumerate(listed(pod, "topologySpreadConstraints")):
        for key in ("maxSkew", "topologyKey", "whenUnsatisfiable"):
            if spread.get(key) is None:
                yield f"topologySpreadConstraints[{index}].{key}"
    if any(not text_at(term, "topologyKey") for term in pod_terms(pod)):
        yield "topologyKey in a term of its affinity"
    if any(_lacks_values(expression) for expression in (*node_expressions(pod), *pod_expressions(pod))):
        yield "values in a term of its affinity"
    for index, alias in enumerate(listed(pod, "hostAliases")):
        if not text_at(alias, "ip"):
            yield f"hostAliases[{index}].ip"


def _identity(obj: Node) -> tuple[str, str, str]:
    return kind_of(obj), namespace_of(obj), name_of(obj)


def _parts_of(selector: Node | None) -> tuple[Node | None, Node | None]:
    return (selector.get("matchLabels"), selector.get("matchExpressions")) if selector is not None else (None, None)


def _selects(*nodes: Node | None) -> bool:
    return any(node is not None and node.value for node in nodes)


def _of_service(spec: Node) -> Iterator[str]:
    if text_at(spec, "type") == "ExternalName":
        if not text_at(spec, "externalName"):
            yield "externalName"
    elif not listed(spec, "ports") and text_at(spec, "clusterIP") != "None":
        yield "ports"
    for index, port in enumerate(listed(spec, "ports")):
        if port.get("port") is None:
            yield f"ports[{index}].port"


def _of_routes(spec: Node) -> Iterator[str]:
    default = spec.get("defaultBackend")
    if default is None and not listed(spec, "rules"):
        yield "rules"
    yield from (f"{key} by default" for key in (backend_lacks(default) if default is not None else ()))
    for index, rule in enumerate(listed(spec, "rules")):
        http = rule.get("http")
        if http is not None and not listed(http, "paths"):
            yield f"rules[{index}].http.paths"


def _of_cron_job(spec: Node) -> Iterator[str]:
    if not text_at(spec, "schedule"):
        yield "schedule"


def _of_autoscaler(spec: Node) -> Iterator[str]:
    if spec.get("maxReplicas") is None:
        yield "maxReplicas"
    if not text_at(spec, "scaleTargetRef", "kind") or not text_at(spec, "scaleTargetRef", "name"):
        yield "scaleTargetRef with kind and name"
    elif not text_at(spec, "scaleTargetRef", "apiVersion") and text_at(spec, "scaleTargetRef", "kind") in SELECTING:
        yield "scaleTargetRef.apiVersion"
    for index, metric in enumerate(listed(spec, "metrics")):
        kind = text_at(metric, "type")
        source = f"{kind[:1].lower()}{kind[1:]}"
        said = metric.get(source)
        if kind and said is None:
            yield f"metrics[{index}].{source}"
        elif kind.endswith("Resource") and said is not None and not text_at(said, "name"):
            yield f"metrics[{index}].{source}.name"
        elif (
            kind.endswith("Resource")
            and said is not None
            and not _AMOUNTS & set((said.get("target") or Node({})).value)
        ):
            yield f"amount in metrics[{index}].{source}.target"


def _of_network_policy(spec: Node) -> Iterator[str]:
    for way, end in (("ingress", "from"), ("egress", "to")):
        for index, rule in enumerate(listed(spec, way)):
            if any(not peer.value for peer in listed(rule, end)):
                yield f"peer in {way}[{index}].{end}"


_AMOUNTS = {"averageUtilization", "averageValue"}
_OF_KIND = {
    "NetworkPolicy": _of_network_policy,
    "Service": _of_service,
    "Ingress": _of_routes,
    "CronJob": _of_cron_job,
    "PersistentVolumeClaim": claim_lacks,
    "HorizontalPodAutoscaler": _of_autoscaler,
}


def _of_ingress(lint: ManifestLint, ingress: Node) -> None:
    for path in paths_of(ingress):
        lacking = [*(["pathType"] if path.get("pathType") is None else []), *backend_lacks(path.get("backend"))]
        if lacking:
            fix = "add pathType: Prefix" if lacking == ["pathType"] else "add what is missing"
            lint.refused(path, ingress, f"the path has no {joined(lacking, 'and no')}", fix)
