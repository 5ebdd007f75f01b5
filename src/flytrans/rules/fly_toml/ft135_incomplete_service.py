"""A service that does not say where the app listens, or by which protocol.

flyctl sends it without the value, and the proxy has nothing to connect to. The 8080 of the documentation is no
default of flyctl or of the platform.

Why: flyctl does not check for `internal_port` and `protocol`.

Wrong:

    [http_service]
    force_https = true

Instead: name the port on which the app listens; in `[[services]]` the protocol, too.

    [http_service]
    internal_port = 8080
    force_https = true

Source: flyctl internal/appconfig/service.go; superfly/flyctl#2521.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint, Service
from flytrans.rules.unknown import nearest

SEVERITY = "warning"
KEYS = ("services", "http_service")


def find(lint: Lint) -> None:
    for service in lint.services:
        ports = service.node.get("ports")
        if not service.is_http and (ports is None or not ports.value):
            continue
        if service.node.get("internal_port") is None:
            if _is_misspelt(lint, service):
                continue
            lint.found(
                service.node,
                "Fly's proxy has no port to connect to: internal_port is missing, and nothing stands in for it",
                "add internal_port, the port on which the app listens",
                at="key",
            )
        elif not service.is_http and service.node.get("protocol") is None:
            lint.found(
                service.node,
                "the service has no protocol, and flyctl sends none",
                'add protocol = "tcp"',
                at="key",
            )


def _is_misspelt(lint: Lint, service: Service) -> bool:
    """Whether a key of the section is meant as the missing one: what is told of that key is enough."""
    section = ("http_service",) if service.is_http else lint.path(service.node)[:2]
    unknown = [lint.ledger.leaves[leaf].path for leaf, note in lint.ledger.notes.items() if note.fate == "unknown"]
    keys = [str(path[-1]) for path in unknown if path[:-1] == section]
    return any(nearest(key, {"internal_port": None}) for key in keys)
