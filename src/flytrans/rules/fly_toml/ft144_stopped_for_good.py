"""Machines that are stopped when idle, and never started again.

Once traffic is low the proxy stops them, one after the other down to none, and no request brings them back:
visitors get an error until somebody starts a machine by hand.

Why: `auto_stop_machines` and `auto_start_machines` are separate; without `min_machines_running` the last machine is
stopped, too.

Wrong:

    [http_service]
    internal_port = 3000
    auto_stop_machines = "stop"
    auto_start_machines = false

Instead: start them by traffic, or do not stop them.

    [http_service]
    internal_port = 3000
    auto_stop_machines = "stop"
    auto_start_machines = true

Source: Fly's documentation, reference/fly-proxy-autostop-autostart.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("auto_start_machines",)
WORDS = ("false",)


def find(lint: Lint) -> None:
    for service in lint.services:
        stop, start, least = (service.node.get(k) for k in ("autostop", "autostart", "min_machines_running"))
        if stop is None or stop.value == "off" or start is None or start.value:
            continue
        keeps = least is not None and least.value
        effect = f"all but {least.value} machines" if least is not None and keeps else "all machines"
        lint.found(
            start,
            f"{effect} are stopped when idle, and no request starts them again",
            'write auto_start_machines = true, or auto_stop_machines = "off"',
            related=[stop],
        )
