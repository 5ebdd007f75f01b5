"""Two services that listen on the same port.

Fly's proxy does not know process groups: it spreads the connections of the port over all machines that have such a
service. If those are different programs, requests reach the wrong one at random.

Why: the port belongs to the app, not to a group. `[http_service]` always takes 80 and 443.

Wrong:

    [http_service]
    internal_port = 3000

    [[services]]
    protocol = "tcp"
    internal_port = 4000

    [[services.ports]]
    port = 443
    handlers = ["tls", "http"]

Instead: give each its own port, or say it once.

    [http_service]
    internal_port = 3000

    [[services]]
    protocol = "tcp"
    internal_port = 4000

    [[services.ports]]
    port = 8443
    handlers = ["tls", "http"]

Source: Fly's documentation, networking/services; superfly/flyctl#1635.
"""

from __future__ import annotations

from flytrans.named_tuple import NamedTuple
from flytrans.rules.lint import Lint, Service
from flytrans.rules.ports import is_udp, span_of
from flytrans.rules.speech import joined
from flytrans.tree.node import Node, items_of

SEVERITY = "warning"
KEYS = ("services",)
NEEDS = ("services", "http_service", "processes")


def find(lint: Lint) -> None:
    told: set[tuple[int, int]] = set()
    taken = {False: Taken({}, []), True: Taken({}, [])}
    for service in lint.services:
        here = taken[is_udp(service)]
        for spot in _spots(service):
            other = here.other(spot)
            if other is not None and (id(service.node), id(other.service.node)) not in told:
                told.add((id(service.node), id(other.service.node)))
                _report(lint, service, spot.node, max(spot.first, other.first), other.service, other.node)
            here.add(spot)


class Spot(NamedTuple):
    """A port, or a range of ports, of a service."""

    first: int
    last: int
    service: Service
    node: Node


class Taken(NamedTuple):
    """The ports so far: single ones by number, and ranges."""

    singles: dict[int, Spot]
    ranges: list[Spot]

    def other(self, spot: Spot) -> Spot | None:
        """One that shares a port with this one."""
        if spot.first == spot.last and spot.first in self.singles:
            return self.singles[spot.first]
        wide = self.ranges if spot.first == spot.last else [*self.singles.values(), *self.ranges]
        return next((other for other in wide if other.first <= spot.last and spot.first <= other.last), None)

    def add(self, spot: Spot) -> None:
        """Take one more."""
        if spot.first == spot.last:
            self.singles.setdefault(spot.first, spot)
        else:
            self.ranges.append(spot)


def _report(lint: Lint, service: Service, node: Node, port: int, other: Service, first: Node) -> None:
    groups, others = set(lint.members(service.node)), set(lint.members(other.node))
    if groups & others:
        if service is other:
            effect = "the service has this port twice"
        else:
            effect = f"connections to port {port} reach either this service or the one before at random"
    elif groups and others:
        names = joined(sorted(groups | others))
        effect = f"connections to port {port} reach the machines of {names} at random"
    else:
        return
    lint.found(node, effect, "give each a port of its own, or say it once", related=[first])


def _spots(service: Service) -> list[Spot]:
    if service.is_http:
        return [Spot(port, port, service, service.node) for port in (80, 443)]
    ports = service.node.get("ports")
    out = []
    for port in items_of(ports):
        span = span_of(port)
        if span is not None:
            out.append(Spot(*span, service, port.get("port") or port.value["start_port"]))
    return out
