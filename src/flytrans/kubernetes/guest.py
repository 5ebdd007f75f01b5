"""The size of a machine as requests and limits of a pod, and the smallest legal size back.

Shared CPUs sustain a sixteenth each (fly docs, machines/cpu-performance); limits are what a machine can reach.
Effective figures of a pod: component-helpers/resource/helpers.go.
"""

from __future__ import annotations

from flytrans.kubernetes.constants import decided
from flytrans.mapping.guest import PERFORMANCE_CPUS, SHARED_CPUS
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, default, made, table
from flytrans.values.quantity import ONE

SMALLEST = ("63m", "256Mi")
RELEASE = ("125m", "512Mi")
_UNSAID = "the size is not in the file: fly scale sets it"
GPU = "nvidia.com/gpu"
_ONE_GPU = "a kind of GPU without a number is one of them"
"""The kind is older than the number, which came for several in a machine (superfly/docs#1179, superfly/flyctl#3199)."""
SHARES = 16
"""Shared CPUs that together sustain as much as one does."""
MIB = 2**20


def mebibytes(count: int) -> str:
    """MiB as a canonical quantity: the largest suffix without a fraction."""
    for suffix in ("Mi", "Gi", "Ti"):
        if count % 1024 or not count:
            return f"{count}{suffix}"
        count //= 1024
    return f"{count}Pi"


def cpu_request(kind: str, cpus: int) -> str:
    """What a machine's CPUs sustain, as a canonical quantity."""
    if kind != "shared":
        return str(cpus)
    milli = -(-1000 * cpus // SHARES)
    return f"{milli}m" if milli % 1000 else str(milli // 1000)


def scatter_guest(guest: Node | None, cx: Writing, sizes: tuple[str, str] = SMALLEST) -> Node:
    """`resources` of a container, and what they say otherwise than the size of a machine."""
    if guest is not None:
        _tell_size(guest, cx)
    return resources_of(guest, sizes)


def resources_of(guest: Node | None, sizes: tuple[str, str] = SMALLEST) -> Node:
    """`resources` of a container: requests and limits, or requests alone where no size is known."""
    if guest is None:
        return table(requests=table(cpu=default(sizes[0], _UNSAID), memory=default(sizes[1], _UNSAID)))
    kind, cpus, memory = _parts(guest)
    size = memory.map(mebibytes)
    request = made(cpu_request(kind.value, cpus.value), cpus, kind, reason=cpus.reason)
    limits = {"cpu": cpus.map(str), "memory": size}
    gpus, brand = guest.get("gpus"), guest.get("gpu_kind")
    if gpus is None and brand is not None and brand.value:
        limits[GPU] = made("1", brand, reason=_ONE_GPU)
    elif gpus is not None and gpus.value >= 0:
        limits[GPU] = gpus.map(str)
    return table(requests=table(cpu=request, memory=size), limits=Node(limits))


def _parts(guest: Node) -> tuple[Node, Node, Node]:
    """Kind, CPUs and memory of a machine; less than nothing is nothing, as a pod has no other word for it."""
    kind = guest.get("cpu_kind") or decided("shared", "a machine's CPUs are shared unless said", guest)
    cpus, memory = (
        Node(0, node.sources, node.because, node.reason) if node is not None and node.value < 0 else node
        for node in (guest.get("cpus"), guest.get("memory_mb"))
    )
    cpus = cpus or decided(1, "a machine has one CPU unless said", guest)
    return kind, cpus, memory or _memory(kind, cpus, guest)


def _tell_size(guest: Node, cx: Writing) -> None:
    kind, cpus, memory = parts = _parts(guest)
    if kind.value == "shared" and 1000 * cpus.value % SHARES:
        cx.ledger.reason(cpus, "FT303", "the sixteenth that a shared CPU sustains is rounded up", always=True)
    if not _is_legal(kind.value, cpus.value, memory.value):
        message = "Fly has no such size; read back, it is the smallest that has as much"
        for part in parts:
            cx.ledger.reason(part, "FT304", message, always=cx.options.carry is False)
    if (gpus := guest.get("gpus")) is not None and gpus.value >= 0:
        cx.ledger.reason(gpus, "FT312", "any GPU of the cluster satisfies it", always=True)
    cx.ledger.reason(guest.get("gpu_kind"), "FT420", "a cluster has the GPUs that it has")


def _memory(kind: Node, cpus: Node, guest: Node) -> Node:
    each = 256 if kind.value == "shared" else 2048
    return made(each * cpus.value, cpus, kind, reason="the least memory of that many CPUs")


def tell_unsaid(group: str, guest: Node | None, view: Node, cx: Writing) -> None:
    """The finding that a group's size is not known."""
    if guest is None:
        cx.found(
            "FT349",
            view.get("init"),
            f"the size of group {group!r} is not in the file: it requests the smallest one and has no limits",
            f"write a [[vm]], or name the size: --guest {group}=shared-cpu-1x",
        )


class Need:
    """What a pod needs of a machine, in billionths of CPUs and of bytes; None where nothing says."""

    __slots__ = ("limit", "memory", "request")

    def __init__(self, request: int | None, limit: int | None, memory: int | None) -> None:
        self.request = request
        self.limit = limit
        self.memory = memory


def smallest(need: Need) -> tuple[str, int, int] | None:
    """Kind, CPUs and MiB of the first legal size that guarantees the request and reaches the limit.

    The largest one where none does; None where nothing is said at all.
    """
    request = need.request if need.request is not None else need.limit
    limit = need.limit if need.limit is not None else request
    memory = need.memory
    if request is None and limit is None and memory is None:
        return None
    request, limit, memory = request or 0, limit or 0, -(-(memory or 0) // (MIB * ONE))
    for cpus in SHARED_CPUS:
        if _rounded(request, cpus) and cpus * ONE >= limit and memory <= 2048 * cpus:
            return "shared", cpus, _raised(memory, 256, 256 * cpus)
    for cpus in PERFORMANCE_CPUS:
        if cpus * ONE >= max(request, limit) and memory <= 8192 * cpus:
            return "performance", cpus, _raised(memory, 1024, 2048 * cpus)
    cpus = PERFORMANCE_CPUS[-1]
    return "performance", cpus, 8192 * cpus


def _is_legal(kind: str, cpus: int, memory: int) -> bool:
    """Whether Fly has a size, so that it is read back as what it is."""
    request = ONE // SHARES * cpus if kind == "shared" else ONE * cpus
    return smallest(Need(request, ONE * cpus, ONE * MIB * memory)) == (kind, cpus, memory)


def _rounded(request: int, cpus: int) -> bool:
    """Whether that many shared CPUs sustain a request, whole milli-CPUs counting as the share that they round up."""
    return -(-1000 * cpus // SHARES) * (ONE // 1000) >= request


def _raised(memory: int, step: int, least: int) -> int:
    return max(least, -(-memory // step) * step)
