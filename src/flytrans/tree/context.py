"""What reading and writing share: the ledger, what was found, and the files that the source refers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node

ReadFile = Callable[[str], bytes]
"""The bytes of a file that the source refers to, by the name written there; raises `Unreadable`."""


class Unreadable(Exception):
    """A file that the source refers to cannot be read; the text says why and how to mend it."""


class Reading:
    """One run of reading.

    `own`: reading back what this run has just written, to see what came through; nothing is noted then.
    """

    __slots__ = ("file", "findings", "ledger", "options", "own", "read_file", "stale")

    def __init__(
        self,
        ledger: Ledger | None = None,
        *,
        file: str = "",
        options: Mapping[str, Any] | None = None,
        read_file: ReadFile | None = None,
        own: bool = False,
    ) -> None:
        self.ledger = ledger if ledger is not None else Ledger()
        self.findings: list[Finding] = []
        self.file = file
        self.options = options or {}
        self.read_file = read_file or _no_files
        self.own = own
        self.stale: list[Stale] = []

    def place(self, node: Node | None) -> tuple[str, int, int, int]:
        """File, document, line and column of the first leaf under a node; the start of the file where there is none."""
        leaves = sorted(node.data() or node.leaves()) if node is not None else []
        if not leaves or leaves[0] >= len(self.ledger.leaves):
            return self.file, 0, 1, 1
        leaf = self.ledger.leaves[leaves[0]]
        return leaf.file, leaf.document, *leaf.position()

    def wrong(self, node: Node | None, where: str, expected: str, code: str = "FT004") -> InputError:
        """The error for a value that does not fit; `where` is the key's path, `expected` says what would."""
        return InputError(self.make(code, node, f"{where.strip('/').replace('/', '.')}: expected {expected}"))

    def make(self, code: str, node: Node | None, message: str, fix: str = "") -> Finding:
        """A finding at a node."""
        from flytrans.diagnostics.catalogue import CODES, severity_of

        file, document, line, column = self.place(node)
        return Finding(code, CODES[code].name, severity_of(code), file, document, line, column, message, fix)

    def found(self, code: str, node: Node | None, message: str, fix: str = "") -> None:
        """Note a finding at a node; nothing while reading back our own output."""
        if not self.own:
            self.findings.append(self.make(code, node, message, fix))


class Stale(NamedTuple):
    """A carried value that was not put back, because what it stood beside has changed since."""

    path: str
    carrier: Node


def _no_files(name: str) -> bytes:
    raise Unreadable(f"{name!r} is named, but no folder was given to read it from (base_dir)")
