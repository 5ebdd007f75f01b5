"""What claims of workloads hold, and how `kubectl exec` takes it out and puts it back."""

from __future__ import annotations

import json
import shlex

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.kinds import ENDING, chosen_kind, template_of
from flytrans.kubernetes.names import Names, shortened
from flytrans.mapping.volume_data import Held, count_of, paths_of, put_into, take_from
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, items_of, text_at

_IMAGE = "busybox"
"""It has `tar` and `sleep`."""
_DAY = "86400"


def held(model: Node, cx: Writing) -> list[Held]:
    """What the claims of every group hold; a Job's pod ends, so its claim is mounted by another."""
    out: list[Held] = []
    for index, app in enumerate(items_of(model.get("apps"))):
        names = Names.of(app, cx)
        for group, view in entries_of(app.get("groups")):
            kind = chosen_kind(group, view, cx)
            space, name = text_of(names.namespace), text_of(names.workload(group)) or ""
            scope = f" -n {shlex.quote(space)}" if space else ""
            if kind in ENDING:
                paths = paths_of(view)
                template = _written(model, kind, space, name, cx) if paths else None
                for path, claim in [(path, _claim(template, path)) for path in paths]:
                    if claim:
                        out.append(_by_another(Held(index, group, path, "kubernetes", "", "", "", 1), claim, scope))
                continue
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


def _by_another(held: Held, claim: str, scope: str) -> Held:
    """By a pod of its own that sleeps (kubernetes.io/docs/reference/kubectl/generated/kubectl_run)."""
    pod = shortened(f"{claim}-copy", 63)
    mount = {"name": "data", "mountPath": held.path}
    container = {"name": pod, "image": _IMAGE, "command": ["sleep", _DAY], "volumeMounts": [mount]}
    volume = {"name": "data", "persistentVolumeClaim": {"claimName": claim}}
    spec = json.dumps({"spec": {"containers": [container], "volumes": [volume]}}, separators=(",", ":"))
    run = f"kubectl run{scope} {pod} --image={_IMAGE} --restart=Never --overrides={shlex.quote(spec)}"
    return held._replace(
        called=f"PersistentVolumeClaim {claim}",
        before=f"{run} && kubectl wait{scope} --for=condition=Ready --timeout=300s pod/{pod}",
        take=f"kubectl exec{scope} {pod} -- {take_from(held.path)}",
        put=f"kubectl exec{scope} -i {pod} -- {put_into(held.path)}",
        after=f"kubectl delete pod{scope} {pod}",
    )


def _claim(template: Node | None, path: str) -> str:
    """The claim that a pod has at a path."""
    spec = template.get("spec") if template is not None else None
    containers = tables_of(spec.get("containers")) if spec is not None else []
    mounts = [mount for container in containers for mount in tables_of(container.get("volumeMounts"))]
    names = {text_at(mount, "name") for mount in mounts if text_at(mount, "mountPath") == path}
    volumes = tables_of(spec.get("volumes")) if spec is not None else []
    claims = [text_at(one, "persistentVolumeClaim", "claimName") for one in volumes if text_at(one, "name") in names]
    return next(filter(None, claims), "")


def _written(model: Node, kind: str, space: str | None, name: str, cx: Writing) -> Node | None:
    """The pod template of a workload as it is written."""
    from flytrans.kubernetes.shape import write

    for document in write(model, cx):
        if _identity(document.node) == (kind, space or "", name):
            return template_of(document.node)
    return None


def _container(model: Node, kind: str, space: str | None, name: str, path: str) -> str:
    """The container that has a path, where the workload was read from manifests and has several."""
    for workload in items_of(model.get("objects")):
        if _identity(workload) == (kind, space or "", name):
            template = template_of(workload)
            containers = tables_of(template.at("spec", "containers")) if template is not None else []
            for container in containers if len(containers) > 1 else []:
                if any(text_at(mount, "mountPath") == path for mount in tables_of(container.get("volumeMounts"))):
                    return text_at(container, "name")
    return ""


def _identity(workload: Node) -> tuple[str, str, str]:
    return text_at(workload, "kind"), text_at(workload, "metadata", "namespace"), text_at(workload, "metadata", "name")
