"""The values of Secrets, for the one command that writes them; nothing else reads this.

A translation names an app's secrets and says which leaves a name came from: the Secret itself, or a reference to one
of its keys. The values are looked up by those leaves, so that the names are always those of the translation.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from flytrans.api.options import Options
from flytrans.api.sources import Given, load
from flytrans.api.translate import read_source
from flytrans.kubernetes.document import parse
from flytrans.kubernetes.foreign import SOPS
from flytrans.kubernetes.secret_keys import joined_name
from flytrans.mapping.made_secrets import maker_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Leaf, Ledger, Path
from flytrans.tree.node import Node, items_of


class Wanted(NamedTuple):
    """A secret of an app, by its name on Fly, and the key that holds it; `value` is None where that is not there."""

    name: str
    secret: str
    key: str
    value: bytes | None
    why: str = ""
    """Why there is no value, where more is known than that."""


class _Secret(NamedTuple):
    namespace: str
    name: str
    values: dict[str, bytes | None]
    """Bytes by key; None where what is written is no base64, or encrypted."""
    encrypted: bool = False

    def wanted(self, name: str, key: str) -> Wanted:
        """An app's secret of some name with the value of a key."""
        why = f"Secret {self.name} is encrypted; give what sops decrypt prints of it" if self.encrypted else ""
        return Wanted(name, self.name, key, self.values[key], why)


class Secrets:
    """The apps of some manifests and the Secrets among these."""

    def __init__(self, source: Given, namespace: str | None = None) -> None:
        given = load(source, "kubernetes")
        self._space = namespace or "default"
        self.documents = {
            (document.file, document.index): document.node.plain()
            for file in given.ordered()
            for document in parse(file, given.files[file], Ledger())
        }
        self.secrets = [
            _secret(obj, self._space) for tree in self.documents.values() for obj in _objects(tree) if _is_secret(obj)
        ]
        model, reading = read_source(given, Options.of({"namespace": namespace}))
        self.leaves = reading.ledger.leaves
        self.apps = {str(app.value["name"].value): app for app in items_of(model.get("apps"))}

    def of(self, app: str) -> list[Wanted]:
        """The secrets of an app, by name; those that are files come in base64, as Fly wants them."""
        found: dict[str, Wanted] = {}
        node = self.apps[app]
        for name in items_of(node.get("secrets")):
            found[str(name.value)] = self._wanted(name)
        for view in (node.get("groups") or Node({})).value.values():
            for file in _files(view):
                wanted = self._wanted(file)
                coded = base64.b64encode(wanted.value) if wanted.value is not None else None
                found[wanted.name] = wanted._replace(value=coded)
        return [found[name] for name in sorted(found)]

    def all(self) -> list[Wanted]:
        """Every key of every Secret, where no workload says how they are called."""
        keys = [key for secret in self.secrets for key in secret.values]
        return sorted(
            secret.wanted(key if keys.count(key) == 1 else joined_name(secret.name, key), key)
            for secret in self.secrets
            for key in secret.values
        )

    def _wanted(self, name: Node) -> Wanted:
        text = str(name.value)
        referred = "", ""
        for leaf in sorted(name.leaves()):
            place = self.leaves[leaf]
            for namespace, secret, key in self._references(place):
                found = next((one for one in self.secrets if (one.namespace, one.name) == (namespace, secret)), None)
                held = _key(found, text, key) if found is not None else key
                if found is not None and held in found.values:
                    return found.wanted(text, held)
                referred = secret, key or text
        maker = maker_of(name)
        return Wanted(text, *referred, None, f"{maker}, so its value is in the cluster's Secret" if maker else "")

    def _references(self, leaf: Leaf) -> Iterator[tuple[str, str, str]]:
        """Namespace, name and key (empty: any) of the Secret that a leaf is about."""
        tree = self.documents[leaf.file, leaf.document]
        start = 2 if leaf.path[:1] == ("items",) else 0
        obj = _at(tree, leaf.path[:start])
        space = _namespace(obj, self._space)
        if _is_secret(obj):
            yield space, str(obj["metadata"].get("name", "")), ""
        for length in range(len(leaf.path), start, -1):
            here = _at(tree, leaf.path[:length])
            if not isinstance(here, dict):
                continue
            source = here.get("valueFrom")
            if isinstance(source, dict) and isinstance(source.get("secretKeyRef"), dict):
                reference = source["secretKeyRef"]
                yield space, str(reference.get("name", "")), str(reference.get("key", ""))
            elif isinstance(here.get("secretName"), str) or leaf.path[length - 1] == "secret":
                item = _at(tree, leaf.path[: length + 2]) if "items" in leaf.path[length:] else {}
                key = item.get("key", "") if isinstance(item, dict) else ""
                yield space, str(here.get("secretName") or here.get("name", "")), str(key)


def _key(secret: _Secret, name: str, key: str) -> str:
    """The key of a Secret that an app's secret of this name holds."""
    if key:
        return key
    if name in secret.values:
        return name
    whole = [known for known in secret.values if joined_name(secret.name, known) == name]
    after_prefix = sorted((known for known in secret.values if name.endswith(known)), key=len)
    return (whole or after_prefix[-1:] or [""])[0]


def _files(view: Node) -> Iterator[Node]:
    holders = [view, *items_of(view.get("containers"))]
    for holder in holders:
        for file in items_of(holder.get("files")):
            name = file.get("secret_name")
            if name is not None:
                yield name


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict) and isinstance(tree.get("items"), list) and str(tree.get("kind", "")).endswith("List"):
        for item in tree["items"]:
            held = {**item, SOPS: tree[SOPS]} if SOPS in tree and isinstance(item, dict) else item
            yield from _objects(held)
    elif isinstance(tree, dict):
        yield tree


def _is_secret(obj: Any) -> bool:
    return isinstance(obj, dict) and obj.get("kind") == "Secret" and isinstance(obj.get("metadata"), dict)


def _secret(obj: dict[str, Any], space: str) -> _Secret:
    values: dict[str, bytes | None] = {}
    if SOPS in obj:
        keys = [key for field in ("data", "stringData") for key in obj.get(field) or {}]
        return _Secret(
            _namespace(obj, space), str(obj["metadata"].get("name", "")), dict.fromkeys(keys), encrypted=True
        )
    for key, text in (obj.get("data") or {}).items():
        try:
            values[key] = base64.b64decode("".join(str(text).split()), validate=True)
        except ValueError:
            values[key] = None
    for key, text in (obj.get("stringData") or {}).items():
        values[key] = str(text).encode("utf-8", "surrogateescape")
    return _Secret(_namespace(obj, space), str(obj["metadata"].get("name", "")), values)


def _namespace(obj: Any, space: str) -> str:
    metadata = obj.get("metadata") if isinstance(obj, dict) else None
    return str(metadata.get("namespace") or space) if isinstance(metadata, dict) else space


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        try:
            tree = tree[int(step) if isinstance(tree, list) else step]
        except (LookupError, TypeError, ValueError):
            return None
    return tree
