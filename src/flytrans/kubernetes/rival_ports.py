"""What decides which port of a Service is where, if a group has a number twice: every number of the group.

A port that has the number of another gives it free when it changes, and then the other one stands, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from flytrans.kubernetes.constants import tables_of
from flytrans.kubernetes.service_ports import Slot, key_of, slots_of, usable_services
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of


def with_rivals(slots: list[Slot], app: Node, view: Node, cx: Writing) -> list[Slot]:
    """The ports of a group, which know the numbers by which others of the group have no place of their own."""
    services = usable_services(view, cx)
    standing = {id(port) for slot in slots for port in slot.entries}
    ports = [port for service in services for port in tables_of(service.get("ports")) if port.get("port") is not None]
    lost = [port for port in ports if id(port) not in standing]
    reached = {(slot.target.value, slot.protocol.value) for slot in slots}
    if not lost and all(key_of(service) in reached for service in services):
        return slots
    groups = [other for _, other in entries_of(app.get("groups")) if other is not view]
    elsewhere = _numbers(port for other in groups for slot in slots_of(other, cx) for port in slot.entries)
    here = _numbers(port for port in ports if id(port) in standing)
    said = Node(None, tuple(sorted(here | (_numbers(lost) & elsewhere))))
    return [slot._replace(name=slot.name.why(said), number=slot.number.why(said)) for slot in slots]


def _numbers(ports: Iterable[Node]) -> set[int]:
    """The leaves that say numbers."""
    return {leaf for port in ports for leaf in port.only("port").data()}
