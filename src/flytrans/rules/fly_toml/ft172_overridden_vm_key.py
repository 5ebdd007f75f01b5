"""A part of a machine's size that another key overrides.

The value does not count: `memory_mb` beats `memory`, and `cpus`, `cpu_kind` and both memories beat what `size` says.

Why: flyctl takes the size, then memory, then each single key that is not zero.

Wrong:

    [[vm]]
    cpus = 1
    memory = "1gb"
    memory_mb = 512

Instead: say it once.

    [[vm]]
    cpus = 1
    memory = "1gb"

Source: flyctl internal/appconfig/machines.go computeToGuest.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.mapping.guest import PRESETS
from flytrans.rules.lint import Lint
from flytrans.tree.node import Node
from flytrans.values.bad import Bad
from flytrans.values.size import parse_memory_mb

SEVERITY = "warning"
KEYS = ("size", "memory_mb")


def find(lint: Lint) -> None:
    for vm in lint.listed("vm"):
        memory, exact = vm.get("memory"), vm.get("memory_mb")
        if memory is not None and exact is not None:
            path = lint.path(memory)
            same = _megabytes(memory) == exact.value
            lint.found(
                path,
                "memory_mb says the same"
                if same
                else f"memory does not count: the machine has {exact.value} MB, by memory_mb",
                "delete one of the two",
                severity="info" if same else None,
                related=[exact],
                edits=[remove(path)],
            )
        size = vm.get("size")
        preset = PRESETS.get(size.value) if size is not None else None
        if preset is None or size is None:
            continue
        for key, part in zip(("cpu_kind", "cpus"), preset, strict=False):
            node = vm.get(key)
            if node is not None and node.value != part:
                lint.found(
                    node,
                    f"the machine is not a {size.value}: {key} overrides that of the size",
                    f"delete {key} or size",
                    related=[size],
                )


def _megabytes(node: Node) -> int | None:
    try:
        return parse_memory_mb(node.value)
    except Bad:
        return None
