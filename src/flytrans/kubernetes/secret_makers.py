"""Secrets that no file has, as a controller makes them of an object: of their keys, those that the object names.

An object of such a kind is not translated, as what it asks for is in a store that Fly does not look into. But the
names of the keys are what an app's secrets are called, so each stands for the Secret where that is asked for. Sources:
external-secrets pkg/controllers/externalsecret/externalsecret_controller_template.go (applyTemplate), sealed-secrets
pkg/apis/sealedsecrets/v1alpha1/sealedsecret_expansion.go (Unseal), secrets-store-csi-driver
apis/v1/secretproviderclass_types.go (SecretObject).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.objects import kind_of, name_of, namespace_of
from flytrans.kubernetes.secret_keys import OPEN, because, is_open
from flytrans.mapping.made_secrets import made_by
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, entries_of, made, table, text_at

_ADDS = "adds"


def with_made(objects: list[Node], others: Iterable[Node], space: str) -> list[Node]:
    """The objects, and Secrets that some others stand for; one that is there counts, and a maker may add keys to it.

    `space`: the namespace of an object that names none.
    """
    there = {(namespace_of(obj, space), name_of(obj)): obj for obj in objects if kind_of(obj) == "Secret"}
    made_ones: dict[tuple[str, str], Node] = {}
    for obj in others:
        for secret in _made_of(obj):
            key = (namespace_of(secret, space), name_of(secret))
            if key not in there or secret.get(_ADDS) is not None:
                made_ones[key] = _joined(made_ones.get(key) or there.get(key), secret)
    if not made_ones:
        return objects
    replaced = {id(there[key]) for key in made_ones if key in there}
    return [*(obj for obj in objects if id(obj) not in replaced), *made_ones.values()]


def tell_maker(obj: Node, cx: Reading) -> str:
    """Note what of an object that makes Secrets says no more; names of those of which not all keys stand in it."""
    if not _made_of(obj):
        return ""
    cx.ledger.inert(obj.get("apiVersion"), "every version of the kind names its keys alike")
    if (policy := obj.at("spec", "target", "creationPolicy")) is not None and policy.value != "Merge":
        cx.ledger.inert(policy, "who owns the Secret changes none of its keys")
    return ", ".join(name_of(secret) for secret in _made_of(obj) if is_open(secret))


def _made_of(obj: Node) -> list[Node]:
    """The Secrets that an object makes."""
    group, versions, make = _MAKERS.get(kind_of(obj), _NONE)
    known = text_at(obj, "apiVersion") in {f"{group}/{version}" for version in versions}
    return list(make(obj)) if known else []


def _joined(known: Node | None, more: Node) -> Node:
    if known is None:
        return more
    data = {key: node for secret in (known, more) for key, node in entries_of(secret.get("data"))}
    return known.having(data=Node(data), **{OPEN: more.get(OPEN) or known.get(OPEN)})


def _external(obj: Node) -> Iterator[Node]:
    """ExternalSecret of external-secrets.io."""
    target = obj.at("spec", "target") or Node({})
    policy, template = target.get("creationPolicy"), target.get("template") or Node({})
    if text_of(policy) not in (None, "Owner", "Orphan", "Merge"):
        return
    name = target.get("name")
    spelled, data = entries_of(template.get("data")), tables_of(obj.at("spec", "data"))
    merge, named = template.get("mergePolicy"), bool(spelled or tables_of(template.get("templateFrom")))
    whole = not named or text_of(merge) == "Merge"
    keys = [(text_at(entry, "secretKey"), entry.value["secretKey"]) for entry in data if text_at(entry, "secretKey")]
    found = [*(keys if whole else ()), *((key, None) for key, _ in spelled)]
    store = obj.at("spec", "secretStoreRef") or Node({})
    yield _secret(
        obj,
        name if text_of(name) else obj.at("metadata", "name"),
        found,
        [policy if text_of(policy) == "Merge" else None, merge if named and whole else None],
        store=f"{text_at(store, 'kind') or 'SecretStore'} {called}" if (called := text_at(store, "name")) else "",
        of_type=template.get("type"),
        unlisted=(whole and bool(tables_of(obj.at("spec", "dataFrom"))))
        or bool(tables_of(template.get("templateFrom"))),
        adds=text_of(policy) == "Merge",
    )


def _sealed(obj: Node) -> Iterator[Node]:
    """SealedSecret of bitnami.com; the Secret always has its name, whatever the template says."""
    template = obj.at("spec", "template") or Node({})
    spelled = entries_of(template.get("data"))
    gone = {key for key, node in spelled if node.value is None}
    keys = {key: None for key, _ in (*entries_of(obj.at("spec", "encryptedData")), *spelled) if key not in gone}
    old = obj.at("spec", "data")
    yield _secret(
        obj,
        obj.at("metadata", "name"),
        keys.items(),
        [],
        of_type=template.get("type"),
        unlisted=old is not None and not keys,
    )


def _provided(obj: Node) -> Iterator[Node]:
    """SecretProviderClass of the secrets store driver: Secrets that it makes of what it mounts."""
    for made_of in tables_of(obj.at("spec", "secretObjects")):
        entries = [entry for entry in tables_of(made_of.get("data")) if text_at(entry, "key")]
        keys = [(text_at(entry, "key"), entry.value["key"]) for entry in entries]
        store = text_at(obj, "spec", "provider")
        yield _secret(obj, made_of.get("secretName"), keys, [], store=store, of_type=made_of.get("type"))


_Maker = Callable[[Node], Iterator[Node]]
_MAKERS: dict[str, tuple[str, tuple[str, ...], _Maker]] = {
    "ExternalSecret": ("external-secrets.io", ("v1", "v1beta1", "v1alpha1"), _external),
    "SealedSecret": ("bitnami.com", ("v1alpha1",), _sealed),
    "SecretProviderClass": ("secrets-store.csi.x-k8s.io", ("v1", "v1alpha1"), _provided),
}
"""API group, versions, and what tells the Secrets of an object, by kind."""
_NONE: tuple[str, tuple[str, ...], _Maker] = ("", (), lambda obj: iter(()))


def _secret(
    obj: Node,
    name: Node | None,
    keys: Iterable[tuple[str, Node | None]],
    deciders: list[Node | None],
    *,
    store: str = "",
    of_type: Node | None = None,
    unlisted: bool = False,
    adds: bool = False,
) -> Node:
    """The Secret that an object stands for; a key without a leaf of its own is one of a table."""
    kind, space, reason = obj.value["kind"], obj.at("metadata", "namespace"), made_by(kind_of(obj), name_of(obj), store)
    named = Node(text_of(name) or "").why(name, *deciders)
    data: dict[str, Node] = {}
    for key, said in keys:
        whole = made("", said, data.get(key)) if said is not None else data.get(key) or Node("")
        data[key] = because(whole.why(kind, space, named), reason)
    return table(
        apiVersion=Node("v1"),
        kind=kind.map(lambda _: "Secret"),
        metadata=table(name=named, namespace=space),
        type=of_type,
        data=Node(data),
        **{OPEN: because(Node(""), reason) if unlisted else None, _ADDS: Node(True) if adds else None},
    )
