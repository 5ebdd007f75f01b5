"""How a new version replaces the old one: [deploy] as a Deployment's strategy.

Fly: flyctl internal/command/deploy/plan.go. Kubernetes: deployment_util.go ResolveFenceposts rounds surge up and
unavailability down, so percentages are never written where Fly has a count.
"""

from __future__ import annotations

from flytrans.kubernetes.bounds import MOST, at_most
from flytrans.kubernetes.constants import decided, text_of, wanted, whole_of
from flytrans.kubernetes.times import scatter_seconds
from flytrans.kubernetes.usual import SHARE, UNSAID, unavailable
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, made, table
from flytrans.values.whole import parse_digits

_NO_SURGE = "Fly replaces a machine, it does not add one first"
_ROLLING = "RollingUpdate"


def scatter_strategy(deploy: Node | None, count: Node, cx: Writing) -> Node:
    """`strategy` of a Deployment."""
    word = deploy.get("strategy") if deploy is not None else None
    kind = text_of(word) or "rolling"
    type_ = made(_ROLLING, word) if word is not None else wanted(_ROLLING)
    if kind == "rolling":
        cx.ledger.usual(word)
    else:
        cx.ledger.reason(word, "FT306", f"{kind} becomes the rollout that is nearest to it", always=True)
    if kind in ("immediate", "bluegreen"):
        _tell_unused(deploy, kind, cx)
        surge, away = (
            (made(0, word), made("100%", word)) if kind == "immediate" else (made("100%", word), made(0, word))
        )
    else:
        surge, away = Node(0, (), (), _NO_SURGE).why(word), _at_once(deploy, count, cx).why(word)
    return table(type=type_, rollingUpdate=table(maxSurge=surge, maxUnavailable=away))


def scatter_update_strategy(deploy: Node | None, count: Node, cx: Writing) -> Node | None:
    """`updateStrategy` of a StatefulSet or DaemonSet, which replace one pod at a time unless told."""
    word = deploy.get("strategy") if deploy is not None else None
    away = _at_once(deploy, count, cx)
    if text_of(word) not in (None, "rolling"):
        cx.ledger.reason(word, "FT306", f"{text_of(word)} becomes a rolling update", always=True)
        _tell_unused(deploy, text_of(word) or "", cx)
    elif cx.options.carry is False:
        cx.ledger.reason(
            word, "FT351", "any other strategy would become a rolling update, too", effect="none", always=True
        )
    else:
        cx.ledger.usual(word)
    many = table(maxUnavailable=away) if away.value > 1 else None
    if word is None and many is None:
        return None
    return table(type=made(_ROLLING, word) if word is not None else wanted(_ROLLING), rollingUpdate=many)


def _at_once(deploy: Node | None, count: Node, cx: Writing) -> Node:
    share = deploy.get("max_unavailable") if deploy is not None else None
    if share is None:
        whole = unavailable(SHARE, count.value)
        moved = count.because if count.sources or whole > 1 else ()
        return Node(whole, count.sources, moved, "Fly replaces a third at once")
    if share.value < 0:
        return decided(1, "at least one machine is replaced at a time", share)
    whole = unavailable(share.value, count.value)
    if whole == unavailable(SHARE, count.value):
        cx.ledger.usual(share)
    if whole > MOST:
        return made(at_most(Node(whole, share.sources), cx).value, share)
    if share.value != whole:
        cx.ledger.reason(share, "FT305", "the share is that of today's count", always=True)
    return made(whole, share, count if share.value < 1 else None)


def _tell_unused(deploy: Node | None, kind: str, cx: Writing) -> None:
    if deploy is not None:
        cx.ledger.inert(deploy.get("max_unavailable"), f"flyctl looks at it for rolling and canary, not for {kind}")


def scatter_deadline(deploy: Node | None, cx: Writing) -> Node | None:
    """`progressDeadlineSeconds`, only where wait_timeout is given: Fly's default is 5 minutes, Kubernetes' is 10."""
    wait = deploy.get("wait_timeout") if deploy is not None else None
    return scatter_seconds(wait, cx, least=1) if wait is not None else None


def gather_rollout(
    kind: str, spec: Node, count: Node | None, checked: bool, mounts: bool, cx: Reading
) -> dict[str, Node]:
    """strategy, max_unavailable and wait_timeout of a workload; a type that no server knows says nothing."""
    if kind not in ("Deployment", "StatefulSet", "DaemonSet"):
        return {}
    rule = spec.get("strategy" if kind == "Deployment" else "updateStrategy")
    out: dict[str, Node] = {}
    type_ = rule.get("type") if rule is not None else None
    surge, away = (
        rule.at("rollingUpdate", key) if rule is not None else None for key in ("maxSurge", "maxUnavailable")
    )
    if text_of(type_) == "Recreate":
        assert type_ is not None
        cx.ledger.reason(type_, "FT306", "old and new machines may run side by side for a moment", always=True)
        out["strategy"] = made("immediate", type_)
    elif type_ is not None and text_of(type_) != _ROLLING:
        cx.ledger.reason(rule, "FT437", "Kubernetes knows no such type of rollout")
    elif kind == "Deployment" and _is_all(away) and _is_none(surge):
        out["strategy"] = made("immediate", away, surge, type_)
    elif kind == "Deployment" and away is not None and _is_none(away):
        if checked and not mounts and _is_all(surge):
            out["strategy"] = made("bluegreen", away, surge, type_)
        else:
            out |= _rolling(type_, made(1, away), away, cx)
    else:
        out |= _rolling(type_, _count_of(away, count, cx), away, cx)
    wait = spec.get("progressDeadlineSeconds") if kind == "Deployment" else None
    if wait is not None and wait.value.__class__ is int:
        out["wait_timeout"] = wait.map(lambda seconds: seconds * 10**9)
    return out


def _rolling(type_: Node | None, at_once: Node | None, away: Node | None, cx: Reading) -> dict[str, Node]:
    out = {}
    if type_ is not None:
        out["strategy"] = made("rolling", type_)
    if at_once is not None:
        out["max_unavailable"] = at_once
        if away is not None and at_once.value != away.value:
            cx.ledger.reason(away, "FT305", "the share is that of today's count", always=True)
    return out


def _count_of(away: Node | None, count: Node | None, cx: Reading) -> Node | None:
    """A number as it is; a percentage of the count, rounded down as Kubernetes does, at least one."""
    if away is None:
        return None
    if away.value.__class__ is int:
        return away if away.value > 0 else made(1, away)
    share = _percent(away)
    return made(max(1, (whole_of(count) or 1) * share // 100), away).why(count) if share is not None else None


def _percent(node: Node | None) -> int | None:
    text = text_of(node)
    return parse_digits(text[:-1]) if text and text.endswith("%") else None


def _is_all(node: Node | None) -> bool:
    return _percent(node) == 100


def _is_none(node: Node | None) -> bool:
    return node is not None and (_percent(node) == 0 or (node.value.__class__ is int and node.value == 0))


def without_usual_rollout(deploy: dict[str, Node], kind: str, count: int, cx: Reading) -> dict[str, Node]:
    """[deploy] without the rolling update that we write by ourselves: but for a Deployment only with its number."""
    word, at_once = deploy.get("strategy"), deploy.get("max_unavailable")
    if kind != "Deployment" and at_once is None:
        return deploy
    if word is None or word.value != "rolling" or (at_once is not None and at_once.value != unavailable(SHARE, count)):
        return deploy
    for node in (word, at_once):
        cx.ledger.inert(node, UNSAID)
    return {key: node for key, node in deploy.items() if key not in ("strategy", "max_unavailable")}
