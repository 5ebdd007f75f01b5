"""A bare number that counts milliseconds.

It works, but a reader takes it for seconds, and in `[[http_service.checks]]` the same number means nanoseconds.

Why: flyctl turns numbers into milliseconds in `[[services]]` and `[checks]`, into seconds for `kill_timeout`, and into
nanoseconds anywhere else.

Wrong:

    [checks.alive]
    type = "tcp"
    port = 3000
    interval = 15000

Instead: write the unit.

    [checks.alive]
    type = "tcp"
    port = 3000
    interval = "15s"

Source: flyctl internal/appconfig/patches.go castDuration.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.durations import TIMES, is_number
from flytrans.rules.lint import Lint
from flytrans.values.duration import SECOND, render_duration

SEVERITY = "info"
KEYS = ("checks", "http_checks", "tcp_checks")
EFFECT = "none"


def find(lint: Lint) -> None:
    checks = [check for service, _, check in lint.service_checks() if not service.is_http]
    for check in (*checks, *(check for _, check in lint.checks)):
        for key in TIMES:
            node = check.get(key)
            if node is not None and is_number(lint, node) and SECOND <= node.value <= 60 * SECOND:
                spelled = render_duration(node.value)
                lint.found(
                    node,
                    f"{key} is {spelled}: a number without a unit counts milliseconds here",
                    f'write "{spelled}"',
                    edits=[replace(lint.path(node), f'"{spelled}"')],
                    safe=True,
                )
