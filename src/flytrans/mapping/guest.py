"""The machine's size: `[[vm]]` and the guest of a machine config.

Sources: fly-go machine_types.go MachineGuest, SetSize and presets; flyctl internal/appconfig/machines.go
computeToGuest.
"""

from __future__ import annotations

from flytrans.mapping.checks import EVERY_GROUP
from flytrans.mapping.kinds import INTEGER, PERSIST, TEXT, TEXTS
from flytrans.mapping.row import Each, Field, Meaning, One
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, made
from flytrans.values.bad import Bad
from flytrans.values.size import parse_memory_mb

HOST = Meaning("FT416", "a pod has no host or kernel of its own")

SHARED_CPUS = (1, 2, 4, 6, 8)
PERFORMANCE_CPUS = (1, 2, 4, 6, 8, 10, 12, 14, 16, 32, 64, 128)
"""Legal CPU counts (flyctl internal/machine/update.go)."""
PRESETS = {f"shared-cpu-{n}x": ("shared", n, 256 * n) for n in SHARED_CPUS}
PRESETS |= {f"performance-{n}x": ("performance", n, 2048 * n) for n in PERFORMANCE_CPUS if n <= 16}
GPU_PRESETS = {"a100-40gb": "a100-pcie-40gb", "a100-80gb": "a100-sxm4-80gb", "l40s": "l40s", "a10": "a10"}
"""Sizes that name a GPU: performance, 8 CPUs, 32768 MB, one GPU."""
SIZES = (*PRESETS, *GPU_PRESETS)

_GUEST = (
    Field("cpu_kind", TEXT, about="kind of CPU", default="shared", words=("shared", "performance")),
    Field(
        "cpus",
        INTEGER,
        about="CPUs: shared 1, 2, 4, 6, 8; performance also 10, 12, 14, 16, 32, 64, 128",
        default=1,
    ),
    Field(
        "memory_mb",
        INTEGER,
        about="memory in MiB: for each CPU 256 to 2048 (shared; steps of 256), 2048 to 8192 (performance; of 1024)",
    ),
    Field("max_memory_mb", INTEGER, kubernetes=HOST, about="MiB up to which memory may grow"),
    Field("gpus", INTEGER, kubernetes=Meaning("FT420"), about="GPUs; withdrawn by Fly"),
    Field(
        "gpu_kind",
        TEXT,
        kubernetes=Meaning("FT420", "a cluster has the GPUs that it has"),
        about="kind of GPU",
        words=("a10", "l40s", "a100-pcie-40gb", "a100-sxm4-80gb"),
    ),
    Field("host_dedication_id", TEXT, kubernetes=HOST, about="id of a dedicated host"),
    Field("persist_rootfs", PERSIST, kubernetes=HOST, about="when the root file system is kept", default="never"),
    Field("kernel_args", TEXTS, kubernetes=HOST, about="arguments of the kernel"),
)
GUEST = One(
    *_GUEST,
    Field("required_host_features", TEXTS, fly=Meaning("FT460"), kubernetes=HOST, about="features the host must have"),
)
COMPUTE = (
    Field(
        "size",
        TEXT,
        machines=None,
        about="preset of kind, CPUs and memory; absent, the smallest, even beside other keys",
        default="shared-cpu-1x",
        words=SIZES,
        strict=True,
    ),
    Field("memory", TEXT, machines=None, about='memory like "512mb" or "1gb"; a bare number is MiB'),
    *_GUEST,
    EVERY_GROUP,
)
VM = Each(*COMPUTE)
RELEASE_VM = One(*COMPUTE)

SMALLEST = "shared-cpu-1x"


def expand_guest(vm: Node, dedicated: Node | None, cx: Reading) -> Node:
    """The effective guest of a `[[vm]]`: the size, then memory, then the single keys that are not zero."""
    size, gpu_kind, memory = vm.get("size"), vm.get("gpu_kind"), vm.get("memory")
    out = _preset(vm, size, gpu_kind, cx)
    if dedicated is not None:
        out["host_dedication_id"] = dedicated
    overridden = []
    if memory is not None:
        overridden.append(out["memory_mb"])
        out["memory_mb"] = made(_memory_mb(memory, cx), memory)
    for key, node in vm.items():
        if key in ("size", "memory", "processes"):
            continue
        if key in out:
            overridden.append(out[key])
        out[key] = node
    for node in overridden:
        cx.ledger.inert(node, "overridden in the same [[vm]]: size, then memory, then the single keys")
    cx.ledger.inert(vm.get("size"), "every part of the size is overridden in the same [[vm]]")
    return Node(_told_together(out), vm.sources, vm.because)


def _told_together(guest: dict[str, Node]) -> dict[str, Node]:
    """The parts of a size; where Fly has none of these parts, what is said of one is why another does not fit."""
    parts = {key: guest[key] for key in ("cpu_kind", "cpus", "memory_mb")}
    if _is_offered(*(part.value for part in parts.values())):
        return guest
    said = Node(None, tuple(sorted({leaf for part in parts.values() for leaf in part.sources})))
    return guest | {key: part.why(said) for key, part in parts.items() if not part.sources}


def _is_offered(kind: str, cpus: int, memory: int) -> bool:
    """Whether Fly has a size (flyctl internal/machine/update.go, fly-go machine_types.go)."""
    if kind == "shared":
        return cpus in SHARED_CPUS and 256 * cpus <= memory <= 2048 * cpus and memory % 256 == 0
    return cpus in PERFORMANCE_CPUS and 2048 * cpus <= memory <= 8192 * cpus and memory % 1024 == 0


def _preset(vm: Node, size: Node | None, gpu_kind: Node | None, cx: Reading) -> dict[str, Node]:
    base = size if size is not None else gpu_kind
    name = size.value if size is not None else "performance-8x" if gpu_kind is not None else SMALLEST
    if name not in PRESETS and name not in GPU_PRESETS:
        known = ", ".join(SIZES)
        raise cx.wrong(size, "vm/size", f"one of {known}; found {name!r}")

    def part(value: object) -> Node:
        if base is not None:
            return made(value, base)
        return default(value, f"a [[vm]] without size starts from {SMALLEST}", Node(None, vm.sources, vm.because))

    kind, cpus, memory = PRESETS.get(name) or ("performance", 8, 32768)
    out = {"cpu_kind": part(kind), "cpus": part(cpus), "memory_mb": part(memory)}
    if name in GPU_PRESETS:
        out |= {"gpus": part(1), "gpu_kind": part(GPU_PRESETS[name])}
    return out


def _memory_mb(memory: Node, cx: Reading) -> int:
    try:
        megabytes = parse_memory_mb(memory.value)
    except Bad as error:
        raise cx.wrong(memory, "vm/memory", f'a size like "512mb" or "1gb"; {error}') from None
    if not megabytes:
        raise cx.wrong(memory, "vm/memory", f"at least 1 MB; {memory.value!r} is less")
    return megabytes


_SIZE_OF = {(kind, cpus): (size, memory) for size, (kind, cpus, memory) in PRESETS.items()}
_GPU_SIZE_OF = {kind: size for size, kind in GPU_PRESETS.items()}
_GPU_MEMORY_MB = 32768


def says_whole_guest(guest: Node) -> bool:
    """Whether a `[[vm]]` reads as this guest: it always has a kind, CPUs and memory, and only what flyctl knows."""
    return all(guest.get(key) is not None for key in ("cpu_kind", "cpus", "memory_mb"))


def collapse_guest(guest: Node) -> Node:
    """The `[[vm]]` of a guest: its size by name where it has one, memory where it is not the size's own."""
    out = dict(guest.value)
    kind, cpus, memory = (guest.get(key) for key in ("cpu_kind", "cpus", "memory_mb"))
    size, parts, usual = _size(kind, cpus), [kind, cpus], 256
    if size is not None:
        name, usual = size
        for key in ("cpu_kind", "cpus"):
            out.pop(key, None)
        gpus, gpu_kind = guest.get("gpus"), guest.get("gpu_kind")
        gpu = _GPU_SIZE_OF.get(gpu_kind.value) if gpu_kind is not None else None
        if name == "performance-8x" and gpu is not None and gpus is not None and gpus.value == 1:
            name, usual, parts = gpu, _GPU_MEMORY_MB, [*parts, gpus, gpu_kind]
            del out["gpus"], out["gpu_kind"]
    if memory is not None and memory.value > 0:
        del out["memory_mb"]
        if size is not None and memory.value == usual:
            parts.append(memory)
        else:
            out["memory"] = memory.map(_spelled_mb)
    if size is not None:
        reason = next((part.reason for part in parts if part is not None and part.reason), "")
        out["size"] = made(name, *parts, reason=reason)
    return Node(out, guest.sources, guest.because)


def _size(kind: Node | None, cpus: Node | None) -> tuple[str, int] | None:
    """Preset and its memory of a kind and a number of CPUs; a kind that is not said is shared."""
    if cpus is None:
        return None
    return _SIZE_OF.get((kind.value if kind is not None else "shared", cpus.value))


def _spelled_mb(megabytes: int) -> str:
    return f"{megabytes // 1024}gb" if megabytes % 1024 == 0 else f"{megabytes}mb"


def guest_of_size(size: str) -> dict[str, str | int]:
    """The guest that a preset names; raises ValueError for a size that there is not."""
    if size in PRESETS:
        return dict(zip(("cpu_kind", "cpus", "memory_mb"), PRESETS[size], strict=True))
    if size in GPU_PRESETS:
        return {"cpu_kind": "performance", "cpus": 8, "memory_mb": 32768, "gpus": 1, "gpu_kind": GPU_PRESETS[size]}
    raise ValueError(f"there is no size {size!r}; there are {', '.join(SIZES)}")
