"""Decoded objects by kind, namespace and name, and the joins by labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node


def kind_of(obj: Node) -> str:
    """Its kind; empty where none is said."""
    return _text(obj.get("kind"))


def name_of(obj: Node) -> str:
    """Its name; of `generateName` the part that stays (kubernetes-rules, section 13)."""
    return _text(obj.at("metadata", "name")) or _text(obj.at("metadata", "generateName")).rstrip("-.")


def namespace_of(obj: Node, default: str = "default") -> str:
    """Its namespace; the one that it gets where none is said."""
    return _text(obj.at("metadata", "namespace")) or default


def identity_of(obj: Node | None) -> tuple[Node | None, ...]:
    """What an object is found by, as nodes: version, kind, namespace and name."""
    if obj is None:
        return ()
    meta = obj.get("metadata")
    named = (meta.get("namespace"), meta.get("name")) if meta is not None else ()
    return (obj.get("apiVersion"), obj.get("kind"), *named)


class _Selector(NamedTuple):
    """A Service with a selector, by its place in the input."""

    order: int
    wanted: list[tuple[str, Node]]
    service: Node


class Objects:
    """The objects of one input.

    `default`: the namespace of an object that names none. Of two objects of one kind, namespace and name, the first
    one counts; `decode` leaves only one.
    """

    __slots__ = ("_by_kind", "_by_name", "_selectors", "all", "default")

    def __init__(self, objects: Iterable[Node], default: str = "default") -> None:
        self.all = list(objects)
        self.default = default
        self._by_kind: dict[str, list[Node]] = {}
        self._by_name: dict[tuple[str, str, str], Node] = {}
        self._selectors: dict[tuple[str, str, object], list[_Selector]] | None = None
        for obj in self.all:
            kind = kind_of(obj)
            self._by_kind.setdefault(kind, []).append(obj)
            self._by_name.setdefault((kind, namespace_of(obj, default), name_of(obj)), obj)

    def of(self, kind: str) -> list[Node]:
        """Every object of a kind, in the order of the input."""
        return list(self._by_kind.get(kind, ()))

    def get(self, kind: str, namespace: str, name: str) -> Node | None:
        """The object of that kind and name."""
        return self._by_name.get((kind, namespace, name))

    def selecting(self, labels: Mapping[str, str], namespace: str) -> list[Node]:
        """The Services of a namespace whose selector matches pods with these labels; no selector matches none."""
        if self._selectors is None:
            self._selectors = self._indexed()
        found: list[_Selector] = []
        for label in labels.items():
            found += self._selectors.get((namespace, *label), ())
        found = [s for s in found if all(labels.get(key) == node.value for key, node in s.wanted)]
        return [selector.service for selector in sorted(found, key=lambda selector: selector.order)]

    def _indexed(self) -> dict[tuple[str, str, object], list[_Selector]]:
        """Selectors by namespace and the rarest of their labels, which all pods that they match have."""
        found: list[tuple[_Selector, list[tuple[str, str, object]]]] = []
        times: dict[tuple[str, str, object], int] = {}
        for order, service in enumerate(self._by_kind.get("Service", ())):
            selector = service.at("spec", "selector")
            wanted = selector.items() if selector is not None else []
            if all(isinstance(node.value, str) for _, node in wanted):
                places = [(namespace_of(service, self.default), key, node.value) for key, node in wanted]
                found.append((_Selector(order, wanted, service), places))
                for place in places:
                    times[place] = times.get(place, 0) + 1
        out: dict[tuple[str, str, object], list[_Selector]] = {}
        for one, places in found:
            if places:
                out.setdefault(min(places, key=times.__getitem__), []).append(one)
        return out


def _text(node: Node | None) -> str:
    value = node.value if node is not None else None
    return value if isinstance(value, str) else ""
