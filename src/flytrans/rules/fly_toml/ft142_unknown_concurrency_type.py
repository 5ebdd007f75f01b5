"""Load is counted in a unit that Fly does not have.

The limits do not count what was meant; the API may refuse the service.

Why: the proxy counts `connections`, which is the default, or `requests`.

Wrong:

    [http_service]
    internal_port = 3000

    [http_service.concurrency]
    type = "request"
    soft_limit = 20

Instead: write one of the two.

    [http_service]
    internal_port = 3000

    [http_service.concurrency]
    type = "requests"
    soft_limit = 20

Source: Machines API, MachineServiceConcurrency; Fly's documentation, reference/concurrency.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import did_you_mean

SEVERITY = "warning"
KEYS = ("concurrency",)
TYPES = ("connections", "requests")


def find(lint: Lint) -> None:
    for service in lint.services:
        node = service.node.at("concurrency", "type")
        if node is not None and node.value not in TYPES:
            near = did_you_mean(node.value, TYPES)
            fix = f'write "{near}"' if near else 'write "requests" or "connections"'
            lint.found(node, "Fly counts either connections or requests", fix)
