"""A service that does not say which process group it is for.

flyctl refuses the file: as soon as there is a `[processes]` section, each service has to name its groups.

Why: a service without groups would be for the default group alone, which is seldom what was meant.

Wrong:

    [processes]
    web = "bin/serve"
    worker = "bin/work"

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

Instead: name the group that listens.

    [processes]
    web = "bin/serve"
    worker = "bin/work"

    [[services]]
    protocol = "tcp"
    internal_port = 3000
    processes = ["web"]

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

Source: flyctl internal/appconfig/validation.go validateServicesSection.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import insert
from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "error"
KEYS = ("^processes",)
NEEDS = ("processes", "services", "http_service")


def find(lint: Lint) -> None:
    groups = lint.groups
    if not groups.commands:
        return
    for service in lint.services:
        named = service.node.get("processes")
        if named is not None and named.value:
            continue
        path = lint.path(service.node)
        first = groups.default
        lint.found(
            path,
            f"flyctl refuses the file: it cannot tell which process group ({joined(groups.names)}) listens here",
            f'add processes = ["{first}"]',
            at="key",
            edits=[insert(path, "processes", f'["{first}"]')] if named is None else [],
        )
