"""Ports of a container by number or name (K: pkg/probe/util.go)."""

from __future__ import annotations

from flytrans.kubernetes.constants import tables_of
from flytrans.tree.node import Node, made


def named_port(container: Node, port: Node | None) -> Node | None:
    """A port as its number: a name is that of the container's first port so called; None where there is none."""
    if port is None:
        return None
    if port.value.__class__ is int:
        return port if 0 < port.value < 65536 else None
    for entry in tables_of(container.get("ports")):
        name, number = entry.get("name"), entry.get("containerPort")
        if name is not None and name.value == port.value and number is not None and number.value.__class__ is int:
            return made(number.value, number, port)
    return None
