"""Files that are no manifests, or not yet: what they are, and what to run first."""

from __future__ import annotations

import re

from flytrans.kubernetes.constants import tables_of
from flytrans.kubernetes.versions import KINDS
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, walk

_ACTION = re.compile(
    r"\{\{-?\s*(?:/\*|[.$(]|(?:include|template|define|block|if|range|with|toYaml|tpl|end|else|printf|default|quote)\b)"
)
TEMPLATE = (
    "this is a template, as Helm has them, no manifest",
    "run helm template on the chart and give its output",
)
"""Message, and what to run first."""
_RUN = {
    "kustomization": "run kubectl kustomize on its folder and give its output",
    "chart": "run helm template on the chart and give its output",
    "compose": "run kompose convert and give its output, or name it in fly.toml under [build.compose]",
}
_OPEN = (
    "what it leads to is private on Fly unless something else opens it: write an Ingress, or the services of fly.toml"
    " by hand, and leave out the step that gives a private address"
)
_INSTEAD = {
    "ServiceMonitor": "fly.toml has [metrics] for what Prometheus is to scrape",
    "PodMonitor": "fly.toml has [metrics] for what Prometheus is to scrape",
    "Role": "Fly has no cluster whose API it could allow",
    "ClusterRole": "Fly has no cluster whose API it could allow",
    "RoleBinding": "Fly has no cluster whose API it could allow",
    "ClusterRoleBinding": "Fly has no cluster whose API it could allow",
    "PersistentVolume": "Fly makes a volume for each claim",
    "StorageClass": "Fly has one kind of volume",
    "HTTPRoute": _OPEN,
    "Gateway": _OPEN,
    "VirtualService": _OPEN,
    "HTTPProxy": _OPEN,
    "IngressRoute": _OPEN,
    "IngressRouteTCP": _OPEN,
    "TLSRoute": _OPEN,
    "TCPRoute": _OPEN,
    "GRPCRoute": _OPEN,
    "Route": _OPEN,
    "ExternalSecret": "what it fetches is to be set with fly secrets set; a step names the keys that stand in it",
    "SealedSecret": "what is sealed in it is to be set with fly secrets set; a step names its keys",
    "SecretProviderClass": "what it fetches is to be set with fly secrets set; a step names the keys of its Secrets",
    "Certificate": "Fly issues certificates: fly certs add",
    "ScaledObject": "on Fly the proxy starts and stops machines",
    "CustomResourceDefinition": "only a cluster knows kinds of its own",
}

_MOOT = frozenset(
    (
        *("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "CustomResourceDefinition"),
        *("PersistentVolume", "StorageClass", "CSIDriver", "VolumeSnapshotClass", "Certificate", "Issuer"),
        *("ClusterIssuer", "IngressClass", "GatewayClass", "PriorityClass", "RuntimeClass", "ResourceQuota"),
        *("PodSecurityPolicy", "APIService", "Endpoints", "EndpointSlice", "Event", "Lease", "Node"),
    )
)
"""Kinds that only a cluster needs: without them an app on Fly is no other."""

_MAKERS = ("ExternalSecret", "SealedSecret", "SecretProviderClass")

SOPS = "sops"
"""The key that SOPS adds at the top of what it encrypts (https://getsops.io/docs, Encryption Protocol)."""
_ENCRYPTED = "ENC[AES256_GCM,data:"
"""How a value begins that it has encrypted; it knows no other cipher."""
_DECRYPT = "give what sops decrypt prints of the file"

_ONLY_NAMES = ("apiVersion", "kind", "metadata", "resources", "namespace")
"""What in a kustomization says no more than which objects there are, and what they are called.

So do `labels`, unless selectors get them, as from `commonLabels`: without these a Service may find no pods
(kubectl.docs.kubernetes.io/references/kustomize/kustomization/labels).
"""


def template_start(text: str) -> int | None:
    """Where a template has its first action; None in a text that is none."""
    found = _ACTION.search(text)
    return found.start() if found else None


def tell_apart(node: Node, cx: Reading) -> None:
    """A document that is no object: what it seems to be, and what to run first."""
    message, fix = _seems(node)
    cx.found("FT010", node, message, fix)
    cx.ledger.unknown(node, message)


def _seems(node: Node) -> tuple[str, str]:
    if node.value.__class__ is not dict:
        return "the document is no Kubernetes object", ""
    keys = set(node.value)
    if SOPS in keys:
        return "the document is encrypted with SOPS", _DECRYPT
    if keys & {"resources", "bases", "patches", "patchesStrategicMerge", "configMapGenerator"} and "spec" not in keys:
        return "this is a kustomization, no manifest", _RUN["kustomization"]
    if {"apiVersion", "name", "version"} <= keys and "kind" not in keys:
        return "this is the description of a Helm chart, no manifest", _RUN["chart"]
    if "services" in keys and "kind" not in keys and "apiVersion" not in keys:
        return "this is a Compose file, no manifest", _RUN["compose"]
    if {"image", "replicaCount", "nameOverride", "fullnameOverride", "podAnnotations"} & keys and "spec" not in keys:
        return "these are the values of a Helm chart, no manifest", _RUN["chart"]
    missing = " and ".join(key for key in ("apiVersion", "kind") if _no_text(node.get(key)))
    return f"the document is no Kubernetes object: it has no {missing}", ""


def _no_text(node: Node | None) -> bool:
    return node is None or not isinstance(node.value, str) or not node.value


def tell_kustomization(obj: Node, cx: Reading) -> None:
    """A kustomization, which no API server knows, either: what it would change is not applied."""
    message = "this is a kustomization, no manifest"
    changes = [key for key in obj.value if key not in _ONLY_NAMES and (key != "labels" or _selects(obj.value[key]))]
    if changes:
        message += f"; not applied: {', '.join(changes)}"
    cx.found("FT006", obj.value["kind"], message, _RUN["kustomization"])
    cx.ledger.note(obj, "unknown", "FT006", message)


def _selects(labels: Node) -> bool:
    """Whether some of a kustomization's labels are put into selectors, too."""
    said = [entry.get("includeSelectors") for entry in tables_of(labels)]
    return any(node is not None and node.value is True for node in said)


def tell_encrypted(obj: Node, cx: Reading) -> bool:
    """Whether SOPS has encrypted a value of an object: what stands there is then not what anybody reads who gets it."""
    values = (node for _, node in walk(obj.without(SOPS)))
    first = next((node for node in values if isinstance(node.value, str) and node.value.startswith(_ENCRYPTED)), None)
    if first is None:
        return False
    message = "the object is encrypted with SOPS, so it is left out"
    cx.found("FT016", first, message, _DECRYPT)
    cx.ledger.note(obj, "unknown", "FT016", message)
    return True


def tell_kind(obj: Node, cx: Reading) -> None:
    """An object of a kind that is not translated: one finding, and its leaves dropped."""
    kind, version = obj.value["kind"], obj.value["apiVersion"].value
    known, code = KINDS.get(kind.value), "FT006" if kind.value in _MOOT else "FT015"
    if known is not None and known.version.partition("/")[0] == str(version).partition("/")[0]:
        message, fix = f"{version} is no version of {kind.value} that is known", f"write {known.version}"
    else:
        message = f"objects of kind {kind.value} ({version}) are not translated"
        group = str(version).partition("/")[0]
        mistaken = known is not None and ("." not in group or group.endswith(".k8s.io"))
        fix = _INSTEAD.get(str(kind.value), f"write {known.version}" if known is not None and mistaken else "")
        if kind.value in _MAKERS:
            from flytrans.kubernetes.secret_makers import tell_maker

            if more := tell_maker(obj, cx):
                message += f", and not all keys of Secret {more} stand in it"
                fix += f"; kubectl get secret {more.replace(',', '')} -o yaml shows them"
    cx.found(code, kind, message, fix)
    cx.ledger.dropped(obj, code, f"{message}: {fix}" if fix else message)
