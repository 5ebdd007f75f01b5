"""Fly services in the making: one line for each internal port and protocol, and its external ports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytrans.kubernetes.constants import tables_of, text_of, whole_of
from flytrans.kubernetes.exposure import PUBLIC_TYPES
from flytrans.kubernetes.objects import identity_of
from flytrans.kubernetes.service_ports import is_port
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, listing, made, table

HIDDEN = "it would become public; other apps reach the machines by their .internal names"
_BY_NAME = "the machines' .internal names reach every port"
_PUBLIC_TOO = "a public port of the same number leads to the same port of the pods"
_Key = tuple[str, int]
"""Protocol and number of a port."""


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
    """One Fly service: what leads to it, each with the external port that it gives.

    `inside`: what only the cluster, or a private network around it, reaches; it counts where nothing is public.
    `marks`: what says so of a balancer or an Ingress.
    """

    __slots__ = ("begun", "concurrency", "hosts", "ingress", "inside", "marks", "pod", "public")

    def __init__(self, reached: Reached, pod: Pod) -> None:
        self.begun = reached
        self.pod = pod
        self.public: list[tuple[Reached, Node]] = []
        self.inside: list[tuple[Reached, Node]] = []
        self.marks: list[Node] = []
        self.hosts: list[Node] = []
        self.ingress: Node | None = None
        self.concurrency: Node | None = None

    @property
    def lead(self) -> Reached:
        """What the Fly service is there by."""
        shown = self.public or self.inside
        return shown[0][0] if shown else self.begun

    def node(self) -> Node:
        """The Fly service, with what the app's assembly has to know under `kubernetes` and `hosts`."""
        lead, shown = self.lead, self.public or self.inside
        kind = lead.service.at("spec", "type")
        known = table(
            name=lead.service.at("metadata", "name"),
            type=kind if text_of(kind) in PUBLIC_TYPES and self.ingress is None else None,
            ingress=self.ingress.at("metadata", "name") if self.ingress is not None else None,
            inside=self._inside() if self.inside and not self.public else None,
        )
        service = table(protocol=lead.protocol, internal_port=lead.target, concurrency=self.concurrency)
        joins = self._joins(lead.service)
        ports = [port.why(*joins) if item is lead else self._also(item, port) for item, port in shown]
        return service.why(*joins).having(
            ports=listing(ports) if ports else None,
            kubernetes=known,
            hosts=listing(self.hosts) if self.hosts else None,
        )

    def _inside(self) -> Node:
        """That only the cluster reaches it; or marks, as data, say it of a private network."""
        return made(True, *self.marks) if self.marks else default(True, "only the cluster reaches it")

    def _joins(self, service: Node) -> list[Node | None]:
        """What lets a Service find the pods."""
        selector = service.at("spec", "selector")
        return [*identity_of(service)[:3], selector, *self.pod.found_by(selector)]

    def _also(self, item: Reached, port: Node) -> Node:
        """A further port: what leads it to the same port of the pod decides that it is here."""
        return port.why(*self._joins(item.service), item.target, item.protocol)


class Lines:
    """The Fly services of one workload; an external number is given once, among those of each reach."""

    __slots__ = ("_inside", "_lines", "_public", "_turns", "_without", "cx", "pod")

    def __init__(self, pod: Pod, cx: Reading) -> None:
        self.pod = pod
        self.cx = cx
        self._lines: dict[_Key, Line] = {}
        self._turns: dict[int, int] = {}
        self._public: dict[_Key, _Key] = {}
        self._inside: dict[_Key, _Key] = {}
        self._without: list[tuple[Reached, str]] = []
        """Ports that only the cluster reaches, without a number of their own, and what keeps them from it."""

    def of(self, reached: Reached) -> Line:
        """The line of a port; a new one where there is none."""
        self._turns.setdefault(id(reached.port), len(self._turns))
        if reached.key not in self._lines:
            self._lines[reached.key] = Line(reached, self.pod)
        return self._lines[reached.key]

    def all(self) -> list[Line]:
        """The lines in the order in which what they are there by came."""
        return sorted(self._lines.values(), key=lambda line: self._turns[id(line.lead.port)])

    def add(self, reached: Reached, port: Node, *, inside: bool = False, marks: Sequence[Node] = ()) -> bool:
        """Give a line an external port; false where the number is taken, by another line with a finding."""
        number = whole_of(port.get("port"))
        taken = self._inside if inside else self._public
        key = (reached.protocol.value, number or 0)
        owner = taken.get(key) if number is not None else None
        if owner is not None:
            self._again(reached, port, owner, inside=inside)
            return False
        taken[key] = reached.key
        line = self.of(reached)
        (line.inside if inside else line.public).append((reached, port))
        line.marks += [mark for mark in marks if not any(mark is known for known in line.marks)]
        return True

    def _again(self, reached: Reached, port: Node, owner: _Key, *, inside: bool) -> None:
        """A number that is taken: of the same line, both say it; of another, it leads there already."""
        number = port.value["port"].value
        if owner != reached.key:
            message = f"external port {number} leads to port {owner[1]} already"
            if inside:
                self._without.append((reached, message))
            else:
                self._tell_taken(reached, message)
            return
        line = self._lines[owner]
        entries = line.inside if inside else line.public
        for index, (item, known) in enumerate(entries):
            if whole_of(known.get("port")) == number:
                entries[index] = (item, known.having(port=made(number, known.get("port"), port.get("port"))))

    def _tell_taken(self, reached: Reached, message: str) -> None:
        self.cx.ledger.reason(reached.number, "FT518", message)
        self.cx.found("FT518", reached.number, message, "make it an app of its own")

    def tell_hidden(self) -> None:
        """Say of what only the cluster reaches, beside public ports, how it is reached.

        Beside public ports of the pods it has no number of the app, so none is taken there.
        """
        open_to_all = any(line.public for line in self._lines.values())
        for item, message in self._without:
            if not open_to_all:
                self._tell_taken(item, message)
                continue
            for node in (item.number, item.port.get("targetPort"), item.port.get("protocol")):
                self.cx.ledger.reason(node, "FT330", HIDDEN, near=True)
            self.cx.found("FT330", item.number, HIDDEN)
        for line in self.all():
            public = {whole_of(port.get("port")) for _, port in line.public}
            for item, port in line.inside if public else ():
                message = _PUBLIC_TOO
                if whole_of(port.get("port")) not in public:
                    message = _BY_NAME
                    self.cx.ledger.reason(item.number, "FT330", HIDDEN, near=True)
                    self.cx.found("FT330", item.number, HIDDEN)
                for key in ("port", "targetPort", "protocol"):
                    self.cx.ledger.reason(item.port.get(key), "FT438", message, near=True)

    def services(self) -> Node | None:
        """The Fly services."""
        return listing([line.node() for line in self.all()]) if self._lines else None


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
