"""Decoded objects by kind, namespace and name, and the joins by labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any, TypeVar

from flytrans.kubernetes.selectors import Selector, Selectors
from flytrans.tree.node import Node, text_at

T = TypeVar("T")


def kind_of(obj: Node) -> str:
    """Its kind; empty where none is said."""
    return text_at(obj, "kind")


def name_of(obj: Node) -> str:
    """Its name; of `generateName` the part that stays."""
    return text_at(obj, "metadata", "name") or text_at(obj, "metadata", "generateName").rstrip("-.")


def namespace_of(obj: Node, default: str = "default") -> str:
    """Its namespace; the one that it gets where none is said."""
    return text_at(obj, "metadata", "namespace") or default


def identity_of(obj: Node | None) -> tuple[Node | None, ...]:
    """What an object is found by, as nodes: version, kind, namespace and name."""
    if obj is None:
        return ()
    meta = obj.get("metadata")
    named = (meta.get("namespace"), meta.get("name")) if meta is not None else ()
    return (obj.get("apiVersion"), obj.get("kind"), *named)


class Objects:
    """The objects of one input.

    `default`: the namespace of an object that names none. Of two objects of one kind, namespace and name, the first
    one counts; `decode` leaves only one. `left_out`: kind and name of what it could not decode.
    """

    __slots__ = ("_by_kind", "_by_name", "_left_out", "_made", "all", "default")

    def __init__(
        self, objects: Iterable[Node], default: str = "default", left_out: Set[tuple[str, str]] = frozenset()
    ) -> None:
        self.all = list(objects)
        self.default = default
        self._left_out = left_out
        self._by_kind: dict[str, list[Node]] = {}
        self._by_name: dict[tuple[str, str, str], Node] = {}
        self._made: dict[Callable[[Objects], Any], Any] = {}
        for obj in self.all:
            kind = kind_of(obj)
            self._by_kind.setdefault(kind, []).append(obj)
            self._by_name.setdefault((kind, self.space_of(obj), name_of(obj)), obj)

    def space_of(self, obj: Node) -> str:
        """The namespace of an object."""
        return namespace_of(obj, self.default)

    def of(self, kind: str) -> list[Node]:
        """Every object of a kind, in the order of the input."""
        return list(self._by_kind.get(kind, ()))

    def get(self, kind: str, namespace: str, name: str) -> Node | None:
        """The object of that kind and name."""
        return self._by_name.get((kind, namespace, name))

    def is_left_out(self, kind: str, name: str) -> bool:
        """Whether an object of that kind and name is in the input and could not be decoded."""
        return (kind, name) in self._left_out

    def missing(self, kind: str, namespace: str, name: str, fix: str) -> tuple[str, str]:
        """Why an object that is asked for is not found, and how to mend it: it may be there in another namespace."""
        spaces = self.once(_namespaces).get((kind, name))
        if spaces is None and self.is_left_out(kind, name):
            return f"{kind} {name} is left out, as it cannot be read", "mend what is wrong with it"
        if spaces is None:
            return f"{kind} {name} is not in the input", fix
        message = f"{kind} {name} is in namespace {min(spaces)}, and what asks for it in {namespace}"
        return message, "write the same metadata.namespace in both"

    def once(self, make: Callable[[Objects], T]) -> T:
        """What a function makes of all objects, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def selecting(self, labels: Mapping[str, str], namespace: str) -> list[Node]:
        """The Services of a namespace whose selector matches pods with these labels; no selector matches none."""
        return self.once(_services).matching(labels, namespace)


def _namespaces(objects: Objects) -> dict[tuple[str, str], set[str]]:
    """The namespaces in which there are objects of a kind and name."""
    out: dict[tuple[str, str], set[str]] = {}
    for obj in objects.all:
        out.setdefault((kind_of(obj), name_of(obj)), set()).add(objects.space_of(obj))
    return out


def _services(objects: Objects) -> Selectors:
    found = []
    for service in objects.of("Service"):
        selector = service.at("spec", "selector")
        if selector is not None and (wanted := selector.items()):
            found.append(Selector(service, objects.space_of(service), wanted))
    return Selectors(found)
