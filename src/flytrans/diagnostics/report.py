"""What became of every leaf of the input, and where every leaf of the output came from."""

from __future__ import annotations

from typing import Any

from flytrans.diagnostics.finding import Effect, Fate
from flytrans.named_tuple import NamedTuple


class Place(NamedTuple):
    """A leaf, named by its JSON Pointer (RFC 6901) in a document of a file."""

    file: str
    document: int
    pointer: str


class Entry(NamedTuple):
    """The fate of one leaf of the input.

    `line` and `column` count from 1 in Unicode characters and say where the value starts. `code` and `message`
    are empty where there is nothing to say; `effect` is "" for a fate that has none (translated, inert, unknown).
    """

    file: str
    document: int
    pointer: str
    line: int
    column: int
    fate: Fate
    code: str = ""
    effect: Effect | str = ""
    targets: tuple[Place, ...] = ()
    message: str = ""

    @property
    def place(self) -> Place:
        """Where the leaf is in the input."""
        return Place(self.file, self.document, self.pointer)


class Origin(NamedTuple):
    """Where one leaf of the output came from: leaves of the input, or a reason where no leaf says it."""

    file: str
    document: int
    pointer: str
    sources: tuple[Place, ...] = ()
    reason: str = ""

    @property
    def place(self) -> Place:
        """Where the leaf is in the output."""
        return Place(self.file, self.document, self.pointer)


class Step(NamedTuple):
    """Something to do outside the files, in its order.

    `command` is a line for a shell, `request` the API body that does the same (None where there is none), `needs`
    what a person has to supply first: the names of secrets, never their values.
    """

    order: int
    platform: str
    why: str
    command: str
    request: dict[str, Any] | None = None
    needs: tuple[str, ...] = ()


class Report(NamedTuple):
    """Both directions of the same record: entries by input leaf, origins by output leaf."""

    entries: tuple[Entry, ...] = ()
    origins: tuple[Origin, ...] = ()
