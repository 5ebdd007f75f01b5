"""Process groups: which group an item of fly.toml is for (flyctl internal/appconfig/processgroups.go).

`distribute` gives each group its items, `choose` the one that counts; the opposite is factoring.factor.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, same


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
        """The groups of an item, each with the leaf that names it; none named, or "", means the default group."""
        named = item.get("processes")
        if named is None or not named.value:
            return {self.default: None}
        out: dict[str, Node | None] = {}
        known = self.commands or self.names
        for node in named.each():
            name = node.value if node.value != "" else self.default
            if name not in known:
                cx.ledger.inert(node, f"there is no process group {node.value!r}")
            elif name in out:
                cx.ledger.inert(node, "the group is named twice")
            else:
                out[name] = node
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


MOST_RIVALS = 100
"""Enough for any file that a person writes; origins of thousands of sections would grow as their square."""


class _Chosen(NamedTuple):
    order: int
    leaf: Node | None
    bare: Node
    """The item itself."""

    @property
    def item(self) -> Node:
        """The item, which is here because of the leaf."""
        return self.bare.why(self.leaf)


class Choice(NamedTuple):
    """{group: the item that counts}, and the leaves that name the groups of these items."""

    items: dict[str, Node]
    leaves: list[Node]


def choose(
    items: Iterable[Node],
    groups: Groups,
    cx: Reading,
    *,
    last: bool,
    why: str,
    otherwise: Node | None = None,
    meant: Callable[[Node], Node | None] = lambda item: item,
) -> Choice:
    """The one of its items that counts for each group, the last or the first; `why`: what is said of the others.

    A leaf that puts a counting item into another group also decides that it is not this group's: items that would
    come before the chosen one know those leaves, up to `MOST_RIVALS` of them. Where the next that would count says the
    same, the leaf that names the group decides nothing; `otherwise`: what counts for a group that no item names,
    `meant`: what an item says, None where it cannot be read.
    """
    found, nexts = _counting(items, groups, cx, last=last, why=why)
    for name, chosen in found.items():
        other = nexts.get(name, otherwise)
        if chosen.leaf is not None and other is not None and _is_same(meant(chosen.bare), meant(other)):
            cx.ledger.inert(chosen.leaf, "another entry says the same of the group")
            found[name] = chosen._replace(leaf=None)
    named = sorted((entry for entry in found.values() if entry.leaf is not None), key=lambda entry: entry.order)
    orders = [entry.order for entry in named]

    def rivals(at: int) -> list[Node | None]:
        if last:
            start = bisect_right(orders, at)
            before = named[start : start + MOST_RIVALS]
        else:
            before = named[: min(bisect_left(orders, at), MOST_RIVALS)]
        return [entry.leaf for entry in before]

    chosen_items = {name: entry.item.why(*rivals(entry.order)) for name, entry in found.items()}
    return Choice(chosen_items, [entry.leaf for entry in named if entry.leaf is not None])


def _counting(
    items: Iterable[Node], groups: Groups, cx: Reading, *, last: bool, why: str
) -> tuple[dict[str, _Chosen], dict[str, Node]]:
    """By group: the item that counts, and the one that would if that were not there."""
    found: dict[str, _Chosen] = {}
    nexts: dict[str, Node] = {}
    for index, item in enumerate(items):
        bare = item.without("processes")
        for name, leaf in groups.members(item, cx).items():
            entry, known = _Chosen(index, leaf, bare), found.get(name)
            if known is None:
                found[name] = entry
                continue
            loser = known if last else entry
            cx.ledger.inert(loser.item, why)
            if last:
                found[name], nexts[name] = entry, known.bare
            else:
                nexts.setdefault(name, bare)
    return found, nexts


def _is_same(one: Node | None, other: Node | None) -> bool:
    return one is not None and same(one, other)
