"""Process groups: which group an item of fly.toml is for (flyctl internal/appconfig/processgroups.go).

`distribute` gives each group its items; `factor`, its opposite, says an item that several groups share once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from flytrans.tree.context import Reading
from flytrans.tree.node import Node


class Groups(NamedTuple):
    """The process groups of a fly.toml: sorted names, the one that takes items without `processes`, their commands."""

    names: list[str]
    default: str
    commands: dict[str, Node]

    @classmethod
    def of(cls, processes: Node | None) -> Groups:
        """From `[processes]`; without it there is one group, app."""
        commands = dict(processes.value) if processes is not None else {}
        names = sorted(commands) or ["app"]
        return cls(names, "app" if "app" in names else names[0], commands)

    def members(self, item: Node, cx: Reading) -> dict[str, Node | None]:
        """The groups of an item, each with the leaf that names it; none named means the default group alone."""
        named = item.get("processes")
        if named is None or not named.value:
            return {self.default: None}
        out: dict[str, Node | None] = {}
        for node in named.each():
            if node.value not in self.names:
                cx.ledger.inert(node, f"there is no process group {node.value!r}")
            elif node.value in out:
                cx.ledger.inert(node, "the group is named twice")
            else:
                out[node.value] = node
        if not out:
            cx.ledger.inert(item, "none of its process groups exists")
        return out


def distribute(items: Iterable[Node], groups: Groups, cx: Reading) -> dict[str, list[Node]]:
    """{group: its items, in order}; each item knows the leaf that put it there."""
    out: dict[str, list[Node]] = {name: [] for name in groups.names}
    for item in items:
        bare = item.without("processes")
        for name, leaf in groups.members(item, cx).items():
            out[name].append(bare.why(leaf) if leaf is not None else bare)
    return out


def factor(per_group: dict[str, list[Node]], deciders: dict[str, Node]) -> list[tuple[Node, list[Node]]]:
    """(item, its groups as nodes) in an order that keeps every group's own order; equal items are said once.

    An item is shared only while that keeps the order of each group's list; else it is said again.
    """
    out: list[tuple[Node, list[str]]] = []
    position = dict.fromkeys(per_group, -1)
    for name, items in per_group.items():
        for item in items:
            key = spelled(item)
            for index, (other, names) in enumerate(out):
                if index > position[name] and name not in names and spelled(other) == key:
                    names.append(name)
                    position[name] = index
                    break
            else:
                out.append((item, [name]))
                position[name] = len(out) - 1
    return [
        (item, [Node(n, deciders[n].sources, deciders[n].because, "the process group") for n in names])
        for item, names in out
    ]


def spelled(node: Node) -> str:
    """A text that is equal for equal values."""
    return json.dumps(node.plain(), default=str)
