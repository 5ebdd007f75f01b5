"""Several restart policies for one process group.

Only the last one counts.

Why: a machine has one policy, and flyctl takes the last that reaches its group.

Wrong:

    [[restart]]
    policy = "always"

    [[restart]]
    policy = "never"

Instead: keep one for each group.

    [[restart]]
    policy = "never"

Source: flyctl internal/appconfig/machines.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("restart",)
NEEDS = ("processes",)


def find(lint: Lint) -> None:
    entries = lint.listed("restart")
    for entry in entries:
        reached = lint.members(entry)
        lost = [g for g, found in lint.within(entries).items() if g in reached and found[-1] is not entry]
        if lost:
            lint.found(
                entry,
                f"it does not count for {joined(lost)}: a later [[restart]] does",
                "keep one for each group",
                at="key",
                related=[lint.within(entries)[lost[0]][-1]],
            )
