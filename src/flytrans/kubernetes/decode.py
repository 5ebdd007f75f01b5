"""From documents to objects, as an API server's decoder takes them.

Lists are opened, nulls and what a server wrote is left out, old versions are made new, values of Secrets are taken
away. What cannot be decoded is found with its place and left out, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.arrangement import with_ties_by_content
from flytrans.kubernetes.defaults import without_pull_policies
from flytrans.kubernetes.foreign import SOPS, tell_apart, tell_encrypted, tell_kind, tell_kustomization
from flytrans.kubernetes.objects import identity_of, kind_of, name_of, namespace_of
from flytrans.kubernetes.own import is_translated
from flytrans.kubernetes.server_set import is_live, without_server_set
from flytrans.kubernetes.structure import NULL, Shape, Told, Wrong, fit, is_base64, root_of
from flytrans.kubernetes.versions import GONE_FIELDS, KINDS, LATER_FIELDS, renew
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.document import Document
from flytrans.tree.node import Node, entries_of, items_of, made, text_at

SECRET_VALUE = "the value of a secret does not travel"
NO_VALUE = Node("", (), (), SECRET_VALUE)
_HOLDER = "a list only holds objects together"


class Decoded(NamedTuple):
    """What was in the documents."""

    objects: list[Node]
    """Objects of the kinds that are translated; no Secret among them has a value."""
    passing: list[Node]
    """What only manifests may hold: Secrets with their values, and objects of other kinds as they are written."""
    left_out: frozenset[tuple[str, str]]
    """Kind and name of what cannot be decoded."""


def decode(documents: list[Document], cx: Reading) -> list[Node]:
    """The objects of the kinds that are translated."""
    return decode_all(documents, cx).objects


def decode_all(documents: list[Document], cx: Reading) -> Decoded:
    """Every object in the documents, in their order; what is found is noted in `cx`."""
    found = [obj for document in documents for obj in _opened(document.node, cx)]
    owned = _owned(found, cx.namespace)
    decoded: list[Node] = []
    left_out: set[tuple[str, str]] = set()
    for obj in found:
        if id(obj) in owned:
            cx.ledger.inert(obj, "made by its owner, which is in the input, too")
            continue
        whole = _decoded(obj, cx)
        if whole is not None:
            decoded.append(whole)
        else:
            left_out.add((kind_of(obj), name_of(obj)))
    objects: list[Node] = []
    passing: list[Node] = []
    for obj in _each_once(decoded, cx):
        if not is_translated(obj):
            tell_kind(obj, cx)
            passing.append(obj)
        elif kind_of(obj) == "Secret":
            passing.append(obj.get(SOPS) or obj)
            objects.append(_without_values(obj, cx))
        else:
            objects.append(obj)
    return Decoded(with_ties_by_content(objects), with_ties_by_content(passing), frozenset(left_out))


def _opened(node: Node, cx: Reading) -> Iterator[Node]:
    """The objects in a document: itself, or the items of a List, those of a typed one with its kind and version."""
    kind, items = kind_of(node), node.get("items")
    single = kind.removesuffix("List")
    if single == kind or items is None or (single and single not in KINDS):
        yield node
        return
    if items.value.__class__ is not list and items.value is not None:
        _refuse(node, items, "items: expected a list", cx)
        return
    for item in items.each():
        if single and item.value.__class__ is dict:
            typed = {"apiVersion": node.get("apiVersion"), "kind": made(single, node.get("kind"))}
            item = item.having(**{key: entry for key, entry in typed.items() if item.get(key) is None})
        if node.get(SOPS) is not None and item.value.__class__ is dict:
            item = item.having(**{SOPS: node.get(SOPS)})
        yield from _opened(item, cx)
    for key, entry in node.items():
        if key != "items" or not items.each():
            cx.ledger.inert(entry, _HOLDER)


def _decoded(obj: Node, cx: Reading) -> Node | None:
    """One object, ready to be read; None where it cannot be. One of a kind that is not translated stays as it is."""
    if obj.value.__class__ is not dict or not text_at(obj, "apiVersion") or not text_at(obj, "kind"):
        tell_apart(obj, cx)
        return None
    kind, version = text_at(obj, "kind"), text_at(obj, "apiVersion")
    sops = obj.get(SOPS)
    if _is_unusable(obj, kind, version, cx):
        return None
    if kind == "Secret":
        _mask(obj, cx)
    if cx.ledger.odd:
        _tell_odd(obj, cx)
    if cx.ledger.faults and not _is_sound(obj, cx):
        return None
    if not _is_known(obj):
        return obj
    known = KINDS[kind]
    live = is_live(obj)
    if version != known.version:
        obj = _renewed(obj, kind, version, cx)
    whole = obj
    if sops is not None:
        cx.ledger.note(sops, "unknown", "FT016", "how SOPS encrypted the values")
        obj = obj.without(SOPS)
    try:
        broken = _broken_values(obj, cx, encrypted=sops is not None) if kind == "Secret" else {}
        sound = _with_values(obj, dict.fromkeys(broken, NO_VALUE))
        decoded = fit(sound, root_of(known.definition), _told(cx, kind))
    except Wrong as wrong:
        _refuse_value(obj, wrong, cx)
        return None
    if decoded is None:
        return None
    decoded = _with_values(decoded, broken).having(**{SOPS: whole} if sops is not None and kind == "Secret" else {})
    if not name_of(decoded):
        name = obj.at("metadata", "name")
        _refuse(obj, name if name is not None else obj.get("kind"), "metadata.name: expected a name", cx)
        return None
    return without_pull_policies(without_server_set(decoded, kind, live, cx.ledger), cx.ledger)


def _is_unusable(obj: Node, kind: str, version: str, cx: Reading) -> bool:
    """Whether an object is none that a server is ever given as it is."""
    if version.startswith("kustomize.config.k8s.io/"):
        tell_kustomization(obj, cx)
        return True
    if obj.get(SOPS) is None or kind == "Secret" or not (kind in KINDS or kind.startswith("ENC[")):
        return False
    return tell_encrypted(obj, cx)


def _broken_values(secret: Node, cx: Reading, *, encrypted: bool) -> dict[str, Node]:
    """Values of a Secret that are no base64: a server refuses them, but their keys are names all the same.

    What SOPS encrypted is none, either, and no server ever sees it.
    """
    entries = entries_of(secret.get("data"))
    broken = {key: node for key, node in entries if isinstance(node.value, str) and not is_base64(node.value)}
    for key, node in broken.items() if not encrypted else ():
        cx.found("FT004", node, f"data.{key}: expected base64, found text", "give plain text in stringData")
    return broken


def _with_values(secret: Node, values: dict[str, Node]) -> Node:
    return secret.having(data=Node({**secret.value["data"].value, **values})) if values else secret


def _renewed(obj: Node, kind: str, version: str, cx: Reading) -> Node:
    said, today = obj.value["apiVersion"], KINDS[kind]
    if version not in today.served:
        message = f"{version} is an old version of {kind}, which today's servers refuse"
        cx.found("FT005", said, message, f"write {today.version}")
    obj = _without_later_fields(obj, kind, version, cx)
    cx.ledger.moot(said, f"read as {today.version}", "FT450")
    cx.ledger.reason(said, "FT450", "what an old version has unsaid is not what today's has")
    spec = obj.get("spec")
    for field in [field for owner, field in GONE_FIELDS if owner == kind]:
        entry = spec.get(field) if spec is not None else None
        if spec is not None and entry is not None:
            cx.ledger.inert(entry, "counted by the server, or an order that was carried out")
            obj = obj.having(spec=spec.without(field))
    return renew(_without_nulls(obj, cx), kind, version)


def _without_later_fields(obj: Node, kind: str, version: str, cx: Reading) -> Node:
    spec = obj.get("spec")
    if spec is None or spec.value.__class__ is not dict:
        return obj
    for field in LATER_FIELDS.get((kind, version), ()):
        entry = spec.get(field)
        if entry is not None:
            message = f"{kind} of {version} has no field spec.{field}"
            cx.ledger.unknown(entry, message)
            cx.ledger.keeps_out(obj.get("apiVersion"), f"{version} has no field spec.{field}")
            cx.found("FT003", entry, f"{message}; a server drops it", f"write {KINDS[kind].version}")
            spec = spec.without(field)
    return obj.having(spec=spec)


def _without_nulls(node: Node, cx: Reading) -> Node:
    if node.value.__class__ is list:
        return Node([_without_nulls(item, cx) for item in node.each()], node.sources, node.because)
    if node.value.__class__ is not dict:
        return node
    out = {}
    for key, entry in node.items():
        if entry.value is None:
            cx.ledger.inert(entry, NULL)
        else:
            out[key] = _without_nulls(entry, cx)
    return Node(out, node.sources, node.because)


def _told(cx: Reading, kind: str) -> Told:
    ledger = cx.ledger

    def unknown(key: str, node: Node, shape: Shape) -> None:
        from difflib import get_close_matches

        def fix() -> str:
            near = get_close_matches(key, shape.fields or (), 1)
            return f"did you mean {near[0]}?" if near else ""

        ledger.unknown(node, f"{kind} has no field {key!r} here")
        cx.found("FT003", node, f"{kind} has no field {key!r} here; a server drops it", fix)

    return Told(ledger.inert, unknown)


def _tell_odd(obj: Node, cx: Reading) -> None:
    for leaf in sorted(obj.data() & cx.ledger.odd.keys()):
        cx.found("FT002", Node(None, (leaf,)), cx.ledger.odd[leaf], "write it as \\xNN in double quotes")


def _is_sound(obj: Node, cx: Reading) -> bool:
    """Whether no key in an object is given twice."""
    faults = cx.ledger.faults
    first = min((leaf for leaf in obj.data() if leaf in faults), default=None)
    if first is None:
        return True
    version = obj.get("apiVersion")
    joined = version is not None and not version.data().isdisjoint(faults)
    fix = "put a line of --- between two objects" if joined else ""
    cx.found("FT004", Node(None, (first,)), f"{faults[first]}{_without(obj)}", fix)
    cx.ledger.note(obj, "unknown", "FT004", "the object cannot be decoded, so it is left out")
    return False


_FOUND = {str: "text", bool: "true or false", int: "a number", float: "a number", dict: "a table", list: "a list"}


def _refuse(obj: Node, node: Node | None, message: str, cx: Reading, fix: str = "") -> None:
    """The value at fault is none that a server knows; the rest of the object is left out with it."""
    cx.found("FT004", node, f"{message}{_without(obj)}", fix)
    cx.ledger.note(node, "unknown", "FT004", message)
    cx.ledger.note(obj, "unknown", "FT004", "the object cannot be decoded, so it is left out")


def _without(obj: Node) -> str:
    """What a fault costs: the whole object."""
    name = text_at(obj, "metadata", "name")
    return f"; {kind_of(obj)} {name} is left out" if name else ""


def _refuse_value(obj: Node, wrong: Wrong, cx: Reading) -> None:
    """A value that does not decode, by its place and its type; never by what it is, which may be a secret."""
    where = (_path(obj, wrong.node) or "").lstrip(".") or kind_of(obj)
    found = _FOUND.get(wrong.node.value.__class__, "nothing")
    message = f"{where}: expected {wrong.expected}" + (f", found {found}" if found != wrong.expected else "")
    quote = wrong.expected == "text" and found in ("a number", "true or false")
    _refuse(obj, wrong.node, message, cx, "put it in quotes" if quote else "")


def _path(tree: Node, wanted: Node) -> str | None:
    """Where a node is in a tree, like `.spec.containers[0].env`."""
    if tree is wanted:
        return ""
    if tree.value.__class__ is dict:
        entries = [(f".{key}", node) for key, node in tree.items()]
    else:
        entries = [(f"[{index}]", node) for index, node in enumerate(tree.each())]
    for step, node in entries:
        rest = _path(node, wanted)
        if rest is not None:
            return step + rest
    return None


def _owned(objects: list[Node], space: str) -> set[int]:
    """Those that a controller made, which is in the input, too, and is read in their place.

    What an owner of another kind made is all that is known of it: the Secret of an ExternalSecret, for one.
    """
    children = [obj for obj in objects if obj.at("metadata", "ownerReferences") is not None]
    owners: dict[object, int] = {}
    for obj in filter(_is_known, objects) if children else ():
        owners.setdefault((kind_of(obj), namespace_of(obj, space), name_of(obj)), id(obj))
        uid = text_at(obj, "metadata", "uid")
        if uid:
            owners.setdefault(uid, id(obj))
    return {id(obj) for obj in children if _controller(obj, owners, space) not in (None, id(obj))}


def _is_known(obj: Node) -> bool:
    """Whether an object is of a kind that is translated, in any version of it."""
    known, version = KINDS.get(kind_of(obj)), text_at(obj, "apiVersion")
    return known is not None and (version == known.version or version in known.older)


def _controller(obj: Node, owners: dict[object, int], space: str) -> int | None:
    for owner in items_of(obj.at("metadata", "ownerReferences")):
        controls = owner.get("controller")
        if controls is not None and controls.value is True:
            name = (kind_of(owner), namespace_of(obj, space), text_at(owner, "name"))
            return owners.get(text_at(owner, "uid")) or owners.get(name)
    return None


def _mask(secret: Node, cx: Reading) -> None:
    """Forget the values of a Secret where they were noted, whatever becomes of it."""
    for field in ("data", "stringData"):
        entries = secret.get(field)
        for leaf in entries.data() if entries is not None else ():
            cx.ledger.values[leaf] = ""


def _without_values(secret: Node, cx: Reading) -> Node:
    """A Secret whose keys are all that is left of its values."""
    changed: dict[str, Node] = {}
    for field in ("data", "stringData"):
        entries = secret.get(field)
        if entries is None:
            continue
        cx.ledger.dropped(entries, "FT510", SECRET_VALUE)
        if entries.value:
            changed[field] = Node({key: Node("", (), (), SECRET_VALUE) for key in entries.value})
    return secret.having(**changed).without(SOPS)


def _each_once(objects: list[Node], cx: Reading) -> list[Node]:
    """Of objects of one kind, namespace and name only one, whichever order they come in."""
    seen: dict[object, Node] = {}
    for obj in objects:
        named = obj.at("metadata", "name") is not None
        group = text_at(obj, "apiVersion").rpartition("/")[0]
        key: object = (group, kind_of(obj), namespace_of(obj, cx.namespace), name_of(obj)) if named else id(obj)
        if key not in seen:
            seen[key] = obj
            continue
        one, other = sorted((seen[key], obj), key=lambda node: repr(node.plain()))
        cx.found("FT013", one.get("kind"), f"{kind_of(obj)} {name_of(obj)} is there twice; this one is not read")
        for said in (*identity_of(one), *identity_of(other)):
            cx.ledger.keeps_out(said, "of objects of one kind and name only one is read")
        cx.ledger.inert(one, "another object of the same kind and name is read")
        seen[key] = other
    return list(seen.values())
