"""The report: fates of the leaves of the input, origins of the leaves of the output, from what the code did.

A leaf that no output names has the fate of its note. One that only carriers name is carried. One that is visible is
approximated where reading back shows that its value is not said, or where a row or a structure function says that the
target means something else; else it is translated. So is one that no output names where the target does much the same
unasked. What only decided about a place never makes a leaf approximated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flytrans.diagnostics.catalogue import CODES
from flytrans.diagnostics.report import Entry, Origin, Place, Report
from flytrans.engine.carry import CARRIER_DATA
from flytrans.engine.explaining import Explaining
from flytrans.mapping.row import Field, Meaning
from flytrans.named_tuple import NamedTuple
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger, Note, Reason
from flytrans.tree.node import Leaves, Node, escape

APPROXIMATED, CARRIED, DROPPED = "FT351", "FT454", "FT531"
"""Codes of last resort: a row or a structure function should say a better one, and tests see to it."""
STRUCTURE = "the target's own structure"
_SAID_ONLY_TO_FLY = ("/metadata/annotations/service.fly.io~1", "/metadata/annotations/fly.io~1")


class Losses(NamedTuple):
    """What reading the output back showed."""

    changed: set[int]
    """Leaves whose values are not said, or not the same."""
    beside: set[int]
    """Further leaves that only a carrier can hold."""
    kept: bool
    """Whether it is carried."""
    own: bool
    """Whether the target is the source's own format: what is there is said, in its own words."""
    restored: bool
    """Whether objects of the target's own format, carried so far, come back in their own words."""
    explaining: Explaining
    """What explains leaves that nothing else does."""


def report(ledger: Ledger, documents: Sequence[Document], losses: Losses, target: str, profile: str | None) -> Report:
    """Entries and origins of one translation."""
    new = tuple.__new__
    places = [
        new(Place, (leaf.file, leaf.document, leaf.way if leaf.way.__class__ is str else leaf.pointer))
        for leaf in ledger.leaves
    ]
    reached = _Reached([[] for _ in places], bytearray(len(places)))
    origins: list[Origin] = []
    fks = profile == "fks" or losses.own
    for document in documents:
        _walk(document, places, reached, fks, origins)
    return Report(_entries(places, reached, ledger, losses, target), tuple(origins))


class _Reached(NamedTuple):
    """By leaf of the input: its places in the output, and whether any of them is outside the carriers."""

    targets: list[list[Place]]
    visible: bytearray


def _walk(
    document: Document,
    places: list[Place],
    reached: _Reached,
    fks: bool,
    origins: list[Origin],
) -> None:
    """The origins of a document's leaves, in its order; each is a target of the leaves that it names.

    `fks`: whether Fly's own annotations act there, or are what the source says itself.
    """
    file, number, new, (targets, visible) = document.file, document.index, tuple.__new__, reached
    marker, is_carrier = _carrier_test(file, fks)

    def leaf(node: Node, pointer: str, above: Leaves, carrier: bool) -> None:
        leaves: Sequence[int] = node.sources + node.because
        if len(leaves) > 1:
            leaves = sorted(set(leaves))
        elif not leaves and above and not node.reason:
            leaves = sorted(set(above))
        if leaves:
            place, seen = new(Place, (file, number, pointer)), not carrier
            for one in leaves:
                targets[one].append(place)
                visible[one] |= seen
        reason = node.reason or ("" if leaves else STRUCTURE)
        origins.append(new(Origin, (file, number, pointer, tuple([places[one] for one in leaves]), reason)))

    def below(node: Node, pointer: str, above: Leaves, carrier: bool, again: Any) -> None:
        value = node.value
        above = node.sources + node.because or above
        is_table = value.__class__ is dict
        entries: Iterable[tuple[Any, Node]] = value.items() if is_table else enumerate(value)
        for key, entry in entries:
            at = f"{pointer}/{escape(key) if is_table and ('/' in key or '~' in key) else key}"
            inside = carrier or (marker in at and is_carrier(at))
            inner, sources = entry.value, entry.sources
            if inner and (inner.__class__ is dict or inner.__class__ is list):
                again(entry, at, above, inside, again)
            elif entry.because or len(sources) != 1:
                leaf(entry, at, above, inside)
            else:  # most are what one leaf says
                one = sources[0]
                targets[one].append(new(Place, (file, number, at)))
                if not inside:
                    visible[one] = True
                origins.append(new(Origin, (file, number, at, (places[one],), entry.reason)))

    if document.node.value and document.node.value.__class__ in (dict, list):
        below(document.node, "", (), not marker, below)  # a name of its own in it were a cycle
    else:
        leaf(document.node, "", (), not marker)


def _carrier_test(file: str, fks: bool) -> tuple[str, Callable[[str], bool]]:
    """What is in every pointer into a carrier of a file of the output; whether one that has it is one."""
    if file.endswith("fly.carried.json"):
        return "", lambda pointer: True
    if file.endswith(".json"):
        return "carried", lambda pointer: pointer.startswith("/carried") or "/flytrans.dev~1carried" in pointer
    own = "/metadata/annotations/flytrans.dev~1carried"
    carriers = (own,) if fks else (own, *_SAID_ONLY_TO_FLY)
    return "/metadata/annotations/", lambda pointer: any(carrier in pointer for carrier in carriers)


def _entries(places: list[Place], reached: _Reached, ledger: Ledger, losses: Losses, target: str) -> tuple[Entry, ...]:
    """The fate of every leaf; most are translated as they are."""
    judge = _Judge(ledger, losses, target)
    new, otherwise, out = tuple.__new__, judge.otherwise(), []
    for leaf, (file, document, pointer), found, seen, known in zip(
        range(len(places)), places, reached.targets, reached.visible, ledger.leaves, strict=True
    ):
        line, column = known.line, known.column
        if line.__class__ is not int:
            line, column = known.position()
        targets = tuple(found)
        if seen and leaf not in otherwise:
            fate = _TRANSLATED
        else:
            fate = judge.fate(leaf, reached=bool(found), visible=bool(seen))
        word, code, effect, message = fate
        out.append(new(Entry, (file, document, pointer, line, column, word, code, effect, targets, message)))
    return tuple(out)


Told = tuple[str, str, str, str]
"""Fate, code, effect and message."""
_TRANSLATED: Told = ("translated", "", "", "")


class _Judge:
    """What becomes of leaves of one translation."""

    __slots__ = ("_carriers", "_ledger", "_losses", "_notes", "_reasons", "_target", "_words")

    def __init__(self, ledger: Ledger, losses: Losses, target: str) -> None:
        self._ledger, self._losses, self._target = ledger, losses, target
        self._notes, self._reasons = ledger.notes, ledger.reasons
        self._words: dict[str, dict[int, Told]] = {"approximated": {}, "carried": {}, "dropped": {}}
        """What is told of a reason, by fate and its id: many leaves share one, and ledger and rows keep them."""
        self._carriers = {leaf for leaf in ledger.carriers if self._notes[leaf].message == CARRIER_DATA}

    def otherwise(self) -> set[int]:
        """Leaves that are not simply translated where the output has them in sight."""
        losses = self._losses
        if losses.own:
            return self._carriers
        unsaid = losses.changed - self._ledger.said if losses.kept else losses.changed
        always = {leaf for leaf in self._ledger.always if self._reasons[leaf].always}
        return unsaid | always | self._carriers

    def fate(self, leaf: int, *, reached: bool, visible: bool) -> Told:
        """What becomes of a leaf that is in the output only in a carrier, or not as it was."""
        if leaf in self._carriers:
            return "inert", "", "", CARRIER_DATA
        if visible:
            return self._why("approximated", leaf, APPROXIMATED)
        note = self._notes.get(leaf)
        if note is not None and note.fate == "translated":
            return "translated", "", "", note.message
        return self._told("carried", leaf, note, CARRIED) if reached else self._unsaid(leaf, note)

    def _unsaid(self, leaf: int, note: Note | None) -> Told:
        """The same of a leaf that no output names."""
        losses = self._losses
        if note is not None and note.firm and leaf not in losses.changed:
            return note.fate, note.code, "", note.message
        if leaf in losses.changed or leaf in losses.beside:
            return self._told("dropped", leaf, note, DROPPED)
        if note is None and losses.explaining.holds(leaf):
            if losses.own:
                return _TRANSLATED
            return self._why("carried", leaf, CARRIED) if losses.kept else self._why("dropped", leaf, DROPPED)
        if note is None:
            return "inert", "", "", EMPTY if self._ledger.values[leaf] in EMPTIES else UNEXPLAINED
        effect = CODES[note.code].effect if note.fate == "dropped" and note.code else ""
        return note.fate, note.code, effect, note.message

    def _told(self, fate: str, leaf: int, note: Note | None, fallback: str) -> Told:
        """Why a leaf is lost or carried: its note where that says so, else as `_why`."""
        if note is not None and note.fate == "dropped" and note.code:
            return fate, note.code, CODES[note.code].effect, note.message
        return self._why(fate, leaf, fallback)

    def _why(self, fate: str, leaf: int, fallback: str) -> Told:
        """Code, effect and message: what was said of the leaf, else its row, else those of what it decided about."""
        said = self._reasons.get(leaf) or self._row(leaf)
        if said is None:
            followed = self._losses.explaining.followed(leaf)
            said = self._reasons.get(followed) or self._row(followed) if followed is not None else None
        if said is not None and said.__class__ is Reason and said.near:
            fate = "approximated"
        if said is None and self._ledger.values[leaf] in EMPTIES:
            return fate, fallback, "none", EMPTY
        if said is None and fallback == CARRIED and self._losses.restored:
            return fate, fallback, "none", RESTORED
        if said is None:
            return fate, fallback, CODES[fallback].effect, CODES[fallback].title
        known = self._words[fate]
        words = known.get(id(said))
        if words is None:
            code = CODES[said.code]
            words = known[id(said)] = fate, said.code, said.effect or code.effect, said.message or code.title
        return words

    def _row(self, leaf: int) -> Meaning | None:
        return _meaning(self._ledger.rows.get(leaf), self._target)


EMPTIES: tuple[object, ...] = ({}, [], None)
EMPTY = "what is empty says nothing"
RESTORED = "the manifest that comes back says it in words of its own"
UNEXPLAINED = "it reaches nothing"
"""What an engine error says in a report: no code explained the leaf. Tests look for it."""


def _meaning(row: Field | None, target: str) -> Meaning | None:
    """Why the target has no word for a field; for a field of fly.toml, what its row says of that end."""
    if row is None:
        return None
    spot = row.at(target)  # type: ignore[arg-type]
    return spot if isinstance(spot, Meaning) else None
