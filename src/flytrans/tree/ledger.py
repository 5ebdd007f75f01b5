"""Every leaf of the input, and what is known about those that go nowhere or not as they are."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node, escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Position = tuple[int, int]
Path = tuple["str | int", ...]
Locate = Callable[[Path], Position]
"""Line and column, both from 1, in Unicode characters, of the value at a path of a document."""


class Leaf(NamedTuple):
    """One leaf of the input."""

    file: str
    document: int
    way: Path | str
    """Its path, or its pointer where that was made at once."""
    line: Locate | int
    """Its line; or what finds line and column, where that takes a while."""
    column: int = 0

    @property
    def path(self) -> Path:
        """Keys and indexes from the root of the document; of a leaf that has only its pointer, indexes are texts."""
        way = self.way
        if isinstance(way, str):
            return tuple(step.replace("~1", "/").replace("~0", "~") for step in way.split("/")[1:])
        return way

    @property
    def pointer(self) -> str:
        """Its JSON Pointer in the document."""
        way = self.way
        if isinstance(way, str):
            return way
        text = "/".join(map(str, way))
        if "~" in text or text.count("/") >= len(way):
            return "".join([f"/{escape(str(step))}" for step in way])
        return f"/{text}" if way else ""

    def position(self) -> Position:
        """Line and column where the value starts."""
        line = self.line
        return (line, self.column) if isinstance(line, int) else line(self.path)


class Note(NamedTuple):
    """Why a leaf reaches no output (inert, unknown, dropped), or what happened to it on the way."""

    fate: str
    code: str
    message: str
    firm: bool = False
    """Whether it holds even for a leaf that a carrier would hold."""


class Reason(NamedTuple):
    """Why the target does not say a leaf, or not as it was."""

    code: str
    message: str = ""
    effect: str = ""
    always: bool = False
    """Whether it holds even where reading back gives the same value."""
    near: bool = False
    """Whether the target has much the same without being told: approximated, without a place in it."""


class Ledger:
    """The leaves of one input, with the notes and reasons that reading and writing gave them."""

    __slots__ = (
        "_later",
        "_notes",
        "_reasons",
        "always",
        "carriers",
        "faults",
        "leaves",
        "odd",
        "rows",
        "said",
        "values",
    )

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.values: list[Any] = []
        self._notes: dict[int, Note] = {}
        self._reasons: dict[int, Reason] = {}
        self._later: list[tuple[int, int, Callable[[], None]]] = []
        self.always: set[int] = set()
        """Leaves that were given a reason that holds always; whether it is the one that stays is another matter."""
        self.carriers: set[int] = set()
        """Leaves that are what an earlier translation carried."""
        self.faults: dict[int, str] = {}
        """Leaves that the text has in a way that nothing can be read from: a key given twice."""
        self.odd: dict[int, str] = {}
        """Leaves that can be read, though the platform's own tool refuses how the text has them."""
        self.said: set[int] = set()
        """Leaves that the target says with the value that it has unsaid; only that they were said is carried."""
        self.rows: dict[int, Any] = {}
        """The row (mapping.row.Field) that claimed a leaf when it was read."""

    def leaf(self, leaf: Leaf, value: Any) -> int:
        """Enter a leaf; its id."""
        self.leaves.append(leaf)
        self.values.append(value)
        return len(self.leaves) - 1

    def note(self, node: Node | None, fate: str, code: str, message: str, *, firm: bool = False) -> None:
        """Say what becomes of the leaves under a node if no output has them; the first note stays."""
        if node is not None:
            notes = self._notes
            notes.update(dict.fromkeys(node.leaves().difference(notes), Note(fate, code, message, firm)))

    def inert(self, node: Node | None, message: str, code: str = "") -> None:
        """The source platform knows these leaves, but their values reach nothing there."""
        self.note(node, "inert", code, message)

    def moot(self, node: Node | None, message: str, code: str = "") -> None:
        """These leaves are inert even where the rest of their object would have to be carried."""
        self.note(node, "inert", code, message, firm=True)

    def unknown(self, node: Node | None, message: str) -> None:
        """No field that the source platform knows."""
        self.note(node, "unknown", "FT003", message)

    def claim(self, node: Node | None, row: Any) -> None:
        """A row speaks for the leaves under a node that no other row has claimed."""
        for leaf in node.leaves() if node is not None else ():
            self.rows.setdefault(leaf, row)

    def dropped(self, node: Node | None, code: str, message: str) -> None:
        """These leaves do not travel."""
        self.note(node, "dropped", code, message)

    def usual(self, node: Node | None) -> None:
        """The target's usual value says just what these leaves say, so it reads back as nothing said."""
        if node is not None:
            self.said.update(node.data())
            self.reason(
                node, "FT351", "it is what the target has unsaid, so it reads back as nothing said", effect="none"
            )

    def keeps_out(self, node: Node | None, message: str) -> None:
        """These leaves act by keeping something out, whatever else is said: translated, with no place in the target."""
        if node is not None:
            for leaf in node.leaves():
                if (known := self._notes.get(leaf)) is None or (known.fate, known.firm) != ("translated", True):
                    self._notes[leaf] = Note("translated", "", message, True)

    def reason(
        self,
        node: Node | None,
        code: str,
        message: str = "",
        *,
        effect: str = "",
        always: bool = False,
        near: bool = False,
    ) -> None:
        """Why the target does not say the data under a node exactly; the first reason stays."""
        if node is not None:
            said = Reason(code, message, effect, always, near)
            for leaf in node.data():
                self._reasons.setdefault(leaf, said)
                if always:
                    self.always.add(leaf)

    def explain(self) -> Callable[[int, Reason], Reason]:
        """To be called for many leaves with why the target does not say them exactly; the first reason stays."""
        return self._reasons.setdefault

    def later(self, tell: Callable[[], None]) -> None:
        """Notes and reasons that `tell` tells when somebody asks for any, as if it told them now."""
        self._later.append((len(self._notes), len(self._reasons), tell))

    @property
    def notes(self) -> dict[int, Note]:
        """What becomes of leaves that no output has."""
        self._catch_up()
        return self._notes

    @property
    def reasons(self) -> dict[int, Reason]:
        """Why the target does not say leaves exactly."""
        self._catch_up()
        return self._reasons

    def _catch_up(self) -> None:
        """Tell what was left for later, each before what was said after it."""
        if not self._later:
            return
        later, self._later = self._later, []
        notes, reasons = _Rest(self._notes, later[0][0]), _Rest(self._reasons, later[0][1])
        for index, (_, _, tell) in enumerate(later, 1):
            tell()
            said = later[index][:2] if index < len(later) else (None, None)
            notes.put_back(said[0])
            reasons.put_back(said[1])


class _Rest:
    """What was said after the first so many, taken out until what comes before it is said."""

    def __init__(self, said: dict[int, Any], start: int) -> None:
        self._said = said
        self._start = start
        self._after = list(islice(said.items(), start, None))
        for leaf, _ in self._after:
            del said[leaf]

    def put_back(self, end: int | None) -> None:
        """Say again what came before the first `end`, or all."""
        count = len(self._after) if end is None else end - self._start
        for leaf, said in self._after[:count]:
            self._said.setdefault(leaf, said)
        del self._after[:count]
        self._start += count


class Unheard(Ledger):
    """A ledger of a run whose notes and reasons nobody reads: what was just written is read back."""

    __slots__ = ()

    def note(self, node: Node | None, fate: str, code: str, message: str, *, firm: bool = False) -> None:
        """Nothing."""

    def usual(self, node: Node | None) -> None:
        """Nothing."""

    def reason(self, node: Node | None, code: str, message: str = "", **how: Any) -> None:
        """Nothing."""

    def later(self, tell: Callable[[], None]) -> None:
        """Nothing."""


MOST_LEVELS = 100
"""Tables and lists within each other; what is deeper than that is no configuration."""


class TooDeep(Exception):
    """A document is nested deeper than `MOST_LEVELS`; `path` says where."""

    def __init__(self, path: Path) -> None:
        super().__init__("nested too deep")
        self.path = path


def track(ledger: Ledger, tree: Any, file: str, document: int, locate: Locate, path: Path = ()) -> Node:
    """A parsed document as nodes, each leaf entered in the ledger; raises `TooDeep`."""
    leaves, values, new = ledger.leaves, ledger.values, tuple.__new__

    def below(tree: Any, path: Path, again: Any) -> Node:  # a name of its own in it were a cycle through the ledger
        kind = tree.__class__
        if (kind is dict or kind is list) and tree:
            if len(path) >= MOST_LEVELS:
                raise TooDeep(path)
            if kind is dict:
                return Node({str(key): again(entry, (*path, key), again) for key, entry in tree.items()})
            return Node([again(entry, (*path, index), again) for index, entry in enumerate(tree)])
        leaves.append(new(Leaf, (file, document, path, locate, 0)))
        values.append(tree)
        return Node(tree, (len(leaves) - 1,))

    return below(tree, path, below)
