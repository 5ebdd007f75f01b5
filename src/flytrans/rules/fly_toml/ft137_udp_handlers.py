"""Handlers on a UDP service.

The proxy passes UDP packets on as they are: it ends no TLS and reads no HTTP in them.

Why: handlers work on TCP connections only.

Wrong:

    [[services]]
    protocol = "udp"
    internal_port = 53

    [[services.ports]]
    port = 53
    handlers = ["tls"]

Instead: delete the handlers.

    [[services]]
    protocol = "udp"
    internal_port = 53

    [[services.ports]]
    port = 53

Source: Fly's documentation, networking/udp-and-tcp.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.rules.lint import Lint
from flytrans.rules.ports import handlers_of, is_udp, ports_of

SEVERITY = "warning"
KEYS = ("handlers",)
WORDS = ("udp",)


def find(lint: Lint) -> None:
    for service, port in ports_of(lint):
        if is_udp(service) and handlers_of(port):
            path = lint.path(port.value["handlers"])
            lint.found(
                path,
                "handlers do nothing for UDP: packets are passed on as they are",
                "delete handlers",
                at="key",
                edits=[remove(path)],
            )
