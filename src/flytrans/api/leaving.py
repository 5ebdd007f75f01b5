"""The last steps of a move: what stops apps in their old place, where they run on until somebody does."""

from __future__ import annotations

import shlex

from flytrans.api.options import Options
from flytrans.mapping.first_deploy import runs_nothing
from flytrans.tree.context import Writing
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, entries_of, items_of, text_at

_WHY = "in the old place; until then both run, and what waits in a queue or is due by the clock is done in both"
_SUSPENDED = shlex.quote('{"spec":{"suspend":true}}')


def stop_old(source: str, read: Node, cx: Writing) -> None:
    """Commands for the apps of `read`, the model as the source said it; as comments, since a person has to choose."""
    apps = items_of(read.get("apps"))
    for what, command in _on_kubernetes(apps) if source == "kubernetes" else _on_fly(apps):
        cx.step(source, f"stop {what} {_WHY}", f"# {command}")


def _on_fly(apps: list[Node]) -> list[tuple[str, str]]:
    """One for each app; `fly scale count` asks before it removes machines, and leaves their volumes."""
    found = []
    for app in apps:
        name = text_at(app, "name")
        counts = [f"{group}=0" for group, view in entries_of(app.get("groups")) if not _is_idle(view)]
        if counts:
            flag = f" --app {shlex.quote(name)}" if name else ""
            found.append((f"app {name}" if name else "the app", f"fly scale count {shlex.join(counts)}{flag}"))
    return found


def _on_kubernetes(apps: list[Node]) -> list[tuple[str, str]]:
    """One for each namespace: no replicas, which an autoscaler leaves alone, and no schedules.

    Source: kubernetes.io/docs, tasks/run-application/horizontal-pod-autoscale; reference/kubectl.
    """
    from flytrans.kubernetes.constants import text_of
    from flytrans.kubernetes.kinds import COUNTED, chosen_kind
    from flytrans.kubernetes.names import Names

    cx = Writing(Ledger(), Options(), own=True)
    spaces: dict[str, tuple[list[str], list[str]]] = {}
    for app in apps:
        names = Names.of(app, cx)
        counted, timed = spaces.setdefault(text_of(names.namespace) or "", ([], []))
        for group, view in entries_of(app.get("groups")):
            kind = chosen_kind(group, view, cx)
            name = text_of(names.workload(group)) if not _is_idle(view) else None
            if name and (kind in COUNTED or kind == "CronJob"):
                (counted if kind in COUNTED else timed).append(f"{kind.lower()}/{name}")
    found = []
    for space, (counted, timed) in spaces.items():
        scope = f" -n {shlex.quote(space)}" if space else ""
        commands = [f"kubectl scale{scope} {shlex.join(counted)} --replicas=0"] if counted else []
        commands += [f"kubectl patch{scope} {shlex.join(timed)} --patch {_SUSPENDED}"] if timed else []
        if commands:
            found.append((f"what runs in namespace {space}" if space else "what runs", " && ".join(commands)))
    return found


def _is_idle(view: Node) -> bool:
    """Whether nothing runs in both places: it does not run in the old one, or waits in the new one."""
    count = view.get("count")
    return runs_nothing(view, count.value if count is not None else None)
