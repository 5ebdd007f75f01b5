"""Secrets of which every key is a variable of an app, and whose keys stand in no file: steps take them over whole."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.environment_reading import is_optional
from flytrans.kubernetes.objects import Objects
from flytrans.kubernetes.pod_reading import Gathered, Workload
from flytrans.kubernetes.secret_keys import is_open
from flytrans.tree.node import Node, listing, table, text_at


def gather_unlisted(found: list[tuple[Node, list[Gathered]]], objects: Objects) -> Node | None:
    """Those of every app, by its place among the names. A container beside others gets only what it names."""
    out: dict[tuple[int, str, str, str], Node] = {}
    for index, (_, members) in enumerate(sorted(found, key=lambda one: str(one[0].value["name"].value))):
        for member in members:
            workload = member.workload
            if workload.ours or not workload.face.alone:
                continue
            space = workload.namespace if workload.namespace != "default" else ""
            for name, prefix in _unlisted(workload, objects):
                said = table(app=Node(index), name=Node(name), namespace=Node(space), prefix=Node(prefix))
                out.setdefault((index, name, space, prefix), said)
    return listing(out.values()) if out else None


def _unlisted(workload: Workload, objects: Objects) -> list[tuple[str, str]]:
    """Names of Secrets, each with what stands before its keys."""
    out = []
    for source in tables_of(workload.face.container.get("envFrom")):
        reference = source.get("secretRef")
        name = text_of(reference.get("name")) if reference is not None else None
        if not name or reference is None:
            continue
        secret = objects.get("Secret", workload.namespace, name)
        if is_open(secret) or (secret is None and not is_optional(reference)):
            out.append((name, text_at(source, "prefix")))
    return out
