"""What claims of workloads hold, and how `kubectl exec` takes it out and puts it back."""

from __future__ import annotations

import shlex

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.kinds import ENDING, chosen_kind, template_of
from flytrans.kubernetes.names import Names
from flytrans.mapping.volume_data import Held, count_of, paths_of, put_into, take_from
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, items_of, text_at


def held(model: Node, cx: Writing) -> list[Held]:
    """What the claims of every group hold; a Job's pod has ended before anybody could run a command in it."""
    out: list[Held] = []
    for index, app in enumerate(items_of(model.get("apps"))):
        names = Names.of(app, cx)
        for group, view in entries_of(app.get("groups")):
            kind = chosen_kind(group, view, cx)
            if kind in ENDING:
                continue
            space, name = text_of(names.namespace), text_of(names.workload(group)) or ""
            scope = f" -n {shlex.quote(space)}" if space else ""
            pod, copies = _pod(kind, name), count_of(view) if kind == "StatefulSet" else 1
            for path in paths_of(view):
                within = _container(model, kind, space, name, path)
                target = f"{shlex.quote(pod)}{f' -c {shlex.quote(within)}' if within else ''} --"
                take = f"kubectl exec{scope} {target} {take_from(path)}"
                put = f"kubectl exec{scope} -i {target} {put_into(path)}"
                out.append(Held(index, group, path, "kubernetes", f"{kind} {name}", take, put, copies))
    return out


def _pod(kind: str, name: str) -> str:
    """A pod of a workload, as `kubectl exec` takes it (kubernetes.io/docs/reference/kubectl/generated/kubectl_exec)."""
    if kind == "StatefulSet":
        return f"{name}-0"
    return name if kind == "Pod" else f"{kind.lower()}/{name}"


def _container(model: Node, kind: str, space: str | None, name: str, path: str) -> str:
    """The container that has a path, where the workload was read from manifests and has several."""
    for workload in items_of(model.get("objects")):
        told = tuple(text_at(workload, *way) for way in (("kind",), ("metadata", "namespace"), ("metadata", "name")))
        if told == (kind, space or "", name):
            template = template_of(workload)
            containers = tables_of(template.at("spec", "containers")) if template is not None else []
            for container in containers if len(containers) > 1 else []:
                if any(text_at(mount, "mountPath") == path for mount in tables_of(container.get("volumeMounts"))):
                    return text_at(container, "name")
    return ""
