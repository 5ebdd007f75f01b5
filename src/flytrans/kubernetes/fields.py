"""What `fieldRef` and `resourceFieldRef` stand for: a constant, a fact that a machine knows, or nothing.

Upstream: pkg/fieldpath/fieldpath.go and pkg/api/v1/resource/helpers.go.
"""

from __future__ import annotations

import re

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.guest import MIB
from flytrans.tree.node import Node, made, text_at
from flytrans.values.bad import Bad
from flytrans.values.quantity import ONE, parse_quantity

REFERENCES = {"metadata.name": "id", "metadata.uid": "id", "status.podIP": "private_ip", "status.podIPs": "private_ip"}
_KEYED = r"metadata\.(labels|annotations)\['([^']*)'\]"


def wants_facts(container: Node) -> bool:
    """Whether a variable of a container is a field of its pod that a machine can fill in."""
    paths = [entry.at("valueFrom", "fieldRef", "fieldPath") for entry in tables_of(container.get("env"))]
    return any(text_of(path) in REFERENCES for path in paths)


class FieldSource:
    """The fields of a pod that its template says."""

    __slots__ = ("facts", "guest", "metadata", "namespace", "numbered", "pod")

    def __init__(
        self, metadata: Node | None, pod: Node, guest: Node | None, namespace: Node, facts: bool, numbered: bool = False
    ) -> None:
        self.metadata = metadata
        self.pod = pod
        self.guest = guest
        self.namespace = namespace
        self.facts = facts
        """Whether a machine can fill in facts of its own (`env_from`): only one with containers can."""
        self.numbered = numbered
        """Whether a pod's name ends in its number (K: pkg/controller/statefulset/stateful_set_utils.go)."""

    def constant(self, source: Node, container: Node) -> Node | None:
        """The value of a source of a variable of a container, where these files say it."""
        path = source.at("fieldRef", "fieldPath")
        if path is not None:
            found = self._field(text_of(path) or "")
            return made(found.value, found, path, reason=found.reason) if found is not None else None
        resource = source.get("resourceFieldRef")
        return self._resource(resource, container) if resource is not None else None

    def reference(self, source: Node) -> Node | None:
        """The machine's own fact that is nearest to a field."""
        path = source.at("fieldRef", "fieldPath")
        word = REFERENCES.get(text_of(path) or "")
        return made(word, path) if word is not None and self.facts else None

    def is_numbered(self, source: Node) -> bool:
        """Whether a source is the name of a pod of a StatefulSet."""
        return self.numbered and text_at(source, "fieldRef", "fieldPath") == "metadata.name"

    def _field(self, path: str) -> Node | None:
        if path == "metadata.namespace":
            return self.namespace
        if path == "spec.serviceAccountName":
            found = self.pod.get("serviceAccountName")
            return found if text_of(found) else Node("default", (), (), "a pod's service account is default")
        keyed = re.fullmatch(_KEYED, path)
        entries = self.metadata.get(keyed[1]) if keyed is not None and self.metadata is not None else None
        value = entries.get(keyed[2]) if entries is not None and keyed is not None else None
        return value if isinstance(value.value if value is not None else None, str) else None

    def _resource(self, reference: Node, container: Node) -> Node | None:
        """A figure of a container, its own unless said; without one its machine is what it can use."""
        kind, _, name = text_at(reference, "resource").partition(".")
        if kind not in ("limits", "requests") or not name:
            return None
        divisor = reference.get("divisor")
        found = next(
            (
                node
                for holder in (self._named(reference, container), self.pod)
                for key in (kind, "limits")
                if (node := holder.at("resources", key, name)) is not None
            ),
            None,
        )
        figure, unit = quantity_of(found), quantity_of(divisor)
        if figure is None and found is None:
            found = self._of_machine(name)
            figure = found.value if found is not None else None
        if figure is None:
            return None
        said = (reference.get("containerName"), reference.get("resource"), divisor)
        return made(str(-(-figure // (unit or ONE))), found, *said)

    def _named(self, reference: Node, container: Node) -> Node:
        name = text_of(reference.get("containerName"))
        holders = [*tables_of(self.pod.get("containers")), *tables_of(self.pod.get("initContainers"))]
        return next((one for one in holders if name and text_of(one.get("name")) == name), container)

    def _of_machine(self, resource: str) -> Node | None:
        """What the machine has, where Kubernetes takes what the node has (K: pkg/api/v1/resource/helpers.go)."""
        guest = self.guest
        if resource == "cpu":
            cpus = guest.get("cpus") if guest is not None else None
            return cpus.map(lambda count: count * ONE) if cpus is not None else _least(ONE)
        if resource == "memory":
            size = guest.get("memory_mb") if guest is not None else None
            return size.map(lambda count: count * MIB * ONE) if size is not None else _least(256 * MIB * ONE)
        return None


def _least(amount: int) -> Node:
    return Node(amount, (), (), "the smallest machine has it")


def quantity_of(node: Node | None) -> int | None:
    """A quantity in billionths; None where it is none."""
    value = node.value if node is not None else None
    if value.__class__ is int:
        return value * ONE
    if value.__class__ is not float and not isinstance(value, str):
        return None
    try:
        return parse_quantity(str(value))
    except Bad:
        return None
