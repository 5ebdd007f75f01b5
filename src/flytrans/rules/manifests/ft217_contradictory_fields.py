"""Two fields of which only one may be there.

The API server refuses the object.

Why: they say different things of the same matter, and the server does not choose.

Wrong:

    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web}
    spec:
      minAvailable: 1
      maxUnavailable: 1
      selector: {matchLabels: {app: web}}

Instead: keep the one that is meant.

    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web}
    spec:
      minAvailable: 1
      selector: {matchLabels: {app: web}}

Source: Kubernetes pkg/apis/core, apps, policy, networking and autoscaling, validation/validation.go in each.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint, Pod, backends_of, listed
from flytrans.rules.required import HANDLERS, PROBES
from flytrans.rules.speech import joined
from flytrans.tree.node import Node, text_at

SEVERITY = "error"
CLASS = "kubernetes.io/ingress.class"


def find(lint: ManifestLint) -> None:
    for obj in lint.objects.all:
        spec = obj.get("spec")
        look = _OF_KIND.get(kind_of(obj))
        if spec is not None and look is not None:
            look(lint, obj, spec)
    for pod in lint.drafts:
        for volume in listed(pod.spec, "volumes"):
            _one_of(lint, pod.obj, volume, [key for key in volume.value if key != "name"], "sources of a volume")
        for container in pod.containers:
            _look_at_container(lint, pod, container)
        for toleration in listed(pod.spec, "tolerations"):
            _look_at_toleration(lint, pod, toleration)


def _one_of(lint: ManifestLint, obj: Node, table: Node, keys: list[str], what: str) -> None:
    said = [key for key in keys if table.get(key) is not None]
    if len(said) > 1:
        node, other = table.get(said[1]), table.get(said[0])
        lint.refused(node, obj, f"{joined(said)} are two {what}", "keep one of them", related=[other])


def _look_at_container(lint: ManifestLint, pod: Pod, container: Node) -> None:
    for entry in listed(container, "env"):
        value = text_at(entry, "value")
        if value:
            _one_of(lint, pod.obj, entry, ["value", "valueFrom"], "values of a variable")
        origins = entry.get("valueFrom") or Node({})
        _one_of(lint, pod.obj, origins, list(origins.value), "sources of a variable")
    for source in listed(container, "envFrom"):
        _one_of(lint, pod.obj, source, ["configMapRef", "secretRef"], "sources of variables")
    for handler in [*(container.get(key) for key in PROBES), *(container.get("lifecycle") or Node({})).below()]:
        if handler is not None and handler.value.__class__ is dict:
            _one_of(lint, pod.obj, handler, list(HANDLERS), "ways of one probe or hook")
    _look_at_security(lint, pod, container)


def _look_at_toleration(lint: ManifestLint, pod: Pod, toleration: Node) -> None:
    operator, value = text_at(toleration, "operator"), toleration.get("value")
    if operator == "Exists" and value is not None and value.value:
        lint.refused(value, pod.obj, "operator Exists compares no value", "delete value, or write Equal")
    if not text_at(toleration, "key") and operator not in ("Exists", "") and toleration.get("key") is None:
        node = toleration.get("operator")
        lint.refused(node, pod.obj, "a toleration without a key has the operator Exists", "add a key, or write Exists")
    seconds = toleration.get("tolerationSeconds")
    if seconds is not None and text_at(toleration, "effect") != "NoExecute":
        lint.refused(seconds, pod.obj, "tolerationSeconds goes with the effect NoExecute only", "write that effect")


def _look_at_security(lint: ManifestLint, pod: Pod, container: Node) -> None:
    context = container.get("securityContext") or Node({})
    escalation, privileged = context.get("allowPrivilegeEscalation"), context.get("privileged")
    added = [node for node in listed(context.get("capabilities") or Node({}), "add") if node.value == "CAP_SYS_ADMIN"]
    mighty = privileged if privileged is not None and privileged.value else next(iter(added), None)
    if mighty is not None and escalation is not None and escalation.value is False:
        why = "a container that may do everything cannot be kept from gaining privileges"
        lint.refused(escalation, pod.obj, why, "delete allowPrivilegeEscalation or privileged", related=[mighty])
    windows = context.at("windowsOptions", "hostProcess") or pod.spec.at(
        "securityContext", "windowsOptions", "hostProcess"
    )
    network = pod.spec.get("hostNetwork")
    if windows is not None and windows.value and not (network is not None and network.value):
        lint.refused(windows, pod.obj, "hostProcess needs hostNetwork: true", "add hostNetwork: true to the pod")


def _of_deployment(lint: ManifestLint, obj: Node, spec: Node) -> None:
    strategy = spec.get("strategy") or Node({})
    rolling = strategy.get("rollingUpdate")
    if text_at(strategy, "type") == "Recreate" and rolling is not None:
        lint.refused(rolling, obj, "strategy Recreate has no rollingUpdate", "delete rollingUpdate")
    surge, unavailable = strategy.at("rollingUpdate", "maxSurge"), strategy.at("rollingUpdate", "maxUnavailable")
    if surge is not None and unavailable is not None and {surge.value, unavailable.value} <= {0, "0", "0%"}:
        lint.refused(unavailable, obj, "maxSurge and maxUnavailable are both 0", "let one be 1", related=[surge])


def _of_budget(lint: ManifestLint, obj: Node, spec: Node) -> None:
    _one_of(lint, obj, spec, ["minAvailable", "maxUnavailable"], "ways to say how many pods have to stay")


def _of_autoscaler(lint: ManifestLint, obj: Node, spec: Node) -> None:
    least, most = spec.get("minReplicas"), spec.get("maxReplicas")
    if least is not None and most is not None and 0 < most.value < least.value:
        lint.refused(most, obj, "maxReplicas is less than minReplicas", "write as much at least", related=[least])
    kinds = {text_at(metric, "type") for metric in listed(spec, "metrics")}
    if least is not None and least.value == 0 and not kinds & {"Object", "External"}:
        why = "nothing that is measured on pods can tell when there are none"
        lint.refused(least, obj, why, "write 1, or add a metric of type External or Object")


def _of_ingress(lint: ManifestLint, obj: Node, spec: Node) -> None:
    old = obj.at("metadata", "annotations", CLASS)
    new = spec.get("ingressClassName")
    if old is not None and new is not None and old.value != new.value:
        lint.refused(old, obj, "the annotation names another class than ingressClassName", "delete it", related=[new])
    for backend in backends_of(obj):
        _one_of(lint, obj, backend, ["service", "resource"], "backends")
        _one_of(lint, obj, backend.at("service", "port") or Node({}), ["name", "number"], "ports of a backend")


def _of_service(lint: ManifestLint, obj: Node, spec: Node) -> None:
    kind, address = text_at(spec, "type"), spec.get("clusterIP")
    if kind in ("NodePort", "LoadBalancer") and address is not None and address.value == "None":
        why = f"a {kind} Service has an address of its own"
        lint.refused(address, obj, why, "delete clusterIP, or type", related=[spec.get("type")])
    ranges = spec.get("loadBalancerSourceRanges")
    if ranges is not None and kind != "LoadBalancer":
        lint.refused(ranges, obj, "only a LoadBalancer Service has loadBalancerSourceRanges", "write its type")
    if kind not in ("", "ClusterIP"):
        return
    for port in listed(spec, "ports"):
        if port.get("nodePort") is not None:
            lint.refused(port.get("nodePort"), obj, "a ClusterIP Service has no nodePort", "write type: NodePort")
    policy = spec.get("externalTrafficPolicy")
    if policy is not None:
        why = "a ClusterIP Service has no traffic from outside"
        lint.refused(policy, obj, why, "delete externalTrafficPolicy")


def _of_claim(lint: ManifestLint, obj: Node, spec: Node) -> None:
    modes = listed(spec, "accessModes")
    alone = [mode for mode in modes if mode.value == "ReadWriteOncePod"]
    if alone and len(modes) > 1:
        lint.refused(alone[0], obj, "ReadWriteOncePod goes with no other mode", "keep one")


def _of_network_policy(lint: ManifestLint, obj: Node, spec: Node) -> None:
    peers = [peer for way in ("ingress", "egress") for rule in listed(spec, way) for peer in _peers(rule)]
    for peer in peers:
        for key in ("podSelector", "namespaceSelector"):
            _one_of(lint, obj, peer, ["ipBlock", key], "kinds of peers")


def _peers(rule: Node) -> list[Node]:
    return listed(rule, "from") + listed(rule, "to")


_OF_KIND = {
    "NetworkPolicy": _of_network_policy,
    "PersistentVolumeClaim": _of_claim,
    "Deployment": _of_deployment,
    "PodDisruptionBudget": _of_budget,
    "HorizontalPodAutoscaler": _of_autoscaler,
    "Ingress": _of_ingress,
    "Service": _of_service,
}
