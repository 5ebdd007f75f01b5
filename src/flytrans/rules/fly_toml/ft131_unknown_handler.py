"""A handler that Fly's proxy does not have.

The proxy cannot set up the port as it is described, so the deploy fails or the port does not answer as meant.

Why: handlers are http, tls, pg_tls and proxy_proto; a port without any hands the connection on as it is.

Wrong:

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["https"]

Instead: name handlers that there are; HTTPS is `tls` and `http`.

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

Source: Fly's documentation, networking/services; Machines API, MachinePort.handlers.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import ports_of
from flytrans.rules.speech import did_you_mean, joined
from flytrans.tree.node import items_of

SEVERITY = "warning"
KEYS = ("handlers",)
HANDLERS = ("http", "tls", "pg_tls", "proxy_proto")
ALSO_READ = ("edge_http", "tcp")
"""In the API's schema or its documentation, without a word on what they do."""


def find(lint: Lint) -> None:
    for _, port in ports_of(lint):
        for node in items_of(port.get("handlers")):
            if node.value in HANDLERS or node.value in ALSO_READ:
                continue
            near = did_you_mean(node.value, HANDLERS)
            fix = 'write "tls", "http"' if node.value == "https" else f'write "{near}"' if near else ""
            lint.found(node, "Fly's proxy has no such handler", fix or f"there are {joined(HANDLERS)}")
