"""How many pods there are, how they are stopped, and what happens when their process ends, from any manifest."""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of, whole_of
from flytrans.kubernetes.kinds import COUNTED, ENDING
from flytrans.kubernetes.usual import GRACE, USUAL_GRACE, USUAL_RETRIES, unless_usual
from flytrans.mapping.containers import SIGNALS
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, made, table
from flytrans.values.duration import SECOND

LONGEST = 300
AGAIN = "a Job is tried again whatever its pods' policy is; on Fly its machine is"
POLICIES = {"Always": "always", "OnFailure": "on-failure", "Never": "no"}


def gather_count(kind: str, rules: Node, cx: Reading, *of: Node | None) -> Node | None:
    """The number of machines; of somebody else's manifest the default of one is said, too; `of`: what says the kind."""
    if kind == "Job" or kind == "CronJob":
        return _count_of_job(rules, cx)
    if kind not in COUNTED:
        return default(1, f"a {kind} becomes one machine", *of)
    replicas = rules.get("replicas")
    number = whole_of(replicas)
    if number is not None and number >= 0:
        return replicas
    return default(1, "Kubernetes runs one pod unless said", *of)


def _count_of_job(rules: Node, cx: Reading) -> Node | None:
    completions, parallelism = rules.get("completions"), rules.get("parallelism")
    if whole_of(completions) is not None:
        cx.ledger.inert(parallelism if _same(completions, parallelism) else None, "all run at once")
        return completions
    return parallelism if whole_of(parallelism) is not None else None


def _same(a: Node | None, b: Node | None) -> bool:
    return whole_of(a) == whole_of(b)


def gather_removal(kind: str, rules: Node, ours: bool, cx: Reading) -> Node | None:
    """Whether a machine is destroyed once its process ended: where a Job is removed some time after."""
    ttl = rules.get("ttlSecondsAfterFinished")
    if kind != "Job" or ours or ttl is None or whole_of(ttl) is None:
        return None
    cx.ledger.reason(ttl, "FT338", "a finished machine is removed at once", always=True)
    return made(True, reason="a finished Job is removed").why(ttl)


def gather_stop(kind: str, pod: Node, container: Node, ours: bool, cx: Reading) -> Node | None:
    """Signal and time to stop; Fly's defaults are SIGINT and 5 s, so those of Kubernetes are said for others' pods."""
    grace, signal = pod.get("terminationGracePeriodSeconds"), container.at("lifecycle", "stopSignal")
    seconds = whole_of(grace)
    out: dict[str, Node] = {}
    if grace is not None and seconds is not None:
        timeout = unless_usual(_timeout(grace, seconds, ours, cx), GRACE, ours, cx)
        if timeout is not None:
            out["timeout"] = timeout
    elif not ours:
        out["timeout"] = default(USUAL_GRACE * SECOND, "Kubernetes waits 30 s")
    said = _signal(signal, cx)
    if said is not None:
        out["signal"] = said
    elif not ours and seconds == 0:
        out["signal"] = made("SIGKILL", reason="no time to stop means killing at once").why(grace)
    elif not ours:
        out["signal"] = default("SIGTERM", "Kubernetes sends SIGTERM, Fly SIGINT", grace)
    return table(**out) if out else None


def gather_signal(container: Node, cx: Reading) -> Node | None:
    """The signal that stops one of several containers."""
    said = _signal(container.at("lifecycle", "stopSignal"), cx)
    return table(signal=said) if said is not None else None


def _signal(signal: Node | None, cx: Reading) -> Node | None:
    """The signal as it is; for one that Fly does not know, the one that Kubernetes sends unless said."""
    if signal is None or not text_of(signal) or signal.value in SIGNALS:
        return signal if text_of(signal) else None
    message = f"Fly knows no {signal.value}, so it is SIGTERM"
    cx.ledger.reason(signal, "FT402", message, always=True)
    cx.found("FT402", signal, message)
    return made("SIGTERM", signal)


def _timeout(grace: Node, seconds: int, ours: bool, cx: Reading) -> Node:
    if seconds > LONGEST and not ours:
        cx.ledger.reason(grace, "FT302", "Fly waits at most 300 s", always=True)
        seconds = LONGEST
    return made(max(seconds, 0) * SECOND, grace)


def _limit_of_retries(rules: Node, cx: Reading) -> Node | None:
    """That of an index, which is one machine, else that of the whole Job (kubernetes pkg/apis/batch/v1/defaults.go)."""
    limit, mode = rules.get("backoffLimitPerIndex"), rules.get("completionMode")
    if limit is not None and whole_of(limit) is not None and text_of(mode) == "Indexed":
        cx.ledger.reason(mode, "FT445", "no machine is told its index", always=True)
        return limit.why(mode)
    return rules.get("backoffLimit")


def gather_restart(kind: str, pod: Node, rules: Node, ours: bool, cx: Reading, *of: Node | None) -> Node | None:
    """What happens when the process ends, and how often it is tried again; `of`: what says the kind."""
    policy, limit = pod.get("restartPolicy"), _limit_of_retries(rules, cx)
    usual = "always" if kind not in ENDING else "on-failure"
    out: dict[str, Node] = {}
    if policy is not None and text_of(policy):
        if policy.value not in POLICIES:  # K: pkg/kubelet/container/helpers.go ShouldContainerBeRestarted
            cx.ledger.reason(policy, "FT307", f"Kubernetes knows no such policy; {usual} counts")
            out["policy"] = default(usual, "what counts where no policy is known", *of)
        else:
            out["policy"] = made(POLICIES[policy.value], policy)
    elif not ours:
        out["policy"] = default(usual, "Kubernetes' default", *of)
    number = whole_of(limit)
    if kind in ENDING and "policy" in out:
        if not ours and number != 0 and out["policy"].value != "always":
            # A failed pod is followed by another, up to the limit (K: pkg/controller/job/job_controller.go).
            cx.ledger.reason(policy, "FT336", AGAIN, effect="none", always=True)
            out["policy"] = made("on-failure", policy).why(limit)
        if limit is not None and number is not None and number > 0:
            out["max_retries"] = limit
            if not ours:
                cx.ledger.reason(limit, "FT336", "retries are counted for each machine", always=True)
        elif number == 0 and ours:
            cx.ledger.inert(limit if out["policy"].value == "no" else None, "it is tried once")
        elif number == 0:
            # No number is Fly's ten tries; the Job ends at the first (K: pkg/controller/job/job_controller.go).
            other = cx.bare or out["policy"].value != "no"
            cx.ledger.reason(policy, "FT336", "the Job allows no other try", effect="none", always=other)
            out["policy"] = made("no", policy, limit)
        elif limit is None and not ours and out["policy"].value != "no":
            out["max_retries"] = default(USUAL_RETRIES, "Kubernetes' default", *of)
    return table(**out) if out else None
