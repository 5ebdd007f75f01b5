"""A minimum of several machines, each of which has a volume of its own.

Data that one machine writes is not seen by the others. The first deploy makes one machine and one volume; each
further one needs `fly volume create` or `fly scale count`.

Why: a volume belongs to one machine, and nothing keeps volumes of one name equal.

Wrong:

    [http_service]
    internal_port = 3000
    auto_stop_machines = "stop"
    min_machines_running = 2

    [[mounts]]
    source = "data"
    destination = "/data"

Instead: keep one machine, or let the program copy its data (LiteFS, a database's own replication).

    [http_service]
    internal_port = 3000
    auto_stop_machines = "stop"
    min_machines_running = 1

    [[mounts]]
    source = "data"
    destination = "/data"

Source: Fly's documentation, volumes/overview; flyctl internal/command/deploy/machines_deploymachinesapp.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "info"
KEYS = ("mounts",)
WORDS = ("min_machines_running",)
NEEDS = ("services", "http_service", "processes")


def find(lint: Lint) -> None:
    mounted = lint.within(lint.listed("mounts"))
    for service in lint.services:
        node = service.node.get("min_machines_running")
        groups = [group for group in lint.members(service.node) if group in mounted]
        if node is not None and node.value > 1 and groups:
            lint.found(
                node,
                f"each of the {node.value} machines has a volume of its own, whose data the others do not see",
                "keep one machine, or let the program copy its data",
                related=mounted[groups[0]][:1],
            )
