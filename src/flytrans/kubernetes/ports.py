"""Ports of a container by number or name (K: pkg/probe/util.go)."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, items_of, listing, made, table


def named_port(container: Node, port: Node | None) -> Node | None:
    """A port as its number: a name is that of the container's first port so called; None where there is none."""
    if port is None:
        return None
    if port.value.__class__ is int:
        return port if 0 < port.value < 65536 else None
    for entry in tables_of(container.get("ports")):
        name, number = entry.get("name"), entry.get("containerPort")
        if name is not None and name.value == port.value and number is not None and number.value.__class__ is int:
            return made(number.value, number, port).why(name)
    return None


def probed_port(container: Node, port: Node | None, cx: Reading) -> Node | None:
    """The port that a probe asks; where none has its name, the container's only one: no probe could ask another."""
    found = named_port(container, port)
    if port is None or not text_of(port):
        return found
    if found is not None:
        cx.ledger.reason(port, "FT427", "Fly knows ports by number")
        return found
    numbers = [entry.get("containerPort") for entry in tables_of(container.get("ports"))]
    only = numbers[0] if len(numbers) == 1 else None
    if only is None or whole_of(only) is None:
        return None
    message = f"no port of the container is called {port.value}, so its only one is asked"
    cx.ledger.reason(port, "FT353", message, always=True)
    cx.found("FT353", port, message, "name the port, or write its number")
    return only.why(port)


def with_probed(ports: Node | None, *probes: Node | None) -> Node | None:
    """A container's ports with those that its probes ask, where no service leads there.

    A probe of a port that is there decided that it needs no other.
    """
    known = items_of(ports)
    for probe in probes:
        handlers = [probe.at(kind, "port") for kind in ("httpGet", "tcpSocket")] if probe is not None else []
        port = next((node for node in handlers if whole_of(node) is not None), None)
        if port is None:
            continue
        if all(not _is(entry, port) for entry in known):
            known = [*known, table(name=made(f"check-{port.value}", port), containerPort=port)]
        else:
            known = [_asked(entry, port) if _is(entry, port) else entry for entry in known]
    return listing(known) if known else None


def _is(entry: Node, port: Node) -> bool:
    return bool(whole_of(entry.get("containerPort")) == port.value)


def _asked(entry: Node, port: Node) -> Node:
    return entry if port.data() & entry.data() else entry.why(Node(None, port.sources))
