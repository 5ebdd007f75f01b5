"""Options for a handler that the port does not have.

They do nothing: the proxy ends TLS only on a port with the `tls` or `pg_tls` handler, looks at HTTP only with `http`,
and writes the PROXY header only with `proxy_proto`.

Why: each table of options belongs to its handler.

Wrong:

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["http"]
    tls_options = { alpn = ["h2"] }

Instead: add the handler, or delete the options.

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]
    tls_options = { alpn = ["h2"] }

Source: Fly's documentation, networking/services, connection handlers.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import handlers_of, ports_of
from flytrans.rules.speech import joined

SEVERITY = "warning"
KEYS = ("tls_options", "http_options", "proxy_proto_options")
HANDLERS = {"tls_options": ("tls", "pg_tls"), "http_options": ("http",), "proxy_proto_options": ("proxy_proto",)}


def find(lint: Lint) -> None:
    for _, port in ports_of(lint):
        there = handlers_of(port)
        for key, handlers in HANDLERS.items():
            node = port.get(key)
            if node is not None and node.value and not set(there).intersection(handlers):
                lint.found(
                    node,
                    f"{key} do nothing on this port: it lacks the {joined(handlers, 'or')} handler",
                    f'add "{handlers[0]}" to handlers, or delete the options',
                    at="key",
                )
