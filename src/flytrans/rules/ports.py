"""External ports of `[[services]]`."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.lint import Lint, Service
from flytrans.tree.node import Node, items_of

HIGHEST = 65535


def ports_of(lint: Lint) -> Iterator[tuple[Service, Node]]:
    """Each port with its service."""
    for service in lint.services:
        for port in items_of(service.node.get("ports")):
            yield service, port


def handlers_of(port: Node) -> list[str]:
    """The names of its handlers."""
    handlers = port.get("handlers")
    return [node.value for node in handlers.each()] if handlers is not None else []


def span_of(port: Node) -> tuple[int, int] | None:
    """First and last external port; None where it is not said or upside down."""
    single = port.get("port")
    if single is not None:
        return single.value, single.value
    first, last = port.get("start_port"), port.get("end_port")
    if first is None or last is None or first.value > last.value:
        return None
    return first.value, last.value


def is_stray(lint: Lint, service: Service) -> bool:
    """Whether one of `[[services]]` is only a part, such as checks, that was meant for `[http_service]`."""
    parts = ("http_checks", "tcp_checks", "concurrency", "machine_checks", "processes")
    return not service.is_http and lint.doc.get("http_service") is not None and set(service.node.value) <= set(parts)


def is_udp(service: Service) -> bool:
    """Whether it is a service for UDP."""
    protocol = service.node.get("protocol")
    return protocol is not None and protocol.value == "udp"
