"""`$(NAME)` in values, commands and args, as the kubelet puts values in their place.

Upstream: pkg/kubelet/kubelet_pods.go makeEnvironmentVariables.
"""

from __future__ import annotations

from flytrans.tree.context import Reading
from flytrans.tree.node import Node, made
from flytrans.values.expansion import expand

_SPELLED = "a $ is written twice where Kubernetes must leave it alone"


class Variables:
    """What is known of a container's environment: constants, and names whose value only the cluster knows.

    `open`: something that is not in the input may have further names.
    """

    __slots__ = ("constants", "live", "open")

    def __init__(self, constants: dict[str, Node] | None = None, live: set[str] | None = None) -> None:
        self.constants = constants if constants is not None else {}
        self.live = live if live is not None else set()
        self.open = False

    def put(self, name: str, value: Node | None) -> None:
        """Set a variable; None where only the cluster knows its value."""
        self.constants.pop(name, None)
        self.live.discard(name)
        if value is None:
            self.live.add(name)
        else:
            self.constants[name] = value

    def expanded(self, text: Node, cx: Reading) -> Node:
        """A text with `$$` read as `$` and each known `$(NAME)` as its value; what is not known stays as text."""
        if "$" not in text.value:
            return text
        used: list[Node] = []
        kept: list[str] = []

        def value_of(name: str) -> str | None:
            if name in self.constants:
                used.append(self.constants[name])
                return str(self.constants[name].value)
            if name in self.live or (self.open and name):
                kept.append(name)
            return None

        value = expand(text.value, value_of)
        if kept:
            cx.ledger.reason(text, "FT321", f"$({kept[0]}) is not known before the pod runs", always=True)
            cx.found("FT321", text, f"$({kept[0]}) stays as text: its value is not in these files")
        if used:
            cx.ledger.reason(text, "FT320", "$(NAME) is replaced by the value it has", always=True)
        cx.ledger.reason(text, "FT351", _SPELLED, effect="none")
        return made(value, text, *used) if used or value != text.value else text
