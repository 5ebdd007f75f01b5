"""What the tests of manifests' text start from."""

from __future__ import annotations

from typing import Any

from flytrans.diagnostics.finding import Finding
from flytrans.kubernetes.decode import Decoded, decode_all
from flytrans.kubernetes.document import parse
from flytrans.tree.context import Reading
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node


def value_of(text: str, file: str = "a.yaml") -> Any:
    """The plain tree of the only document of a text."""
    (document,) = parse(file, text, Ledger())
    return document.node.plain()


def places_of(text: str, file: str = "a.yaml") -> dict[str, tuple[int, int]]:
    """{pointer: (line, column)} of every leaf of a text."""
    ledger = Ledger()
    parse(file, text, ledger)
    return {leaf.pointer: leaf.position() for leaf in ledger.leaves}


class Read:
    """Manifests decoded, with all that was found and noted."""

    def __init__(self, text: str, file: str = "a.yaml") -> None:
        self.ledger = Ledger()
        self.cx = Reading(self.ledger, file=file)
        self.decoded: Decoded = decode_all(parse(file, text, self.ledger), self.cx)

    @property
    def objects(self) -> list[Any]:
        return [obj.plain() for obj in self.decoded.objects]

    @property
    def passing(self) -> list[Any]:
        return [obj.plain() for obj in self.decoded.passing]

    @property
    def findings(self) -> list[Finding]:
        return self.cx.findings

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def fate(self, pointer: str) -> str:
        """The note of the leaf at a pointer; empty where it has none."""
        leaf = next(i for i, leaf in enumerate(self.ledger.leaves) if leaf.pointer == pointer)
        note = self.ledger.notes.get(leaf)
        return note.fate if note is not None else ""

    def node(self, *path: str | int) -> Node:
        """A node of the first object."""
        found = self.decoded.objects[0].at(*path)
        assert found is not None
        return found
