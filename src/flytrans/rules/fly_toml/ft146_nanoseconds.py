"""A bare number that means nanoseconds.

The check runs without a pause or is cut off at once, the deploy waits for no time at all. `interval = 30000` under
`[[http_service.checks]]` is 30 microseconds. Documentation and editors' schemas say milliseconds.

Why: flyctl turns numbers into milliseconds or seconds only in `[[services]]`, `[checks]` and `kill_timeout`; anywhere
else a number is a Go duration.

Wrong:

    [http_service]
    internal_port = 3000

    [[http_service.checks]]
    path = "/health"
    interval = 30000

Instead: write the unit.

    [http_service]
    internal_port = 3000

    [[http_service.checks]]
    path = "/health"
    interval = "30s"

Source: fly-go duration.go; flyctl internal/appconfig/patches.go; superfly/docs#2465.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.durations import in_nanoseconds, likely
from flytrans.rules.lint import Lint
from flytrans.values.duration import SECOND, render_duration

SEVERITY = "warning"
KEYS = ("checks", "machine_checks", "wait_timeout", "release_command_timeout")


def find(lint: Lint) -> None:
    for key, node in in_nanoseconds(lint):
        value = render_duration(node.value)
        counted = node.value >= SECOND  # so long a time was reckoned in nanoseconds
        meant = value if counted else likely(lint.written(node))
        lint.found(
            node,
            f"{key} is {value}: a number without a unit counts nanoseconds here",
            f'write "{meant}"' + ("" if counted else " if that was meant"),
            edits=[replace(lint.path(node), f'"{meant}"')],
            safe=counted,
        )
