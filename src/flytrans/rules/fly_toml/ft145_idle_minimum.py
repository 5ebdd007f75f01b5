"""A minimum of running machines that is never looked at.

It starts and creates no machines; it only keeps the proxy from stopping the last ones, and nothing is stopped here.

Why: `min_machines_running` counts only where `auto_stop_machines` is `stop` or `suspend`, and in the primary region.

Wrong:

    [http_service]
    internal_port = 3000
    auto_stop_machines = "off"
    min_machines_running = 2

Instead: delete it, and set the number of machines with `fly scale count`.

    [http_service]
    internal_port = 3000
    auto_stop_machines = "off"

Source: Fly's documentation, reference/fly-proxy-autostop-autostart.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "info"
KEYS = ("min_machines_running",)


def find(lint: Lint) -> None:
    for service in lint.services:
        least, stop = service.node.get("min_machines_running"), service.node.get("autostop")
        if least is not None and least.value and (stop is None or stop.value == "off"):
            lint.found(
                least,
                "it does nothing, as no machine is ever stopped here; it starts and creates none",
                f"delete it; fly scale count {least.value} sets the number",
                related=[stop] if stop is not None else [],
            )
