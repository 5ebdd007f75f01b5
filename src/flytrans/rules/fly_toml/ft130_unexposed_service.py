"""A service without ports, which nobody reaches through Fly's proxy.

The machine runs, but neither `https://APP.fly.dev` nor a Flycast address leads to it. Machines of the same
organisation reach it at its private address with or without this section.

Why: the proxy listens only on the ports of a service. flyctl warns of this at each deploy.

Wrong:

    [[services]]
    protocol = "tcp"
    internal_port = 3000

Instead: give it ports, or delete the section if it is reached by private addresses only.

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

Source: flyctl internal/appconfig/validation.go validateServicesSection.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import is_stray

SEVERITY = "warning"
KEYS = ("services",)


def find(lint: Lint) -> None:
    for service in lint.services:
        if not service.is_http and service.node.get("ports") is None and not is_stray(lint, service):
            lint.found(
                service.node,
                "nobody reaches this service through Fly's proxy: it has no port",
                "add [[services.ports]], or delete the service if private addresses are enough",
                at="key",
            )
