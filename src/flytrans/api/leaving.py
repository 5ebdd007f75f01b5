"""The last steps of a move: what stops an app in its old place, where it runs on until somebody does."""

from __future__ import annotations

import shlex

from flytrans.api.options import Options
from flytrans.tree.context import Writing
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, entries_of, items_of, text_at

_WHY = "; until then both run, and what waits in a queue or is due by the clock is done in both"
_SUSPENDED = shlex.quote('{"spec":{"suspend":true}}')


def stop_old(source: str, read: Node, cx: Writing) -> None:
    """For each app of `read`, the model as the source said it, a command as a comment, since a person has to choose."""
    why_so = _WHY
    for app in items_of(read.get("apps")):
        command = _on_kubernetes(app) if source == "kubernetes" else _on_fly(app)
        if command:
            name = text_at(app, "name")
            called = f"app {name}" if name else "the app"
            cx.step(source, f"stop {called} in its old place{why_so}", f"# {command}")
            why_so = ""


def _on_fly(app: Node) -> str:
    """`fly scale count` asks before it removes machines; their volumes stay."""
    name = text_at(app, "name")
    counts = [f"{group}=0" for group, view in entries_of(app.get("groups")) if not _is_idle(view)]
    return f"fly scale count {shlex.join(counts)}{f' --app {shlex.quote(name)}' if name else ''}" if counts else ""


def _on_kubernetes(app: Node) -> str:
    """Replicas to 0, which an autoscaler leaves alone (kubernetes.io/docs, tasks/run-application); no more schedule."""
    from flytrans.kubernetes.constants import text_of
    from flytrans.kubernetes.kinds import COUNTED, chosen_kind
    from flytrans.kubernetes.names import Names

    cx = Writing(Ledger(), Options(), own=True)
    names = Names.of(app, cx)
    space = text_of(names.namespace)
    scope = f" -n {shlex.quote(space)}" if space else ""
    counted: list[str] = []
    commands: list[str] = []
    for group, view in entries_of(app.get("groups")):
        kind, word = chosen_kind(group, view, cx), text_of(names.workload(group)) or ""
        if kind in COUNTED and word and not _is_idle(view):
            counted.append(f"{kind.lower()}/{word}")
        elif kind == "CronJob" and word and not _is_idle(view):
            commands.append(f"kubectl patch{scope} {shlex.quote(f'cronjob/{word}')} --patch {_SUSPENDED}")
    if counted:
        commands.insert(0, f"kubectl scale{scope} {shlex.join(counted)} --replicas=0")
    return " && ".join(commands)


def _is_idle(view: Node) -> bool:
    """Whether nothing runs in both places: it does not run in the old one, or waits in the new one."""
    count, launch = view.get("count"), view.at("request", "skip_launch")
    return (launch is not None and launch.value is True) or (count is not None and count.value == 0)
