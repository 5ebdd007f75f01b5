"""A `[[vm]]` that leaves out the number of CPUs or the memory.

What it leaves out is that of shared-cpu-1x, the smallest machine, and not what `fly scale` had set: the next deploy
makes machines smaller.

Why: with any `[[vm]]` flyctl starts from shared-cpu-1x (1 shared CPU, 256 MB) or from `size`.

Wrong:

    [[vm]]
    cpu_kind = "shared"
    cpus = 1

Instead: say size, or cpu_kind, cpus and memory.

    [[vm]]
    cpu_kind = "shared"
    cpus = 1
    memory = "256mb"

Source: flyctl internal/appconfig/machines.go computeToGuest; superfly/flyctl#4544.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined

SEVERITY = "info"
KEYS = ("vm",)
NEEDS = ("processes",)


def find(lint: Lint) -> None:
    for vm in lint.listed("vm"):
        if vm.get("size") is not None or vm.get("gpu_kind") is not None:
            continue
        has_memory = vm.get("memory") is not None or vm.get("memory_mb") is not None
        left_out = [] if vm.get("cpus") is not None else ["1 CPU"]
        left_out += [] if has_memory else ["256 MB"]
        if left_out:
            lint.found(
                lint.path(vm) or ("vm",),
                f"machines get {joined(left_out)}, whatever fly scale had set: that is what shared-cpu-1x has",
                "add size, or cpu_kind, cpus and memory",
                at="key",
            )
