"""Fly services in the making: one line for each internal port and protocol, and its external ports."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.exposure import PUBLIC_TYPES
from flytrans.kubernetes.objects import identity_of
from flytrans.kubernetes.service_ports import is_port
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, listing, made, table


class Reached(NamedTuple):
    """A port of a Service, with the pod's port that it leads to."""

    service: Node
    port: Node
    number: Node
    target: Node
    protocol: Node

    @property
    def name(self) -> str | None:
        """The name of the Service's port."""
        return text_of(self.port.get("name"))

    @property
    def noted(self) -> tuple[int | None, str | None]:
        """Number and name by which annotations name it: udp only has the name."""
        return (self.number.value if self.protocol.value == "tcp" else None), self.name

    @property
    def key(self) -> tuple[str, int]:
        """What a Fly service is one for."""
        return self.protocol.value, self.target.value


class Pod(NamedTuple):
    """What Services find pods by: their labels, and their namespace where one is said."""

    labels: Node | None
    namespace: Node | None = None

    def found_by(self, selector: Node | None) -> list[Node]:
        """What of it lets a selector match."""
        keys = [key for key, _ in selector.items()] if selector is not None else []
        found = [self.labels.get(key) for key in keys] if self.labels is not None else []
        return [node for node in (*found, self.namespace) if node is not None]


class Line:
    """One Fly service. `inside`: external ports that only the cluster reaches."""

    __slots__ = (
        *("concurrency", "first", "hosts", "ingress", "inside", "internal", "pod", "ports", "protocol", "service"),
    )

    def __init__(self, reached: Reached, pod: Pod, *, first: bool) -> None:
        self.pod = pod
        self.protocol = reached.protocol
        self.internal = reached.target
        self.service = reached.service
        self.first = first
        self.ports: list[Node] = []
        self.inside: list[Node] = []
        self.hosts: list[Node] = []
        self.ingress: Node | None = None
        self.concurrency: Node | None = None

    def node(self) -> Node:
        """The Fly service, with what the app's assembly has to know under `kubernetes` and `hosts`."""
        ports = self.ports or self.inside
        kind = self.service.at("spec", "type")
        known = table(
            name=self.service.at("metadata", "name"),
            type=kind if text_of(kind) in PUBLIC_TYPES and self.ingress is None else None,
            ingress=self.ingress.at("metadata", "name") if self.ingress is not None else None,
            inside=default(True, "only the cluster reaches it") if self.inside and not self.ports else None,
        )
        service = table(
            protocol=self.protocol,
            internal_port=self.internal,
            ports=listing(ports) if ports else None,
            concurrency=self.concurrency,
        )
        selector = self.service.at("spec", "selector")
        service = service.why(*identity_of(self.service)[:3], selector, *self.pod.found_by(selector))
        return service.having(kubernetes=known, hosts=listing(self.hosts) if self.hosts else None)


class Lines:
    """The Fly services of one workload; an external number is given once."""

    __slots__ = ("_lines", "_taken", "cx", "pod")

    def __init__(self, pod: Pod, cx: Reading) -> None:
        self.pod = pod
        self.cx = cx
        self._lines: dict[tuple[str, int], Line] = {}
        self._taken: dict[tuple[str, int], tuple[str, int]] = {}

    def of(self, reached: Reached) -> Line:
        """The line of a port; a new one where there is none."""
        if reached.key not in self._lines:
            self._lines[reached.key] = Line(reached, self.pod, first=not self._lines)
        return self._lines[reached.key]

    def all(self) -> list[Line]:
        """The lines in the order in which they were begun."""
        return list(self._lines.values())

    def add(self, reached: Reached, port: Node) -> bool:
        """Give a line an external port; false where the number is taken, by another line with a finding."""
        number = whole_of(port.get("port"))
        if number is None:
            self.of(reached).ports.append(port)
            return True
        key = (reached.protocol.value, number)
        owner = self._taken.get(key)
        if owner is not None:
            if owner != reached.key:
                message = f"external port {number} leads to port {owner[1]} already"
                self.cx.ledger.reason(reached.number, "FT518", message)
                self.cx.found("FT518", reached.number, message, "make it an app of its own")
            return False
        self._taken[key] = reached.key
        self.of(reached).ports.append(port)
        return True

    def services(self) -> Node | None:
        """The Fly services."""
        return listing([line.node() for line in self._lines.values()]) if self._lines else None


def reached_ports(service: Node, pod_spec: Node, cx: Reading) -> list[Reached]:
    """The ports of a Service that lead into the pods of a template."""
    out = []
    for port in tables_of(service.at("spec", "ports")):
        number = port.get("port")
        protocol = port.get("protocol")
        if number is None or not is_port(number):
            continue
        if protocol is not None and protocol.value not in ("TCP", "UDP"):
            cx.ledger.reason(port, "FT438", "Fly's proxy knows tcp and udp")
            cx.found("FT438", protocol, f"{protocol.value} is neither TCP nor UDP")
            continue
        spoken = protocol.value if protocol is not None else "TCP"
        target = _target(port, number, spoken, pod_spec, cx)
        if target is None:
            cx.ledger.reason(port, "FT422", "no container has a port of this name")
            continue
        fly = protocol.map(str.lower) if protocol is not None else default("tcp", "TCP unless said")
        out.append(Reached(service, port, number, target, fly))
    return out


def _target(port: Node, number: Node, protocol: str, pod_spec: Node, cx: Reading) -> Node | None:
    """Where a port leads: a number as it is, absent the same number, a name as the pod has it."""
    wanted = port.get("targetPort")
    if wanted is None or wanted.value in (0, ""):
        return made(number.value, number)
    if whole_of(wanted) is not None:
        return wanted if is_port(wanted) else None
    for declared in _declared(pod_spec):
        name, found = declared.get("name"), declared.get("containerPort")
        spoken = declared.get("protocol")
        same = name is not None and name.value == wanted.value
        if (
            same
            and found is not None
            and is_port(found)
            and protocol == (spoken.value if spoken is not None else "TCP")
        ):
            cx.ledger.reason(wanted, "FT427", "Fly knows ports by number")
            return found.why(wanted, name, spoken)
    return None


def _declared(pod_spec: Node) -> Iterator[Node]:
    """The declared ports of containers, then of sidecars (kubernetes endpointslice/utils.go FindPort)."""
    for container in tables_of(pod_spec.get("containers")):
        yield from tables_of(container.get("ports"))
    for container in tables_of(pod_spec.get("initContainers")):
        if text_of(container.get("restartPolicy")) == "Always":
            yield from tables_of(container.get("ports"))
