"""A time of a service's check that Fly changes.

The check runs, with another value than the one in the file: at least one second and at most one minute. flyctl says
so during each deploy.

Why: the platform holds interval, timeout and grace period of service checks between one second and one minute.

Wrong:

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

    [[services.http_checks]]
    path = "/health"
    interval = "5m"

Instead: write the value that counts. A grace period of more than a minute needs a check under `[checks]`.

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

    [[services.http_checks]]
    path = "/health"
    interval = "1m"

Source: flyctl internal/appconfig/validation.go validateServiceCheckDurations; superfly/flyctl#2281.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.durations import TIMES, is_number, likely
from flytrans.rules.lint import Lint
from flytrans.values.duration import SECOND, render_duration

SEVERITY = "warning"
KEYS = ("checks", "http_checks", "tcp_checks")
MOST = 60 * SECOND


def find(lint: Lint) -> None:
    for service, _, check in lint.service_checks():
        for key in TIMES:
            node = check.get(key)
            if node is None or (key == "grace_period" and node.value == 0):
                continue
            number = is_number(lint, node)
            if (service.is_http and number) or SECOND <= node.value <= MOST:
                continue
            held = "1s" if node.value < SECOND else "1m"
            verb = "raises" if node.value < SECOND else "lowers"
            unit = ", as a number counts milliseconds here," if number else ""
            seconds = lint.written(node) if number else MOST
            meant = likely(seconds) if seconds * SECOND <= MOST else ""
            fix = f'write "{held}"' + (f', or "{meant}" if that was meant' if meant and meant != held else "")
            lint.found(
                node,
                f"{key} is {render_duration(node.value)}{unit} and Fly {verb} it to {held}",
                fix,
                edits=[replace(lint.path(node), f'"{held}"')],
                safe=False,
            )
