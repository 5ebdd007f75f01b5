"""The order and the file names of manifests: numbers in apply order, one object a file."""

from __future__ import annotations

import json
import re

from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.names import COMPONENT, RELEASE_GROUP, hexed
from flytrans.tree.document import Document
from flytrans.tree.node import Node, text_at

_NUMBERS = {
    **dict.fromkeys(("Namespace",), 0),
    **dict.fromkeys(("ServiceAccount", "Secret", "PersistentVolumeClaim", "NetworkPolicy"), 5),
    **dict.fromkeys(("ConfigMap",), 10),
    **dict.fromkeys(("Service",), 30),
    **dict.fromkeys(("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"), 40),
    **dict.fromkeys(("Job", "CronJob", "Pod"), 40),
    **dict.fromkeys(("Ingress",), 50),
    **dict.fromkeys(("HorizontalPodAutoscaler", "PodDisruptionBudget", "ScaledObject", "HTTPScaledObject"), 60),
}
RELEASE, OTHERS = 20, 90
_CLUSTER_WIDE = ("Namespace",)
_HOOKS = ("helm.sh/hook", "argocd.argoproj.io/hook")
_BEFORE = frozenset(("pre-install", "pre-upgrade", "PreSync"))
"""Hooks of a deploy; pre-delete and pre-rollback run when a release goes (Helm, topics/charts_hooks)."""
_DEPLOYING = _BEFORE | {"post-install", "post-upgrade", "Sync", "PostSync"}
"""All hooks of a deploy (Helm, topics/charts_hooks; Argo CD, user-guide/sync-waves)."""
_ILLEGAL = re.compile(r"[^a-z0-9.-]")


def arrange(objects: list[Node]) -> list[Document]:
    """One document for each object, in apply order; a namespace after the first has a folder of its name."""
    spaces = sorted({_space(obj) for obj in objects if text_at(obj, "kind") not in _CLUSTER_WIDE})
    first = spaces[0] if spaces else ""
    known = [(_folder(obj, first), number_of(obj), identity(obj), obj) for obj in with_ties_by_content(objects)]
    placed = sorted(known, key=lambda p: p[:3])
    names = [_called(who) for _, _, who, _ in placed]
    stems = [(place[0], f"{place[1]:02d}-{_safe(name)}") for place, name in zip(placed, names, strict=True)]
    times: dict[tuple[str, str], int] = {}
    for stem in stems:
        times[stem] = times.get(stem, 0) + 1
    seen: dict[tuple[str, str], int] = {}
    out = []
    for (folder, _, who, obj), stem, name in zip(placed, stems, names, strict=True):
        file, before = stem[1], seen.get(stem, 0)
        if times[stem] > 1 and (_safe(name) != name or before):
            file = f"{file}-{hexed('/'.join(who) + '#' * before)}"
        seen[stem] = before + 1
        out.append(Document(f"manifests/{folder}{file}.yaml", 0, obj))
    return out


def number_of(obj: Node) -> int:
    """The place of an object in the order in which objects are applied."""
    kind = text_at(obj, "kind")
    if kind == "Job" and is_before(obj):
        return RELEASE
    return _NUMBERS.get(kind, OTHERS)


def is_before(obj: Node) -> bool:
    """Whether a Job runs before the workloads: a release command, or another tool's hook."""
    if text_of(obj.at("metadata", "labels", COMPONENT)) == RELEASE_GROUP:
        return True
    return not _times(hooks_of(obj)).isdisjoint(_BEFORE)


def other_hooks_of(obj: Node) -> list[Node]:
    """Those of an object that no deploy makes: it is for when a release is deleted or tested, or goes back."""
    hooks = hooks_of(obj)
    return hooks if _times(hooks).isdisjoint(_DEPLOYING) else []


def _times(hooks: list[Node]) -> set[str]:
    return {word.strip() for hook in hooks for word in (text_of(hook) or "").split(",")}


def hooks_of(obj: Node) -> list[Node]:
    """The annotations that make it a hook of Helm or Argo."""
    notes = obj.at("metadata", "annotations")
    return [node for key in _HOOKS if (node := notes.get(key)) is not None] if notes is not None else []


def identity(obj: Node) -> tuple[str, str, str, str]:
    """What tells an object from all others: kind, namespace, name, version."""
    name = text_at(obj, "metadata", "name") or text_at(obj, "metadata", "generateName")
    return text_at(obj, "kind"), _space(obj), name, text_at(obj, "apiVersion")


def with_ties_by_content(objects: list[Node]) -> list[Node]:
    """The objects in their order; those of one identity, whose names are yet to be made, by what they say."""
    places: dict[tuple[str, str, str, str], list[int]] = {}
    for index, obj in enumerate(objects):
        places.setdefault(identity(obj), []).append(index)
    out = list(objects)
    for tied in places.values():
        if len(tied) > 1:
            alike = sorted((objects[index] for index in tied), key=lambda obj: json.dumps(obj.plain(), default=str))
            for index, obj in zip(tied, alike, strict=True):
                out[index] = obj
    return out


def _called(who: tuple[str, str, str, str]) -> str:
    kind, _, name, _ = who
    return f"{kind.lower() or 'object'}-{name or 'unnamed'}"


def _safe(text: str) -> str:
    return _ILLEGAL.sub("-", text)


def _folder(obj: Node, first: str) -> str:
    space = _space(obj)
    return "" if space == first or text_at(obj, "kind") in _CLUSTER_WIDE else f"{_safe(space) or 'default'}/"


def _space(obj: Node) -> str:
    return text_at(obj, "metadata", "namespace")
