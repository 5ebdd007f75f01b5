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
    return Node(out, vm.sources, vm.because)


def _preset(vm: Node, size: Node | None, gpu_kind: Node | None, cx: Reading) -> dict[str, Node]:
    base = size if size is not None else gpu_kind
    name = size.value if size is not None else "performance-8x" if gpu_kind is not None else SMALLEST
    if name not in PRESETS and name not in GPU_PRESETS:
        known = ", ".join(SIZES)
        raise cx.wrong(size, "vm/size", f"one of {known}; found {name!r}")

    def part(value: object) -> Node:
        if base is not None:
            return made(value, base)
        return default(value, f"a [[vm]] without size starts from {SMALLEST}", vm)

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
