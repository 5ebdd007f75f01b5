"""A machine size that Fly does not have.

The deploy fails when the first machine is made: `invalid config.guest.memory_mb, minimum required 2048 MiB`,
`max config.guest.memory_mb: 2048`. flyctl does not look at it before. The machine of the release command is the first
one; of its size flyctl looks at the name only then, too.

Why: a shared machine has 1, 2, 4, 6 or 8 CPUs and 256 to 2048 MB for each, in steps of 256; a performance machine
1 to 128 CPUs and 2 to 8 GB for each, in steps of 1024.

Wrong:

    [[vm]]
    cpu_kind = "performance"
    cpus = 2
    memory = "1gb"

Instead: write a size that there is.

    [[vm]]
    cpu_kind = "performance"
    cpus = 2
    memory = "4gb"

Source: flyctl internal/machine/update.go; fly-go machine_types.go; superfly/flyctl#1648 and
#1636 have the API's messages.
"""

from __future__ import annotations

from flytrans.diagnostics.finding import InputError
from flytrans.mapping.guest import PERFORMANCE_CPUS, SHARED_CPUS, SIZES, expand_guest
from flytrans.rules.lint import Lint
from flytrans.rules.sizes import nearest_size
from flytrans.rules.speech import joined
from flytrans.tree.node import Node

SEVERITY = "error"
KEYS = ("vm", "release_command_vm")
NEEDS = ("processes",)
KINDS = {"shared": (SHARED_CPUS, 256, 256, 2048), "performance": (PERFORMANCE_CPUS, 1024, 2048, 8192)}
"""CPU counts, step of memory, least and most memory for each CPU; in MB."""


def find(lint: Lint) -> None:
    told: set[object] = set()
    for guest in [*(lint.guest(group) for group in lint.groups.names), _release_guest(lint)]:
        if guest is None:
            continue
        place, message, fix = _trouble(guest)
        path = lint.path(place) if place is not None and place.sources else ()
        if message and path and path not in told:
            told.add(path)
            lint.found(path, f"the deploy fails: {message}", fix)


def _release_guest(lint: Lint) -> Node | None:
    """The machine of the release command; None where there is none, or its size is no size, which is told here."""
    vm = lint.doc.at("deploy", "release_command_vm")
    if vm is None:
        return None
    try:
        return expand_guest(vm.without("processes"), None, lint.reading.within())
    except InputError as error:
        size, memory = vm.get("size"), vm.get("memory")
        if size is not None and size.value not in SIZES:
            near = nearest_size(size.value)
            fix = f'write "{near}"' if near else f"there are {joined(SIZES)}"
            lint.found(size, f"the deploy fails: there is no machine size {size.value}", fix)
        elif memory is not None:
            expected = error.findings[0].message.partition(": expected ")[2]
            lint.found(memory, f"the deploy fails: memory takes {expected}")
        return None


def _trouble(guest: Node) -> tuple[Node | None, str, str]:
    kind, cpus, memory = (guest.value[key] for key in ("cpu_kind", "cpus", "memory_mb"))
    if kind.value not in KINDS:
        return kind, "a CPU is shared or performance", 'write "shared" or "performance"'
    counts, step, least, most = KINDS[kind.value]
    if cpus.value not in counts:
        return cpus, f"a {kind.value} machine cannot have {cpus.value} CPUs", f"there are {joined(counts)}"
    low, high = least * cpus.value, most * cpus.value
    place = next((node for node in (memory, cpus, kind) if node.sources), None)
    size = f"a machine with {cpus.value} {kind.value} CPU{'s' if cpus.value > 1 else ''}"
    if memory.value < low:
        return (
            place,
            f"{size} has at least {low} MB, and this one would have {memory.value}",
            f'write memory = "{low}mb"',
        )
    if memory.value > high:
        return (
            place,
            f"{size} has at most {high} MB, and this one would have {memory.value}",
            f'write memory = "{high}mb", or more CPUs',
        )
    if memory.value % step:
        near = memory.value // step * step + step
        return (
            place,
            f"memory goes in steps of {step} MB, and this machine would have {memory.value}",
            f'write memory = "{near}mb"',
        )
    return None, "", ""
