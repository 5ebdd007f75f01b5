"""Fly services that a Service does not tell apart, or has no port for.

Only a carrier keeps them apart, and with them the places of the services that come after: the second of two services on
one port of the pod is where the first is, so it comes before what stood between the two.
"""

from __future__ import annotations

from collections.abc import Callable

from flytrans.tree.context import Writing
from flytrans.tree.node import Node

JOINED = "what leads to one port of a pod is one Service port"
_IDENTITY = ("protocol", "internal_port")


def tell_joined(services: list[Node], key_of: Callable[[Node], tuple[int, str]], cx: Writing) -> None:
    """Say of every further service on one port of the pod that it is not one of its own here."""
    first: dict[tuple[int, str], int] = {}
    for index, service in enumerate(services):
        key = key_of(service)
        if first.setdefault(key, index) == index:
            continue
        cx.ledger.reason(_deciders(service), "FT438", JOINED, always=True)
        cx.ledger.reason(service.only(*_IDENTITY), "FT438", JOINED)
        if cx.options.carry is False:
            twin = services[first[key]]
            for node in (twin.only(*_IDENTITY), _deciders(twin)):
                cx.ledger.reason(node, "FT438", JOINED, always=True)
            _tell_places(services[first[key] + 1 :], cx)


def _deciders(service: Node) -> Node:
    """What put a service into the group."""
    return Node(None, tuple(sorted(service.leaves() - service.data())))


def tell_homeless(services: list[Node], number: int, cx: Writing) -> None:
    """Say of a service, the first of these, that its own number in the Service leads elsewhere."""
    message = f"the Service's port {number} leads elsewhere, so none leads to this one"
    cx.ledger.reason(services[0].only(*_IDENTITY), "FT463", message)
    if cx.options.carry is False:
        _tell_places(services[1:], cx)


def _tell_places(services: list[Node], cx: Writing) -> None:
    message = "its place among the group's services is another, as they are fewer"
    for service in services:
        cx.ledger.reason(service.only(*_IDENTITY), "FT438", message, always=True)
