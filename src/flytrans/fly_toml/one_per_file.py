"""What a fly.toml says once for all process groups, though each machine could have its own.

Groups of one fly.toml have it equal. From elsewhere they may differ: then lists and tables are joined, so that every
group has at least what it had, and of single values the default group's is taken. Whatever a group does not get back
exactly is carried, and a finding says so.
"""

from __future__ import annotations

from flytrans.fly_toml.factoring import merged, spelled
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of

DIFFERENT = "a fly.toml has one {what} for all process groups, and {name} has another"


class OnePerFile:
    """The views of all groups, the default group's first, and what they say in common."""

    __slots__ = ("_cx", "_only", "_views")

    def __init__(self, views: dict[str, Node], default_group: str, cx: Writing) -> None:
        names = sorted(views, key=lambda name: (name != default_group, name))
        self._views = {name: views[name] for name in names}
        self._only = views[names[0]] if len(names) == 1 else None
        self._cx = cx

    def value(self, what: str, *path: str) -> Node | None:
        """A single value: the default group's, else that of the first group that has one."""
        if self._only is not None:
            return self._only.at(*path)
        found = {name: view.at(*path) for name, view in self._views.items()}
        kept = next((node for node in found.values() if node is not None), None)
        if kept is None:
            return None
        if all(node is kept for node in found.values()):
            return kept
        text = spelled(kept)
        alike = []
        for name, node in found.items():
            if node is not None and spelled(node) == text:
                alike.append(node)
            else:
                self._say(what, name, node, kept)
        return merged(alike)

    def if_alike(self, what: str, *path: str) -> Node | None:
        """A value that does harm in a group that does not have it: only where all groups have the same."""
        if self._only is not None:
            return self._only.at(*path)
        found = {name: view.at(*path) for name, view in self._views.items()}
        nodes = [node for node in found.values() if node is not None]
        if not nodes:
            return None
        if len(nodes) == len(found) and (all(n is nodes[0] for n in nodes) or len(set(map(spelled, nodes))) == 1):
            return merged(nodes)
        for name, node in found.items():
            if node is not None:
                self._say(what, name, node, node)
        return None

    def table(self, what: str, *path: str) -> dict[str, Node]:
        """The entries of a table, joined and sorted by key."""
        tables = [view.at(*path) for view in self._views.values()]
        first = tables[0] if tables else None
        if all(node is first for node in tables):
            return dict(sorted(first.items())) if first is not None else {}
        found = {
            name: dict(node.items()) if node is not None else {} for name, node in zip(self._views, tables, strict=True)
        }
        return dict(sorted(self._joined(what, found).items()))

    def items(self, what: str, path: str, *keys: str) -> list[Node]:
        """The items of a list, told apart by `keys`, joined in the order in which they are first met."""
        lists = [view.get(path) for view in self._views.values()]
        first = lists[0] if lists else None
        if all(node is first for node in lists):
            return items_of(first)
        there = [node for node in lists if node is not None]
        if len(there) == len(lists) and len(set(map(spelled, there))) == 1:
            return merged(there).each()
        found = {}
        for name, view in self._views.items():
            node = view.get(path)
            items = items_of(node)
            found[name] = {spelled(item.only(*keys)): item for item in items}
        return list(self._joined(what, found).values())

    def _joined(self, what: str, found: dict[str, dict[str, Node]]) -> dict[str, Node]:
        alike: dict[str, list[Node]] = {}
        for entries in found.values():
            for key, node in entries.items():
                alike.setdefault(key, []).append(node)
        for name, entries in found.items():
            others = [
                (own, nodes[0])
                for key, nodes in alike.items()
                if (own := entries.get(key)) is None or (own is not nodes[0] and spelled(own) != spelled(nodes[0]))
            ]
            for own, _ in others:
                self._reason(what, name, own)
            if others:
                self._say(what, name, *next((pair for pair in others if pair[0] is not None), others[0]))
        return {key: merged([n for n in nodes if spelled(n) == spelled(nodes[0])]) for key, nodes in alike.items()}

    def _say(self, what: str, name: str, node: Node | None, kept: Node) -> None:
        message = self._reason(what, name, node)
        self._cx.found("FT461", node or kept, message, "make the group an app of its own if the difference matters")

    def _reason(self, what: str, name: str, node: Node | None) -> str:
        message = DIFFERENT.format(what=what, name=name)
        self._cx.ledger.reason(node, "FT461", message)
        return message
