"""What an HTTP request would need, at a check that makes none.

A TCP check only opens a connection: the path is never asked for, and a server that answers with errors counts as
healthy.

Why: path, method, headers and TLS settings belong to checks of type `http`.

Wrong:

    [http_service]
    internal_port = 3000

    [checks.alive]
    type = "tcp"
    path = "/health"

Instead: make it an HTTP check, or delete the key.

    [http_service]
    internal_port = 3000

    [checks.alive]
    type = "http"
    path = "/health"

Source: flyctl internal/appconfig/toplevelcheck.go; Fly's documentation, reference/health-checks.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("^checks",)
WORDS = ("tcp",)
HTTP_ONLY = ("path", "method", "headers", "protocol", "tls_skip_verify", "tls_server_name")


def find(lint: Lint) -> None:
    for _, check in lint.checks:
        kind = check.get("type")
        there = [key for key in HTTP_ONLY if check.get(key) is not None]
        if kind is not None and kind.value == "tcp" and there:
            lint.found(
                check.value[there[0]],
                f"a TCP check only opens a connection; {joined(there)} {'do' if there[1:] else 'does'} nothing",
                'write type = "http", or delete what is not used',
                at="key",
                related=[kind],
            )
