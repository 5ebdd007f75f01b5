"""A UDP service whose two ports differ.

Packets do not arrive: for UDP the app has to listen on the same port number that is open to the outside.

Why: the proxy does not change the port of a UDP packet.

Wrong:

    [[services]]
    protocol = "udp"
    internal_port = 5353

    [[services.ports]]
    port = 53

Instead: use one number, and bind the address `fly-global-services` in the app.

    [[services]]
    protocol = "udp"
    internal_port = 53

    [[services.ports]]
    port = 53

Source: Fly's documentation, networking/udp-and-tcp.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import is_udp, ports_of

SEVERITY = "warning"
KEYS = ("services",)
WORDS = ("udp",)


def find(lint: Lint) -> None:
    for service, port in ports_of(lint):
        inside, outside = service.node.get("internal_port"), port.get("port")
        if is_udp(service) and inside is not None and outside is not None and inside.value != outside.value:
            lint.found(
                outside,
                f"UDP packets to {outside.value} do not arrive at {inside.value}: both have to be the same port",
                f"let the app listen on {outside.value}, and write internal_port = {outside.value}",
                related=[inside],
            )
