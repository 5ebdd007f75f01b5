"""A check that has no port to ask.

The deploy fails when the first machine is made, though `fly config validate` says that the file is valid.

Why: a check under `[checks]` takes its port from the group's `[http_service]`; `[[services]]` does not lend it one.

Wrong:

    [checks.alive]
    type = "tcp"

Instead: say the port.

    [checks.alive]
    type = "tcp"
    port = 3000

Source: flyctl internal/appconfig/machines.go and toplevelcheck.go; validation.go:252 tests the wrong error.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "error"
KEYS = ("^checks",)
NEEDS = ("http_service", "processes", "services")


def find(lint: Lint) -> None:
    http = lint.doc.get("http_service")
    served = set(lint.members(http)) if http is not None else set()
    for name, check in lint.checks:
        kind = check.get("type")
        if check.get("port") is not None or kind is None or kind.value not in ("http", "tcp"):
            continue
        lost = [group for group in lint.members(check) if group not in served]
        if lost:
            lint.found(
                lint.path(check) or ("checks", name),
                f"the deploy fails: the check has no port, and {joined(lost)} no [http_service] to take it from",
                f"add {_ports(lint)}",
                at="key",
            )


def _ports(lint: Lint) -> str:
    """What to add: the port of the only service, else just that there has to be one."""
    inside = {node.value for service in lint.services if (node := service.node.get("internal_port")) is not None}
    return f"port = {inside.pop()}" if len(inside) == 1 else "port"
