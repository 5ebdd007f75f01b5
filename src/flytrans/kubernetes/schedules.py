"""The schedule of a CronJob as one of Fly's four words, and what never starts.

A machine runs as soon as it is made, unless its request says otherwise (Machines OpenAPI, CreateMachineRequest).
"""

from __future__ import annotations

from flytrans.kubernetes.arrangement import other_hooks_of
from flytrans.kubernetes.constants import text_of
from flytrans.kubernetes.kinds import ENDING
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, made, table
from flytrans.values.cron import fly_word

_ENDING = (*ENDING, "Pod")


def gather_schedule(cron: Node, cx: Reading) -> Node | None:
    """hourly, daily, weekly or monthly; None where Fly has no word, or the CronJob is suspended."""
    schedule, suspended = cron.at("spec", "schedule"), cron.at("spec", "suspend")
    text = text_of(schedule)
    if schedule is None or not text:
        return None
    word = fly_word(text)
    if word is not None and _is_true(suspended):
        cx.ledger.reason(schedule, "FT446", "the CronJob is suspended, so nothing follows the schedule")
        return None
    if word is None:
        message = f"Fly has no word for the schedule {text!r}"
        cx.ledger.reason(schedule, "FT424", message, always=True)
        fix = "run a small scheduler, like supercronic, in a process group of its own"
        cx.found("FT424", schedule, message, fix)
        return None
    cx.ledger.reason(schedule, "FT328", "it runs when its machine is made, and Fly counts from there", always=True)
    return schedule.map(lambda _: word)


def gather_request(kind: str, workload: Node, word: Node | None, cx: Reading) -> Node | None:
    """That a machine is made and not started: what is suspended, a CronJob whose time Fly cannot say, other hooks."""
    spec = workload.get("spec")
    if spec is None or word is not None or kind not in _ENDING:
        return None
    if hooks := other_hooks_of(workload):
        for hook in hooks:
            cx.ledger.reason(hook, "FT532", "a deploy is not its time, so nothing starts it", always=True)
        return table(skip_launch=made(True, reason="no deploy runs it").why(*hooks))
    suspended, schedule = spec.get("suspend"), spec.get("schedule") if kind == "CronJob" else None
    if text_of(schedule) and fly_word(text_of(schedule) or "") is None:
        return table(skip_launch=made(True, reason="no word of Fly's would start it").why(schedule))
    return table(skip_launch=suspended) if _is_true(suspended) else None


def suspension_of(view: Node) -> Node | None:
    """The opposite for a CronJob: only one whose time Fly could say is not started for being suspended."""
    kept = text_of(view.at("kubernetes", "schedule"))
    return view.at("request", "skip_launch") if kept and view.get("schedule") is None and fly_word(kept) else None


def _is_true(node: Node | None) -> bool:
    return node is not None and node.value is True
