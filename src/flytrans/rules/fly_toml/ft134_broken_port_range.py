"""A port that is neither one port nor a range.

The proxy cannot tell on what to listen: a range needs `start_port` and `end_port`, the smaller one first; a single
port is `port` and has neither.

Why: Fly takes one of the two forms for each of `[[services.ports]]`.

Wrong:

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    start_port = 9000
    end_port = 8000

Instead: write one form.

    [[services]]
    protocol = "tcp"
    internal_port = 3000

    [[services.ports]]
    start_port = 8000
    end_port = 9000

Source: Machines API, MachinePort; Fly's documentation, reference/configuration services.ports.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import ports_of
from flytrans.tree.node import Node

SEVERITY = "warning"
KEYS = ("ports",)


def find(lint: Lint) -> None:
    for _, port in ports_of(lint):
        trouble = _trouble(*(port.get(key) for key in ("port", "start_port", "end_port")))
        if trouble:
            first = port.get("port") or port.get("start_port") or port.get("end_port")
            lint.found(first or port, trouble[0], trouble[1], at="key")


def _trouble(single: Node | None, first: Node | None, last: Node | None) -> tuple[str, str] | None:
    if single is not None and (first is not None or last is not None):
        return "it is a single port and a range at once, so Fly cannot tell on which to listen", "delete one of the two"
    if single is not None:
        return None
    if first is None and last is None:
        return "no port is said, so nobody reaches this entry", "add port, or start_port and end_port"
    if first is None or last is None:
        missing = "start_port" if first is None else "end_port"
        return f"the range has no {missing}, so Fly cannot tell on which ports to listen", f"add {missing}"
    if first.value > last.value:
        return f"the range from {first.value} to {last.value} holds no port", "exchange start_port and end_port"
    return None
