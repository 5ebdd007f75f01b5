"""A redirect to HTTPS on a port that does not speak HTTP.

The deploy fails. Only the `http` handler can answer with a redirect, and it does so before TLS, on port 80.

Why: `force_https` is an option of the `http` handler.

Wrong:

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 80
    force_https = true

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

Instead: give the port the handler, or delete `force_https`.

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 80
    handlers = ["http"]
    force_https = true

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

Source: Fly's documentation, networking/services: deployments fail if it is set on other handlers.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import handlers_of, ports_of

SEVERITY = "error"
KEYS = ("force_https",)


def find(lint: Lint) -> None:
    for _, port in ports_of(lint):
        node = port.get("force_https")
        if node is not None and node.value and "http" not in handlers_of(port):
            lint.found(
                node,
                "the deploy fails: only a port with the http handler can redirect to HTTPS",
                'add handlers = ["http"], or delete force_https',
            )
