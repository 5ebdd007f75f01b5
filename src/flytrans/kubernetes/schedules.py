"""The schedule of a CronJob as one of Fly's four words (kubernetes-rules, section 9)."""

from __future__ import annotations

from flytrans.kubernetes.constants import text_of
from flytrans.tree.context import Reading
from flytrans.tree.node import Node
from flytrans.values.cron import fly_word


def gather_schedule(cron: Node, cx: Reading) -> Node | None:
    """hourly, daily, weekly or monthly; None where Fly has no word, or the CronJob is suspended."""
    schedule, suspended = cron.at("spec", "schedule"), cron.at("spec", "suspend")
    text = text_of(schedule)
    if schedule is None or not text or (suspended is not None and suspended.value is True):
        return None
    word = fly_word(text)
    if word is None:
        message = f"Fly has no word for the schedule {text!r}"
        cx.ledger.reason(schedule, "FT424", message)
        fix = "run a small scheduler, like supercronic, in a process group of its own"
        cx.found("FT424", schedule, message, fix)
        return None
    cx.ledger.reason(schedule, "FT328", "Fly counts from the machine's creation, not from the clock", always=True)
    return schedule.map(lambda _: word)
