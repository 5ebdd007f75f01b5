"""Durations in nanoseconds as whole seconds."""

from __future__ import annotations

from flytrans.tree.context import Writing
from flytrans.tree.node import Node, made
from flytrans.values.duration import SECOND


def whole_seconds(nanoseconds: int, least: int = 0) -> int:
    """Seconds, rounded up."""
    return max(least, -(-nanoseconds // SECOND))


def scatter_seconds(duration: Node, cx: Writing, least: int = 0) -> Node:
    """A duration as whole seconds; one that is none is rounded up, and told."""
    value = whole_seconds(int(duration.value), least)
    if value * SECOND != duration.value:
        cx.ledger.reason(duration, "FT301", "rounded up to whole seconds")
    return made(value, duration)
