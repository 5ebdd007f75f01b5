"""Parts of `[[services]]` beside an `[http_service]`.

They make a second service that has nothing else: no port, no `internal_port`. `[http_service]` gets none of it, so its
checks never run.

Why: the two sections are separate. What belongs to `[http_service]` is written under its own name.

Wrong:

    [http_service]
    internal_port = 3000

    [[services.http_checks]]
    path = "/health"

Instead: write it under `[http_service]`.

    [http_service]
    internal_port = 3000

    [[http_service.checks]]
    path = "/health"

Source: flyctl internal/appconfig/service.go; superfly/flyctl#3675.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import is_stray

SEVERITY = "warning"
KEYS = ("services",)
HOMES = {
    "http_checks": "[[http_service.checks]]",
    "concurrency": "[http_service.concurrency]",
    "machine_checks": "[[http_service.machine_checks]]",
    "tcp_checks": "[checks.NAME], with type, port and processes",
}


def find(lint: Lint) -> None:
    for service in lint.services:
        if is_stray(lint, service):
            part = next((key for key in HOMES if service.node.get(key) is not None), "")
            lint.found(
                service.node,
                f"{part or 'this'} of [[services]] misses [http_service]: it makes another service, without ports",
                f"write {HOMES[part]}" if part else "delete it",
                at="key",
            )
