"""Machines that cannot be suspended.

They are stopped instead, and start anew at the next request, which takes seconds instead of milliseconds.

Why: a machine can be suspended only with at most 2 GB of memory and without swap.

Wrong:

    swap_size_mb = 512

    [http_service]
    internal_port = 3000
    auto_stop_machines = "suspend"

Instead: write what happens, or make the machine small enough.

    swap_size_mb = 512

    [http_service]
    internal_port = 3000
    auto_stop_machines = "stop"

Source: Fly's documentation, reference/suspend-resume.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("auto_stop_machines",)
WORDS = ("suspend",)
NEEDS = ("vm", "processes")
MOST_MB = 2048


def find(lint: Lint) -> None:
    swap = lint.doc.get("swap_size_mb")
    for service in lint.services:
        node = service.node.get("autostop")
        if node is None or node.value != "suspend":
            continue
        if swap is not None and swap.value:
            lint.found(
                node, "machines are stopped, not suspended, as they have swap", 'write "stop", or delete swap_size_mb'
            )
            continue
        for group in lint.members(service.node):
            guest = lint.guest(group)
            memory = guest.get("memory_mb") if guest is not None else None
            if memory is not None and memory.value > MOST_MB:
                lint.found(
                    node,
                    f"machines of {group} are stopped, not suspended: they have {memory.value} MB, more than 2048",
                    'write "stop"',
                )
                break
