"""Secrets and claims that no workload of the input uses: kept for steps, by the names of their keys and their sizes.

What the cluster or another program made for itself is left out (K: core/v1 SecretType), and what Fly has otherwise:
certificates of an Ingress, logins of registries.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.claim_reading import whole_gigabytes
from flytrans.kubernetes.claim_users import claim_users
from flytrans.kubernetes.claims import volume_name
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.kinds import API_VERSIONS
from flytrans.kubernetes.objects import Objects, name_of
from flytrans.kubernetes.secret_keys import keys_of
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, listing, table

_OF_THE_CLUSTER = (
    "kubernetes.io/service-account-token",
    "kubernetes.io/dockercfg",
    "kubernetes.io/dockerconfigjson",
    "bootstrap.kubernetes.io/token",
    "helm.sh/release.v1",
)
_EVERY_NAMESPACE_HAS = ("kube-root-ca.crt", "openshift-service-ca.crt", "istio-ca-root-cert")
_USERS = (*API_VERSIONS, "Ingress", "ServiceAccount")
_STORAGE = ("spec", "resources", "requests", "storage")


def gather_unused(objects: Objects, cx: Reading) -> Node | None:
    """The Secrets and claims that nothing uses; None where there is none."""
    secrets = [obj for obj in objects.of("Secret") if text_of(obj.get("type")) not in _OF_THE_CLUSTER]
    claims = objects.of("PersistentVolumeClaim")
    if not secrets and not claims:
        return None
    users = [obj for kind in _USERS for obj in objects.of(kind)] if secrets else []
    used = {(objects.space_of(obj), name) for obj in users for name in _named(obj, "secret")}
    left = [obj for obj in secrets if (objects.space_of(obj), name_of(obj)) not in used and keys_of(obj)]
    free = _unclaimed(claims, objects)
    for secret in left:
        cx.ledger.dropped(secret.get("kind"), "FT425", "no workload here reads it; a step names its keys")
    for claim in free:
        for node, code in ((claim.get("kind"), "FT427"), (claim.at(*_STORAGE), "FT442")):
            cx.ledger.reason(node, code, "no workload here mounts it; a step makes the volume")
    found = {
        "secrets": [_secret(secret, objects) for secret in left],
        "volumes": [_volume(claim, objects) for claim in free],
    }
    return table(**{key: listing(nodes) if nodes else None for key, nodes in found.items()}) if left or free else None


def tell_unused_config(objects: Objects, cx: Reading) -> None:
    """Tell of ConfigMaps that no pod uses: what reads them through the cluster's API, as Spring does, finds none."""
    configs = [obj for obj in objects.of("ConfigMap") if name_of(obj) not in _EVERY_NAMESPACE_HAS]
    if not configs or cx.own:
        return
    users = [obj for kind in API_VERSIONS for obj in objects.of(kind)]
    used = {(objects.space_of(obj), name) for obj in users for name in _named(obj, "configmap")}
    message = "what reads it through the cluster's API finds none"
    for obj in configs:
        if (objects.space_of(obj), name_of(obj)) not in used:
            for key in ("data", "binaryData"):
                cx.ledger.reason(obj.get(key), "FT464", message)


def _secret(obj: Node, objects: Objects) -> Node:
    keys = listing(Node(key) for key in keys_of(obj))
    return table(name=Node(name_of(obj)), namespace=Node(objects.space_of(obj)), keys=keys)


def _volume(claim: Node, objects: Objects) -> Node:
    size = whole_gigabytes(claim.at(*_STORAGE))
    return table(
        name=Node(volume_name(name_of(claim))),
        namespace=Node(objects.space_of(claim)),
        claim=Node(name_of(claim)),
        initial_gb=Node(size) if size is not None else None,
    )


def _named(obj: Node, kind: str) -> Iterator[str]:
    """Names of Secrets that an object refers to: what every kind calls secretName, secretRef, imagePullSecrets …

    So it is with ConfigMaps.
    """
    todo = [obj]
    for node in todo:
        for key, entry in node.items():
            if kind in key.lower():
                for one in (entry, entry.get("name"), *(item.get("name") for item in tables_of(entry))):
                    if text := text_of(one):
                        yield text
            todo.append(entry)
        todo += node.each()


def _unclaimed(claims: list[Node], objects: Objects) -> list[Node]:
    """Claims that no pod names, and that no StatefulSet has made of a template (TEMPLATE-SET-ORDINAL)."""
    workloads = [obj for kind in API_VERSIONS for obj in objects.of(kind)] if claims else []
    used = objects.once(claim_users) if claims else {}
    stems = tuple(
        f"{objects.space_of(obj)}/{text_of(made.at('metadata', 'name'))}-{name_of(obj)}-"
        for obj in workloads
        for made in tables_of(obj.at("spec", "volumeClaimTemplates"))
    )
    known = [(objects.space_of(claim), name_of(claim), claim) for claim in claims]
    return [c for space, name, c in known if (space, name) not in used and not f"{space}/{name}".startswith(stems)]
