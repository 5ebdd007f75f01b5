"""What a rule for manifests looks at: the decoded objects of all files together, and the pods that they make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flytrans.diagnostics.finding import Finding, Location, Severity
from flytrans.kubernetes.objects import Objects, kind_of, name_of, namespace_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, items_of, text_at

if TYPE_CHECKING:
    from flytrans.rules.registry import Rule

TEMPLATES = {
    "Pod": (),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"), ("spec", "template")
    ),
}
"""Where each kind of workload has the pod that it makes."""
SELECTING = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
"""Kinds of apps/v1 whose selector has to fit the labels of their pods."""


class Pod(NamedTuple):
    """A pod that an object makes: the object, the pod's template and its spec."""

    obj: Node
    template: Node
    spec: Node

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the pods."""
        found = self.template.at("metadata", "labels")
        return {key: node.value for key, node in found.items()} if found is not None else {}

    @property
    def spelled(self) -> str:
        """`Deployment web`."""
        return spelled(self.obj)

    @property
    def containers(self) -> list[Node]:
        """Its containers, those that run before the others too."""
        return [c for key in ("initContainers", "containers") for c in listed(self.spec, key)]

    def has_port(self, name: str) -> bool:
        """Whether a container names a port so."""
        return any(text_at(port, "name") == name for c in self.containers for port in listed(c, "ports"))


class ManifestLint:
    """All objects of one run; `profile`: the cluster that they are meant for, where that is known."""

    def __init__(
        self,
        objects: Objects,
        ledger: Ledger,
        profile: str = "",
        written: Iterable[Node] = (),
        parts: frozenset[str] = frozenset(),
    ) -> None:
        self.objects = objects
        self.written = list(written)
        """The objects as they stand in the files, with what a server wrote and what is as good as absent."""
        self.ledger = ledger
        self.profile = profile
        self.parts = parts
        """Files of which a kustomization says that they are laid over others."""
        self.findings: list[Finding] = []
        self.rule: Rule | None = None
        self.drafts = [Pod(*found) for obj in self.objects.all if (found := self._pod(obj)) is not None]
        """Every pod that an object makes, even one that a server would refuse."""
        self.pods = [pod for pod in self.drafts if _is_whole(pod.spec)]
        """Those that can run: they have containers, and these have images."""
        self._labelled = self._by_label()

    def found(
        self,
        where: Node | None,
        message: str,
        fix: str = "",
        *,
        severity: Severity | None = None,
        related: Iterable[Node | None] = (),
    ) -> None:
        """Report something at the first leaf under a node."""
        assert self.rule is not None
        rule = self.rule
        place = self.place(where)
        if place is None:
            return
        others = tuple(found for node in related if (found := self.place(node)) is not None)
        self.findings.append(Finding(rule.code, rule.name, severity or rule.severity, *place, message, fix, others))

    def place(self, node: Node | None) -> Location | None:
        """Where a node stands; None for what is in no file."""
        leaves = sorted(node.data() or node.leaves()) if node is not None else []
        if not leaves:
            return None
        leaf = self.ledger.leaves[leaves[0]]
        return Location(leaf.file, leaf.document, *leaf.position())

    def refused(
        self, where: Node | None, obj: Node, why: str, fix: str = "", *, related: Iterable[Node | None] = ()
    ) -> None:
        """Report that an API server does not take an object."""
        self.found(where or head(obj), f"the API server refuses {spelled(obj)}: {why}", fix, related=related)

    def _pod(self, obj: Node) -> tuple[Node, Node, Node] | None:
        template = self.template(obj)
        spec = template.get("spec") if template is not None else None
        if template is None or spec is None or spec.value.__class__ is not dict or self.is_part(obj):
            return None
        return obj, template, spec

    def template(self, obj: Node) -> Node | None:
        """The template of the pods that a workload makes."""
        path = TEMPLATES.get(kind_of(obj))
        return obj.at(*path) if path is not None else None

    def is_part(self, obj: Node) -> bool:
        """Whether it is a part that Kustomize lays over another object: a kustomization or its file's name says so."""
        place = self.place(obj)
        if place is None:
            return False
        return place.file in self.parts or "patch" in place.file.replace("\\", "/").rpartition("/")[2]

    def selected(self, service: Node) -> list[Pod]:
        """The pods that a Service selects."""
        selector = service.at("spec", "selector")
        wanted = {key: node.value for key, node in selector.items()} if selector is not None else {}
        there = namespace_of(service)
        candidates = [self._labelled.get((there, key, value), []) for key, value in wanted.items()]
        rarest = min(candidates, key=len, default=[])
        return [pod for pod, labels in rarest if wanted.items() <= labels.items()]

    def _by_label(self) -> dict[tuple[str, str, str], list[tuple[Pod, dict[str, str]]]]:
        found: dict[tuple[str, str, str], list[tuple[Pod, dict[str, str]]]] = {}
        for pod in self.pods:
            labels = pod.labels
            for key, value in labels.items():
                found.setdefault((namespace_of(pod.obj), key, value), []).append((pod, labels))
        return found

    def files_with_pods(self) -> dict[str, set[str]]:
        """{namespace: the files in which pods have labels}."""
        found: dict[str, set[str]] = {}
        for pod in self.pods:
            place = self.place(pod.obj) if pod.template.at("metadata", "labels") is not None else None
            if place is not None:
                found.setdefault(namespace_of(pod.obj), set()).add(place.file)
        return found


def spelled(obj: Node) -> str:
    """`Deployment web`."""
    return f"{kind_of(obj)} {name_of(obj)}".rstrip()


def _is_whole(spec: Node) -> bool:
    containers = listed(spec, "containers")
    return bool(containers) and all(container.get("image") is not None for container in containers)


def listed(node: Node, key: str) -> list[Node]:
    """The items of a list in a table."""
    return items_of(node.get(key))


def backends_of(ingress: Node) -> list[Node]:
    """Where an Ingress sends requests."""
    spec = ingress.get("spec") or Node({})
    found = [spec.get("defaultBackend"), *(path.get("backend") for path in paths_of(ingress))]
    return [backend for backend in found if backend is not None]


def paths_of(ingress: Node) -> list[Node]:
    """The paths in all rules of an Ingress."""
    rules = listed(ingress.get("spec") or Node({}), "rules")
    return [path for rule in rules for path in listed(rule.get("http") or Node({}), "paths")]


def head(obj: Node) -> Node | None:
    """Where to point for an object as a whole: its name, else its kind."""
    return obj.at("metadata", "name") or obj.get("kind")
