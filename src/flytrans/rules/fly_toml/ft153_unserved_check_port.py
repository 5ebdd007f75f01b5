"""A check asks a port on which, by the file, nothing listens.

If no program listens there each deploy waits for the check and fails. It is right where the program has a port just
for checks.

Why: neither a service nor `[metrics]` of the group names this port.

Wrong:

    [http_service]
    internal_port = 3000

    [checks.alive]
    type = "tcp"
    port = 3001

Instead: ask the port of the service.

    [http_service]
    internal_port = 3000

    [checks.alive]
    type = "tcp"
    port = 3000

Source: flyctl internal/appconfig/toplevelcheck.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "info"
KEYS = ("^checks",)
NEEDS = ("services", "http_service", "metrics", "processes")


def find(lint: Lint) -> None:
    for _, check in lint.checks:
        node = check.get("port")
        if node is None:
            continue
        groups = set(lint.members(check))
        items = [*(service.node for service in lint.services), *lint.listed("metrics")]
        spots = [
            item.get(key) for item in items if groups & set(lint.members(item)) for key in ("internal_port", "port")
        ]
        served = sorted({spot.value for spot in spots if spot is not None})
        if served and node.value not in served:
            lint.found(
                node,
                f"by this file nothing listens on {node.value}; services listen on {joined(served)}",
                "compare the ports",
            )
