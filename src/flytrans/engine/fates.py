"""The report: fates of the leaves of the input, origins of the leaves of the output, from what the code did.

A leaf that no output names has the fate of its note. One that only carriers name is carried. One that is visible is
approximated where reading back shows that its value is not said, or where a row or a structure function says that the
target means something else; else it is translated. What only decided about a place never makes a leaf approximated.
"""

from __future__ import annotations

from collections.abc import Sequence

from flytrans.diagnostics.catalogue import CODES
from flytrans.diagnostics.finding import Fate
from flytrans.diagnostics.report import Entry, Origin, Place, Report
from flytrans.engine.carry import CARRIER_DATA
from flytrans.engine.explaining import Explaining
from flytrans.mapping.row import Field, Meaning
from flytrans.named_tuple import NamedTuple
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger, Reason
from flytrans.tree.node import Node, escape

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
    kept: bool = True
    """Whether it is carried."""
    own: bool = False
    """Whether the target is the source's own format: what is there is said, in its own words."""
    explaining: Explaining | None = None
    """What explains leaves that nothing else does."""


def report(ledger: Ledger, documents: Sequence[Document], losses: Losses, target: str, profile: str | None) -> Report:
    """Entries and origins of one translation."""
    places = [Place(leaf.file, leaf.document, leaf.pointer) for leaf in ledger.leaves]
    targets: list[list[Place]] = [[] for _ in places]
    origins: list[Origin] = []
    for document in documents:
        _walk(document, places, targets, origins)
    carriers = _carriers(profile)
    entries = tuple(
        _entry(index, place, ledger, tuple(targets[index]), losses, target, carriers)
        for index, place in enumerate(places)
    )
    return Report(entries, tuple(origins))


def _walk(document: Document, places: list[Place], targets: list[list[Place]], origins: list[Origin]) -> None:
    """The origins of a document's leaves, in its order; each is a target of the leaves that it names."""
    file, number, new = document.file, document.index, tuple.__new__
    todo: list[tuple[Node, str, tuple[int, ...]]] = [(document.node, "", ())]
    while todo:
        node, pointer, above = todo.pop()
        value = node.value
        kind = value.__class__
        if (kind is dict or kind is list) and value:
            above = node.sources + node.because or above
            if kind is dict:
                below = [(entry, f"{pointer}/{escape(key)}", above) for key, entry in value.items()]
            else:
                below = [(entry, f"{pointer}/{index}", above) for index, entry in enumerate(value)]
            below.reverse()
            todo += below
            continue
        leaves: Sequence[int] = node.sources + node.because
        if len(leaves) > 1:
            leaves = sorted(set(leaves))
        elif not leaves and not node.reason:
            leaves = sorted(set(above))
        place = new(Place, (file, number, pointer))
        for leaf in leaves:
            targets[leaf].append(place)
        reason = node.reason or ("" if leaves else STRUCTURE)
        origins.append(new(Origin, (file, number, pointer, tuple([places[leaf] for leaf in leaves]), reason)))


def _carriers(profile: str | None) -> tuple[str, ...]:
    own = ("/metadata/annotations/flytrans.dev~1carried",)
    return own if profile == "fks" else own + _SAID_ONLY_TO_FLY


def _is_visible(targets: tuple[Place, ...], carriers: tuple[str, ...]) -> bool:
    for place in targets:  # noqa: SIM110  # a generator for every leaf of the input takes a tenth of the report
        if not _is_carrier(place, carriers):
            return True
    return False


def _is_carrier(place: Place, carriers: tuple[str, ...]) -> bool:
    file, pointer = place.file, place.pointer
    if file.endswith(".json"):
        return (
            file.endswith("fly.carried.json") or pointer.startswith("/carried") or "/flytrans.dev~1carried" in pointer
        )
    return "/annotations/" in pointer and any(carrier in pointer for carrier in carriers)


def _entry(
    leaf: int,
    place: Place,
    ledger: Ledger,
    targets: tuple[Place, ...],
    losses: Losses,
    target: str,
    carriers: tuple[str, ...],
) -> Entry:
    line, column = ledger.leaves[leaf].position()
    fate, code, effect, message = _fate(leaf, ledger, targets, losses, target, carriers)
    return Entry(place.file, place.document, place.pointer, line, column, fate, code, effect, targets, message)


def _fate(
    leaf: int, ledger: Ledger, targets: tuple[Place, ...], losses: Losses, target: str, carriers: tuple[str, ...]
) -> tuple[Fate, str, str, str]:
    """Fate, code, effect and message of a leaf."""
    note, reason = ledger.notes.get(leaf), ledger.reasons.get(leaf)
    if note is not None and note.message == CARRIER_DATA:
        return "inert", "", "", note.message
    if _is_visible(targets, carriers):
        if losses.own:
            return "translated", "", "", ""
        unsaid = leaf in losses.changed and not (losses.kept and leaf in ledger.said)
        if unsaid or (reason is not None and reason.always):
            return ("approximated", *_why(leaf, ledger, target, APPROXIMATED, losses))
        return "translated", "", "", ""
    if targets:
        return ("carried", *_told(leaf, ledger, target, CARRIED, losses))
    return _unsaid(leaf, ledger, losses, target)


def _unsaid(leaf: int, ledger: Ledger, losses: Losses, target: str) -> tuple[Fate, str, str, str]:
    """The same of a leaf that no output names."""
    note = ledger.notes.get(leaf)
    if note is not None and note.firm and leaf not in losses.changed:
        return note.fate, note.code, "", note.message  # type: ignore[return-value]
    if leaf in losses.changed or leaf in losses.beside:
        return ("dropped", *_told(leaf, ledger, target, DROPPED, losses))
    if note is None and losses.explaining is not None and losses.explaining.holds(leaf):
        if losses.own:
            return "translated", "", "", ""
        if losses.kept:
            return ("carried", *_why(leaf, ledger, target, CARRIED, losses))
        return ("dropped", *_why(leaf, ledger, target, DROPPED, losses))
    if note is None:
        return "inert", "", "", EMPTY if ledger.values[leaf] in ({}, []) else UNEXPLAINED
    effect = CODES[note.code].effect if note.fate == "dropped" and note.code else ""
    return note.fate, note.code, effect, note.message  # type: ignore[return-value]


def _told(leaf: int, ledger: Ledger, target: str, fallback: str, losses: Losses) -> tuple[str, str, str]:
    """Why a leaf is lost or carried: its note where that says so, else as `_why`."""
    note = ledger.notes.get(leaf)
    if note is not None and note.fate == "dropped" and note.code:
        return note.code, CODES[note.code].effect, note.message
    return _why(leaf, ledger, target, fallback, losses)


def _why(leaf: int, ledger: Ledger, target: str, fallback: str, losses: Losses) -> tuple[str, str, str]:
    """Code, effect and message: what was said of the leaf, else its row, else those of what it decided about."""
    said = _said(leaf, ledger, target)
    if said is None and losses.explaining is not None:
        followed = losses.explaining.followed(leaf)
        said = _said(followed, ledger, target) if followed is not None else None
    if said is None:
        return fallback, CODES[fallback].effect, CODES[fallback].title
    code = CODES[said.code]
    return said.code, said.effect or code.effect, said.message or code.title


def _said(leaf: int, ledger: Ledger, target: str) -> Reason | Meaning | None:
    return ledger.reasons.get(leaf) or _meaning(ledger.rows.get(leaf), target)


EMPTY = "an empty table or list says nothing"
UNEXPLAINED = "it reaches nothing"
"""What an engine error says in a report: no code explained the leaf. Tests look for it."""


def _meaning(row: Field | None, target: str) -> Meaning | None:
    """Why the target has no word for a field; for a field of fly.toml, what its row says of that end."""
    if row is None:
        return None
    spot = row.at(target)  # type: ignore[arg-type]
    return spot if isinstance(spot, Meaning) else None
