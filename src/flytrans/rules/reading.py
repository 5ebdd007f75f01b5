"""A fly.toml read as flyctl reads it, with everything that is wrong in it, not only the first."""

from __future__ import annotations

from math import isfinite

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.fly_toml.patches import modernise
from flytrans.mapping.fly import FLY
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Fix, ReadFile, Reading
from flytrans.tree.ledger import Ledger, Path
from flytrans.tree.node import Node


class Noted(NamedTuple):
    """What reading had to say about a node; `expected` only where a value does not fit."""

    code: str
    node: Node | None
    message: str
    fix: str
    expected: str = ""


class NotingReading(Reading):
    """A reading that keeps nodes, whose places are looked up only if they are shown."""

    __slots__ = ("noted", "wrongs")

    def __init__(self, ledger: Ledger, file: str, read_file: ReadFile | None = None) -> None:
        super().__init__(ledger, file=file, read_file=read_file)
        self.noted: list[Noted] = []
        self.wrongs: list[Noted] = []

    def wrong(self, node: Node | None, where: str, expected: str, code: str = "FT004") -> InputError:
        """Keep what is wrong, too; the error itself says only that there is something."""
        self.wrongs.append(Noted(code, node, where.strip("/").replace("/", "."), "", expected))
        return InputError(Finding(code, "", "error", self.file, 0, 1, 1, expected))

    def found(self, code: str, node: Node | None, message: str, fix: Fix = "") -> None:
        """Keep it; what takes a while to find out is found out anew, and better, where it is shown."""
        if not self.own:
            self.noted.append(Noted(code, node, message, fix if isinstance(fix, str) else ""))


class Typed(NamedTuple):
    """What could be read: the document by the model's names, what was noted, and the sections that do not fit."""

    doc: Node
    modern: Node
    noted: list[Noted]
    broken: set[str]


def read_typed(raw: Node, ledger: Ledger, file: str) -> Typed:
    """Read a document; a section with a value that does not fit is left out, and the rest read again."""
    broken: set[str] = set()
    wrongs: list[Noted] = []
    endless = any(value.__class__ is float and not isfinite(value) for value in ledger.values)
    while True:
        cx = NotingReading(ledger, file)
        try:
            modern = modernise(raw.without(*broken), cx)
            if endless:
                from flytrans.fly_toml.shape import must_be_finite

                must_be_finite(modern, cx, "")
            doc = FLY.end("fly").read(modern, cx, "")
            return Typed(doc or Node({}), modern, [*wrongs, *cx.noted], broken)
        except InputError:
            section = section_of(cx.wrongs[-1], raw, ledger)
            wrongs.append(cx.wrongs[-1])
            if section is None or section in broken:
                return Typed(Node({}), Node({}), wrongs, set(raw.value))
            broken.add(section)


def section_of(noted: Noted, raw: Node, ledger: Ledger) -> str | None:
    """The key at the top level under which something is wrong."""
    path = path_of(noted.node, ledger) if noted.node is not None else ()
    name = str(path[0]) if path else noted.message.partition(".")[0]
    return name if raw.get(name) is not None else None


def path_of(node: Node, ledger: Ledger) -> Path:
    """The path at which a node stands in the document; () for what is in no document.

    Reading keeps the shape below an item but for lists around single tables, whose index the document lacks.
    """
    steps: list[str | int] = []
    while not node.sources:
        if node.value.__class__ is dict and node.value:
            key = next(iter(node.value))
            steps.append(key)
            node = node.value[key]
        elif node.value.__class__ is list and node.value:
            steps.append(0)
            node = node.value[0]
        else:
            return ()
    path = list(ledger.leaves[min(node.sources)].path)
    for step in reversed(steps):
        if not path:
            break
        if isinstance(step, int) and not isinstance(path[-1], int):
            continue
        path.pop()
    return tuple(path)
