"""A path of a check that does not begin with a slash.

The request is not the one that was meant, so the check fails and the deploy with it.

Why: the path follows the host in the request's first line as it is.

Wrong:

    [http_service]
    internal_port = 3000

    [[http_service.checks]]
    path = "health"

Instead: begin it with a slash.

    [http_service]
    internal_port = 3000

    [[http_service.checks]]
    path = "/health"

Source: RFC 9112, request target; Fly's documentation, reference/health-checks.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.lint import Lint
from flytrans.rules.speech import quoted

SEVERITY = "warning"
KEYS = ("path",)


def find(lint: Lint) -> None:
    for check in (*(check for _, _, check in lint.service_checks()), *(check for _, check in lint.checks)):
        node = check.get("path")
        if node is not None and node.value and not node.value.startswith("/"):
            better = quoted(f"/{node.value}")
            fits = "://" not in node.value
            lint.found(
                node,
                "the check asks for something else, as a path begins with /",
                f"write {better}" if fits else "write only the path, from its first slash on",
                edits=[replace(lint.path(node), better)] if fits else [],
            )
