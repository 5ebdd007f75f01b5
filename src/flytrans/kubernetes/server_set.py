"""What a server, a controller or kubectl wrote into a live object: left out.

Fields of metadata and `status` go with the structure already; here is what takes a look at the values. So do names
that no server reads: those of templates, and a prefix beside a whole name.
"""

from __future__ import annotations

from collections.abc import Callable

from flytrans.kubernetes.kinds import template_of
from flytrans.kubernetes.last_applied import LAST_APPLIED, without_filled_in
from flytrans.kubernetes.structure import BY_SERVER
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node

_LABELS = frozenset(
    {
        *("pod-template-hash", "controller-revision-hash", "pod-template-generation", "controller-uid", "job-name"),
        *("statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"),
    }
)
_ANNOTATIONS = frozenset(
    {
        "volume.beta.kubernetes.io/storage-provisioner",
        "volume.kubernetes.io/storage-provisioner",
        "volume.kubernetes.io/selected-node",
        "deprecated.daemonset.template.generation",
    }
)
_PREFIXES = (
    "deployment.kubernetes.io/",
    "pv.kubernetes.io/",
    "autoscaling.alpha.kubernetes.io/",
    "batch.kubernetes.io/",
)
_OF_TEMPLATES = ("name", "generateName", "namespace")
"""What of a template's metadata nothing copies (kubernetes pkg/controller/controller_utils.go GetPodFromTemplate and
pkg/controller/cronjob/utils.go getJobFromTemplate2 take labels and annotations)."""
_BY_MAKER = "what is made of a template is named by its maker, and beside it"
_BY_NAME = "the whole name is given, so no name is made of it"
_TOLERATED = frozenset({"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"})


def is_live(obj: Node) -> bool:
    """Whether an object came from a server (`kubectl get -o yaml`)."""
    metadata = obj.get("metadata")
    if metadata is None:
        return False
    return any((node := metadata.get(key)) is not None and node.value for key in ("uid", "resourceVersion"))


def without_server_set(obj: Node, kind: str, live: bool, ledger: Ledger) -> Node:
    """An object less what a person did not write."""
    obj = without_filled_in(obj, ledger)
    obj = _change(obj, lambda node: _metadata(_named_once(node, ledger), kind, ledger), "metadata")
    if kind == "Pod":
        return _change(obj, lambda spec: _pod(spec, live, True, ledger), "spec")
    trim = _OF_KIND.get(kind)
    if trim is not None:
        obj = _change(obj, lambda spec: trim(spec, live, ledger), "spec")
    if template_of(obj) is not None:
        path = ("spec", "jobTemplate", "spec", "template") if kind == "CronJob" else ("spec", "template")
        for outer in (path[:-2], path) if kind == "CronJob" else (path,):
            obj = _change(obj, lambda node: _of_template(node, kind, ledger), *outer, "metadata")
        obj = _change(obj, lambda spec: _pod(spec, live, False, ledger), *path, "spec")
        obj = _change(obj, lambda node: _labels(node, kind, ledger), *path[:-1], "selector", "matchLabels")
    return obj


def _change(node: Node, change: Callable[[Node], Node | None], *path: str) -> Node:
    """A tree with another node at a path, where there is one."""
    key, *rest = path
    entry = node.get(key)
    if entry is None:
        return node
    new = _change(entry, change, *rest) if rest else change(entry)
    return node if new is entry else node.having(**{key: new})


def _less(node: Node, keys: list[str], ledger: Ledger, why: str = BY_SERVER) -> Node | None:
    """A table without keys; None where nothing else is in it."""
    for key in keys:
        ledger.inert(node.value[key], why)
    return node.without(*keys) if len(keys) < len(node.value) else None


def _named_once(metadata: Node, ledger: Ledger) -> Node:
    """Less a prefix for names where the name is given (k8s.io/apiserver pkg/registry/rest/create.go)."""
    name, prefix = metadata.get("name"), metadata.get("generateName")
    if name is None or not name.value or prefix is None:
        return metadata
    ledger.inert(prefix, _BY_NAME)
    return metadata.without("generateName")


def _of_template(metadata: Node, kind: str, ledger: Ledger) -> Node | None:
    keys = [key for key in _OF_TEMPLATES if metadata.get(key) is not None]
    rest = _less(metadata, keys, ledger, _BY_MAKER) if keys else metadata
    return _metadata(rest, kind, ledger) if rest is not None else None


def _metadata(metadata: Node, kind: str, ledger: Ledger) -> Node | None:
    if metadata.value.__class__ is not dict:
        return metadata
    new = _change(metadata, lambda labels: _labels(labels, kind, ledger), "labels")
    new = _change(new, lambda annotations: _annotations(annotations, ledger), "annotations")
    return new if new.value or new is metadata else None


def _labels(labels: Node, kind: str, ledger: Ledger) -> Node | None:
    keys = [
        key
        for key, _ in labels.items()
        if key in _LABELS
        or key.startswith("batch.kubernetes.io/")
        or (key == "kubernetes.io/metadata.name" and kind == "Namespace")
    ]
    return _less(labels, keys, ledger) if keys else labels


def _annotations(annotations: Node, ledger: Ledger) -> Node | None:
    keys = [
        key for key, _ in annotations.items() if key in _ANNOTATIONS or key.startswith(_PREFIXES) or key == LAST_APPLIED
    ]
    if LAST_APPLIED in keys:
        ledger.inert(annotations.value[LAST_APPLIED], "kubectl's own copy of the object", "FT511")
    return _less(annotations, keys, ledger) if keys else annotations


def _pod(spec: Node, live: bool, is_pod: bool, ledger: Ledger) -> Node | None:
    if spec.value.__class__ is not dict:
        return spec
    keys = []
    name, old_name = spec.get("serviceAccountName"), spec.get("serviceAccount")
    if old_name is not None and name is not None and name.value == old_name.value:
        keys.append("serviceAccount")
    if live and is_pod:
        keys += [key for key in ("nodeName",) if key in spec.value]
        priority = spec.get("priority")
        if priority is not None and priority.value == 0:
            keys.append("priority")
        spec = _change(spec, lambda node: _tolerations(node, ledger), "tolerations")
    if is_pod:
        spec = _without_token(spec, ledger)
    return _less(spec, keys, ledger) if keys else spec


def _without_token(spec: Node, ledger: Ledger) -> Node:
    """Less the volume and the mounts of the API token that admission adds to every pod, even where the rest of what
    the server wrote was cut by hand (K: plugin/pkg/admission/serviceaccount/admission.go)."""
    spec = _change(spec, lambda volumes: _without_items(volumes, "name", ledger), "volumes")
    for field in ("containers", "initContainers"):
        spec = _change(spec, lambda containers: _without_mounts(containers, ledger), field)
    return spec


def _without_mounts(containers: Node, ledger: Ledger) -> Node:
    new = [_change(c, lambda mounts: _without_items(mounts, "name", ledger), "volumeMounts") for c in containers.each()]
    return Node(new, containers.sources, containers.because)


def _without_items(items: Node, key: str, ledger: Ledger) -> Node | None:
    def is_token(item: Node) -> bool:
        name = item.get(key)
        return name is not None and str(name.value).startswith("kube-api-access-")

    return _fewer(items, is_token, ledger)


def _tolerations(items: Node, ledger: Ledger) -> Node | None:
    def is_added(item: Node) -> bool:
        key, seconds = item.get("key"), item.get("tolerationSeconds")
        return key is not None and key.value in _TOLERATED and seconds is not None and seconds.value == 300

    return _fewer(items, is_added, ledger)


def _fewer(items: Node, is_added: Callable[[Node], bool], ledger: Ledger) -> Node | None:
    kept = []
    for item in items.each():
        if is_added(item):
            ledger.inert(item, BY_SERVER)
        else:
            kept.append(item)
    if len(kept) == len(items.value):
        return items
    return Node(kept, items.sources, items.because) if kept else None


def _service(spec: Node, live: bool, ledger: Ledger) -> Node | None:
    if spec.value.__class__ is not dict:
        return spec
    keys = [key for key in ("clusterIPs", "healthCheckNodePort") if key in spec.value]
    address = spec.get("clusterIP")
    if address is not None and address.value != "None":
        keys.append("clusterIP")
    if live:
        keys += [key for key in ("ipFamilies", "ipFamilyPolicy") if key in spec.value]
        spec = _change(spec, lambda ports: _without_node_ports(ports, ledger), "ports")
    return _less(spec, keys, ledger) if keys else spec


def _without_node_ports(ports: Node, ledger: Ledger) -> Node:
    new = [_less(port, ["nodePort"], ledger) if port.get("nodePort") is not None else port for port in ports.each()]
    return Node([port for port in new if port is not None], ports.sources, ports.because)


def _claim(spec: Node, live: bool, ledger: Ledger) -> Node | None:
    return _less(spec, ["volumeName"], ledger) if live and spec.get("volumeName") is not None else spec


def _stateful_set(spec: Node, live: bool, ledger: Ledger) -> Node:
    return _change(
        spec, lambda claims: Node([_claim_template(c, ledger) for c in claims.each()]), "volumeClaimTemplates"
    )


def _claim_template(claim: Node, ledger: Ledger) -> Node:
    """The server fills in v1 and PersistentVolumeClaim."""
    keys = [key for key in ("apiVersion", "kind") if claim.get(key) is not None]
    return (_less(claim, keys, ledger) if keys else claim) or claim


def _job(spec: Node, live: bool, ledger: Ledger) -> Node | None:
    manual = spec.get("manualSelector")
    by_hand = manual is not None and manual.value is True
    return _less(spec, ["selector"], ledger) if spec.get("selector") is not None and not by_hand else spec


def _namespace(spec: Node, live: bool, ledger: Ledger) -> Node | None:
    return _less(spec, ["finalizers"], ledger) if spec.get("finalizers") is not None else spec


_OF_KIND: dict[str, Callable[[Node, bool, Ledger], Node | None]] = {
    "Service": _service,
    "PersistentVolumeClaim": _claim,
    "StatefulSet": _stateful_set,
    "Job": _job,
    "Namespace": _namespace,
}
