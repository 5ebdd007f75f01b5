"""A time of a machine's check that Fly refuses.

flyctl refuses the file. Checks of services are held to other limits, and are changed rather than refused.

Why: a check under `[checks]` runs every 2 seconds at most, and may take 60 seconds.

Wrong:

    [checks.alive]
    type = "tcp"
    port = 3000
    interval = "1s"

    [http_service]
    internal_port = 3000

Instead: check every 2 seconds or less often, and wait 60 seconds at most.

    [checks.alive]
    type = "tcp"
    port = 3000
    interval = "2s"

    [http_service]
    internal_port = 3000

Source: flyctl internal/appconfig/validation.go validateChecksSection.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.durations import is_number, likely
from flytrans.rules.lint import Lint
from flytrans.values.duration import SECOND, render_duration

SEVERITY = "error"
KEYS = ("^checks",)
SHORTEST = 2 * SECOND
LONGEST = 60 * SECOND


def find(lint: Lint) -> None:
    for _, check in lint.checks:
        interval, timeout = check.get("interval"), check.get("timeout")
        for key, node, wrong, limit in (
            ("interval", interval, interval is not None and interval.value < SHORTEST, "2s"),
            ("timeout", timeout, timeout is not None and timeout.value > LONGEST, "60s"),
        ):
            if node is None or not wrong:
                continue
            number = is_number(lint, node)
            unit = ", as a number counts milliseconds here" if number else ""
            meant = likely(lint.written(node)) if number and key == "interval" else limit
            bound = "at least 2 seconds" if key == "interval" else "at most 60 seconds"
            lint.found(
                node,
                f"flyctl refuses the file: {key} is {render_duration(node.value)}{unit}, and has to be {bound}",
                f'write "{meant}"',
                edits=[replace(lint.path(node), f'"{meant}"')],
            )
