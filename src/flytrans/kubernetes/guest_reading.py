"""The smallest legal machine for what a pod asks for."""

from __future__ import annotations

from collections.abc import Iterable

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.fields import quantity_of
from flytrans.kubernetes.guest import GPU, MIB, Need, cpu_request, smallest
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, made, table
from flytrans.values.quantity import ONE


class Figure(NamedTuple):
    """A figure of a pod, and the leaves that it was made from."""

    value: int
    """In billionths."""
    parts: tuple[Node, ...]
    beside: tuple[Node, ...] = ()
    """Figures of other turns, which it is not less than."""


def gather_guest(pod: Node, ours: bool, cx: Reading) -> Node | None:
    """The guest of a pod; None where nothing is said."""
    holders = (pod, *tables_of(pod.get("containers")), *tables_of(pod.get("initContainers")))
    if all(holder.get("resources") is None for holder in holders):
        return None
    request, limit = effective(pod, "cpu", "requests"), effective(pod, "cpu", "limits")
    memory = effective(pod, "memory", "limits")
    own = _own_size(request, limit, memory) if ours else None
    size = own if own is not None else smallest(_need(request, limit, memory.value if memory else None))
    gpus = _gpus(pod, ours, cx)
    if size is None:
        return table(gpus=gpus) if gpus is not None else None
    kind, cpus, megabytes = size
    cpu = [*(request.parts if request is not None else ()), *(limit.parts if limit is not None else ())]
    sized = list(memory.parts) if memory is not None else []
    exact = memory is not None and memory.value == megabytes * MIB * ONE
    by_memory = False
    if own is None:
        alone = smallest(_need(request, limit, 0))
        by_memory = alone is None or alone[:2] != size[:2]
        _tell(kind, cpus, pod, memory if not exact else None, cx)
        for part in [*cpu, *sized] if cx.bare else ():
            cx.ledger.reason(part, "FT303", "a machine has the nearest legal size", effect="none", always=True)
    deciders = [*cpu, *(sized if by_memory else [])]
    reason = "" if deciders else "the smallest machine has it"
    turns = [part for figure in (request, limit) if figure is not None for part in figure.beside]
    sized_turns = memory.beside if memory is not None else ()
    for part in (*turns, *sized_turns):
        cx.ledger.reason(part, "FT304", "a machine is made for the turn that needs the most", always=True)
    return table(
        cpu_kind=made(kind, *deciders, *turns, reason=reason).why(*sized, *sized_turns),
        cpus=made(cpus, *deciders, *turns, reason=reason).why(*sized, *sized_turns),
        memory_mb=made(megabytes, *sized, *sized_turns, *([] if exact else cpu)).why(*cpu, *turns),
        gpus=gpus,
    )


def _need(request: Figure | None, limit: Figure | None, memory: int | None) -> Need:
    return Need(request.value if request else None, limit.value if limit else None, memory)


def _own_size(request: Figure | None, limit: Figure | None, memory: Figure | None) -> tuple[str, int, int] | None:
    """The size that we wrote, legal or not, as long as its CPUs can have the memory; None where it was edited."""
    if request is None or limit is None or memory is None:
        return None
    cpus, megabytes = limit.value // ONE, memory.value // (MIB * ONE)
    if limit.value % ONE or memory.value % (MIB * ONE) or cpus < 1:
        return None
    for kind, most in (("performance", 8192), ("shared", 2048)):
        if quantity_of(Node(cpu_request(kind, cpus))) == request.value and megabytes <= most * cpus:
            return kind, cpus, megabytes
    return None


def _tell(kind: str, cpus: int, pod: Node, memory: Figure | None, cx: Reading) -> None:
    """Reasons for what the machine has more of than was asked for."""
    share, told = quantity_of(Node(cpu_request(kind, cpus))), f"{cpus} {kind} CPU{'s' * (cpus > 1)}"
    for word, said in (("requests", share), ("limits", cpus * ONE)):
        figure = effective(pod, "cpu", word, instead="")
        if figure is not None and figure.value != said:
            for part in figure.parts:
                cx.ledger.reason(part, "FT304", f"the smallest machine for it has {told}", always=True)
    for part in memory.parts if memory is not None else ():
        cx.ledger.reason(part, "FT304", "raised to what a machine can have", always=True)


def _gpus(pod: Node, ours: bool, cx: Reading) -> Node | None:
    figure = effective(pod, GPU, "limits")
    if figure is None or figure.value <= 0:
        return None
    if not ours:
        for part in figure.parts:
            cx.ledger.reason(part, "FT522", "Fly has no GPUs any more", always=True)
            cx.found("FT522", part, "Fly has no GPUs any more: the app cannot run there")
        return None
    return made(-(-figure.value // ONE), *figure.parts)


def effective(pod: Node, resource: str, kind: str, instead: str | None = None) -> Figure | None:
    """The effective figure of a pod: the sum over its containers, or what an init container needs at its turn.

    Pod-level resources replace both (component-helpers/resource/helpers.go). `instead`: what counts where a container
    has no figure of the kind; requests and limits stand in for each other unless said.
    """
    kinds = (kind, instead if instead is not None else "requests" if kind == "limits" else "limits")
    own = _said(pod, resource, kinds)
    if own is not None:
        return own
    running = [_said(container, resource, kinds) for container in tables_of(pod.get("containers"))]
    if pod.get("initContainers") is None:
        return _sum(running)
    sidecars: list[Figure | None] = []
    turns: list[Figure | None] = []
    for init in tables_of(pod.get("initContainers")):
        figure = _said(init, resource, kinds)
        if text_of(init.get("restartPolicy")) == "Always":
            sidecars.append(figure)
            turns.append(_sum(sidecars))
        else:
            turns.append(_sum([*sidecars, figure]))
    candidates = [figure for figure in (_sum([*running, *sidecars]), *turns) if figure is not None]
    if not candidates:
        return None
    most = max(candidates, key=lambda figure: figure.value)
    others = {id(part): part for figure in candidates for part in figure.parts if part not in most.parts}
    return most._replace(beside=tuple(others.values()))


def _said(holder: Node, resource: str, kinds: tuple[str, ...]) -> Figure | None:
    figures = holder.get("resources")
    if figures is None:
        return None
    for kind in kinds:
        node = figures.at(kind, resource)
        value = quantity_of(node)
        if node is not None and value is not None and value >= 0:
            return Figure(value, (node,))
    return None


def _sum(figures: Iterable[Figure | None]) -> Figure | None:
    found = [figure for figure in figures if figure is not None]
    if len(found) < 2:
        return found[0] if found else None
    parts = tuple(part for figure in found for part in figure.parts)
    return Figure(sum(figure.value for figure in found), parts)
