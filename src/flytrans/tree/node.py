"""A tree whose values remember the input leaves they were made from.

A `Node` holds a scalar, a table (`dict[str, Node]`) or a list (`list[Node]`) and three records:

* ``sources``: ids of the input leaves whose *value* is in here;
* ``because``: ids of the input leaves that *decided* that it is here;
* ``reason``: why it has this value, where no leaf of the input says so (a default, with its rule).

Nodes are never changed after they were handed on: code that changes a table makes a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Leaves = tuple[int, ...]
_SCALARS = frozenset({str, int, bool, float})


class Node:
    """One value of a traced tree."""

    __slots__ = ("because", "reason", "sources", "value")

    def __init__(self, value: Any, sources: Leaves = (), because: Leaves = (), reason: str = "") -> None:
        self.value = value
        self.sources = sources
        self.because = because
        self.reason = reason

    def __repr__(self) -> str:
        return f"Node({self.plain()!r})"

    def get(self, key: str) -> Node | None:
        """The entry of a table; None where this is no table or has no such key."""
        value = self.value
        found: Node | None = value.get(key) if value.__class__ is dict else None
        return found

    def at(self, *path: str | int) -> Node | None:
        """The node at a path of keys and indexes; None where the path ends early."""
        here = self
        for step in path:
            value = here.value
            if value.__class__ is dict:
                if (found := value.get(step)) is None:
                    return None
            elif value.__class__ is list and isinstance(step, int) and -len(value) <= step < len(value):
                found = value[step]
            else:
                return None
            here = found
        return here

    def items(self) -> list[tuple[str, Node]]:
        """Keys and nodes of a table, in its order; nothing for anything else."""
        return list(self.value.items()) if self.value.__class__ is dict else []

    def each(self) -> list[Node]:
        """The nodes of a list; nothing for anything else."""
        return list(self.value) if self.value.__class__ is list else []

    def map(self, change: Callable[[Any], Any]) -> Node:
        """The same origin, another value."""
        return Node(change(self.value), self.sources, self.because, self.reason)

    def having(self, **entries: Node | None) -> Node:
        """This table with entries set; an entry of None is taken out."""
        value = dict(self.value)
        for key, node in entries.items():
            if node is None:
                value.pop(key, None)
            else:
                value[key] = node
        return Node(value, self.sources, self.because, self.reason)

    def without(self, *keys: str) -> Node:
        """This table less some keys."""
        return Node({k: n for k, n in self.value.items() if k not in keys}, self.sources, self.because, self.reason)

    def only(self, *keys: str) -> Node:
        """This table with no other keys than these, in the order in which they are named."""
        value = self.value
        return Node({k: value[k] for k in keys if k in value}, self.sources, self.because, self.reason)

    def plain(self) -> Any:
        """The bare value: dicts, lists and scalars."""
        value = self.value
        if value.__class__ is dict:
            return {k: n.value if n.value.__class__ in _SCALARS else n.plain() for k, n in value.items()}
        if value.__class__ is list:
            return [n.value if n.value.__class__ in _SCALARS else n.plain() for n in value]
        return value

    def data(self) -> set[int]:
        """Leaves whose values are under this node (not those that only decided about it)."""
        value = self.value
        if value.__class__ is not dict and value.__class__ is not list:
            return set(self.sources)
        out: set[int] = set()
        todo = [self]
        for node in todo:
            if node.sources:
                out.update(node.sources)
            value = node.value
            if value.__class__ is dict:
                todo.extend(value.values())
            elif value.__class__ is list:
                todo.extend(value)
        return out

    def leaves(self) -> set[int]:
        """Every leaf of the input that has to do with this node."""
        out: set[int] = set()
        self.put_leaves(out)
        return out

    def put_leaves(self, out: set[int]) -> None:
        """Put them in a set."""
        value = self.value
        if value.__class__ is not dict and value.__class__ is not list:
            out.update(self.sources, self.because)
            return
        todo = [self]
        for node in todo:
            if node.sources:
                out.update(node.sources)
            if node.because:
                out.update(node.because)
            value = node.value
            if value.__class__ is dict:
                todo.extend(value.values())
            elif value.__class__ is list:
                todo.extend(value)

    def below(self) -> Iterable[Node]:
        """The nodes right under this one."""
        value = self.value
        if value.__class__ is dict:
            nodes: Iterable[Node] = value.values()
            return nodes
        return value if value.__class__ is list else ()

    def why(self, *deciders: Node | None) -> Node:
        """The same tree; every leaf of it is here also because of those."""
        more: set[int] = set()
        for node in deciders:
            if node is not None:
                node.put_leaves(more)
        return self._because(more, tuple(sorted(more))) if more else self

    def _because(self, more: set[int], alone: Leaves) -> Node:
        value = self.value
        if value.__class__ is dict:
            value = {k: n._because(more, alone) for k, n in value.items()}
        elif value.__class__ is list:
            value = [n._because(more, alone) for n in value]
        because = tuple(sorted(more.union(self.because))) if self.because else alone
        return Node(value, self.sources, because, self.reason)


class Line(Node):
    """A tree that JSON text holds on one line: for programs, not for readers."""

    __slots__ = ()

    @classmethod
    def of(cls, node: Node | None) -> Line | None:
        """The same tree on one line."""
        return None if node is None else cls(node.value, node.sources, node.because, node.reason)


def table(**entries: Node | None) -> Node:
    """A table of the entries that are not None, in the order given."""
    return Node({k: n for k, n in entries.items() if n is not None})


def listing(nodes: Iterable[Node]) -> Node:
    """A list of nodes."""
    return Node(list(nodes))


def items_of(node: Node | None) -> list[Node]:
    """The nodes of a list; nothing where there is none."""
    return node.each() if node is not None else []


def entries_of(node: Node | None) -> list[tuple[str, Node]]:
    """Keys and nodes of a table; nothing where there is none."""
    return node.items() if node is not None else []


def text_at(node: Node, *path: str | int) -> str:
    """The text at a path of a tree; empty where there is none."""
    for step in path:
        found = node.value.get(step) if node.value.__class__ is dict else node.at(step)
        if found is None:
            return ""
        node = found
    value = node.value
    return value if value.__class__ is str else ""


def default(value: Any, reason: str, *of: Node | None) -> Node:
    """A value that no leaf says, with its reason; `of`: the item that it belongs to, whose deciders it shares."""
    because: set[int] = set()
    for node in of:
        if node is not None:
            node.put_leaves(because)
    return Node(value, (), tuple(sorted(because)), reason)


def made(value: Any, *parts: Node | None, reason: str = "") -> Node:
    """A scalar computed from parts: it has their sources and their deciders, or the reason of one where no leaf is."""
    if len(parts) == 1 and (only := parts[0]) is not None and only.value.__class__ in _SCALARS and not only.because:
        sources = only.sources if len(only.sources) < 2 else tuple(sorted(set(only.sources)))
        return Node(value, sources, (), reason if sources or reason else only.reason)
    data: set[int] = set()
    everything: set[int] = set()
    for node in parts:
        if node is not None:
            data |= node.data()
            node.put_leaves(everything)
    if not everything and not reason:
        reason = next((node.reason for node in parts if node is not None and node.reason), "")
    return Node(value, tuple(sorted(data)), tuple(sorted(everything - data)), reason)


def lift(plain: Any, sources: Leaves = (), reason: str = "") -> Node:
    """A plain tree as nodes that all came from the same sources."""
    if isinstance(plain, dict):
        entries = {str(k): lift(v, sources, reason) for k, v in plain.items()}
        return Node(entries, () if entries else sources, (), reason)
    if isinstance(plain, list):
        nodes = [lift(v, sources, reason) for v in plain]
        return Node(nodes, () if nodes else sources, (), reason)
    return Node(plain, sources, (), reason)


def same(a: Node | None, b: Node | None) -> bool:
    """Whether two nodes have the same value (1 and 1.0 and true are three values)."""
    if a is None or b is None:
        return a is b
    x, y = a.value, b.value
    if x.__class__ is not y.__class__:
        return False
    if x.__class__ is dict:
        return len(x) == len(y) and all(k in y and same(n, y[k]) for k, n in x.items())
    if x.__class__ is list:
        return len(x) == len(y) and all(map(same, x, y))
    return bool(x == y)


def walk(node: Node, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """JSON Pointer (RFC 6901) and node of every leaf: scalars, empty tables, empty lists."""
    value = node.value
    if value.__class__ is dict and value:
        for key, entry in value.items():
            yield from walk(entry, f"{pointer}/{escape(key)}")
    elif value.__class__ is list and value:
        for index, entry in enumerate(value):
            yield from walk(entry, f"{pointer}/{index}")
    else:
        yield pointer, node


def escape(key: str) -> str:
    """One step of a JSON Pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key
