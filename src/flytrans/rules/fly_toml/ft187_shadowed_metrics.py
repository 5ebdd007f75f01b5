"""Several places to collect metrics from for one process group.

Only the first is asked.

Why: a machine has one, and flyctl takes the first that reaches its group.

Wrong:

    [[metrics]]
    port = 9091
    path = "/metrics"

    [[metrics]]
    port = 9092
    path = "/metrics"

Instead: keep one for each group.

    [[metrics]]
    port = 9091
    path = "/metrics"

Source: flyctl internal/appconfig/machines.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("metrics",)
NEEDS = ("processes",)


def find(lint: Lint) -> None:
    entries = lint.listed("metrics")
    by_group = lint.within(entries)
    for entry in entries[1:]:
        lost = [group for group in lint.members(entry) if by_group[group][0] is not entry]
        if lost:
            lint.found(
                entry,
                f"Fly never asks it for {joined(lost)}: an earlier [[metrics]] counts",
                "keep one for each group",
                at="key",
                related=[by_group[lost[0]][0]],
            )
