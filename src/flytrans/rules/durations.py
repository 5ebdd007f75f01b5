"""Durations: which are bare numbers, and what those mean."""

from __future__ import annotations

import math
from collections.abc import Iterator

from flytrans.rules.lint import Lint
from flytrans.tree.node import Node, items_of
from flytrans.values.duration import render_duration

USUAL = "10s"
"""Said where a number can be nothing that was meant."""
LARGEST = 10**12
TIMES = ("interval", "timeout", "grace_period")


def is_number(lint: Lint, node: Node) -> bool:
    """Whether a duration stands in the file as a number without a unit."""
    return lint.written(node).__class__ in (int, float)


def in_nanoseconds(lint: Lint) -> Iterator[tuple[str, Node]]:
    """Bare numbers that flyctl takes for nanoseconds, each with its key."""
    spots: list[tuple[str, Node | None]] = []
    for service, _, check in lint.service_checks():
        if service.is_http:
            spots += [(key, check.get(key)) for key in TIMES]
    for key in ("wait_timeout", "release_command_timeout"):
        spots.append((key, lint.doc.at("deploy", key)))
    for test in machine_checks(lint):
        spots.append(("kill_timeout", test.get("kill_timeout")))
    return ((key, node) for key, node in spots if node is not None and node.value and is_number(lint, node))


def machine_checks(lint: Lint) -> Iterator[Node]:
    """Test machines of services and of the whole app."""
    yield from lint.listed("machine_checks")
    for service in lint.services:
        yield from items_of(service.node.get("machine_checks"))


def likely(number: float) -> str:
    """What was probably meant by a bare number: seconds, or milliseconds where it is large."""
    if not math.isfinite(number) or abs(number) > LARGEST:
        return USUAL
    return f"{number:g}s" if number < 1000 else render_duration(int(number * 10**6))
