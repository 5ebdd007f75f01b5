"""A port number that does not exist.

Nothing can listen there, and the API refuses the service.

Why: ports are numbers from 1 to 65535.

Wrong:

    [http_service]
    internal_port = 80800

Instead: correct the number.

    [http_service]
    internal_port = 8080

Source: RFC 9293; Machines API, MachineService.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.lint import Lint
from flytrans.rules.ports import HIGHEST, ports_of
from flytrans.tree.node import Node

SEVERITY = "warning"
KEYS = ("internal_port", "port", "start_port")


def find(lint: Lint) -> None:
    for node in _ports(lint):
        if not 0 < node.value <= HIGHEST:
            lint.found(
                node, f"there is no port {node.value}, so nothing can listen there", "use a number from 1 to 65535"
            )


def _ports(lint: Lint) -> Iterator[Node]:
    spots = [service.node.get("internal_port") for service in lint.services]
    spots += [port.get(key) for _, port in ports_of(lint) for key in ("port", "start_port", "end_port")]
    spots += [check.get("port") for _, check in lint.checks]
    return (node for node in spots if node is not None)
