"""What was found, where, and the error that unreadable input raises."""

from __future__ import annotations

from flytrans.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Severity: TypeAlias = "Literal['info', 'warning', 'error']"
Effect: TypeAlias = "Literal['none', 'behaviour', 'security', 'data']"
Fate: TypeAlias = "Literal['translated', 'approximated', 'carried', 'dropped', 'inert', 'unknown']"


class Location(NamedTuple):
    """A place in a file of the input; line and column count from 1, in Unicode characters."""

    file: str
    document: int = 0
    line: int = 1
    column: int = 1


class Finding(NamedTuple):
    """One thing found, at one place.

    `message` is for the person who has to act and never quotes a secret. `fix` says what to write instead,
    empty where nothing can be said. `related` are other places that belong to the same cause.
    """

    code: str
    name: str
    severity: Severity
    file: str
    document: int
    line: int
    column: int
    message: str
    fix: str = ""
    related: tuple[Location, ...] = ()


class InputError(Exception):
    """The input cannot be read; `findings` say where and why, the first one first."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = list(findings)
        super().__init__("\n".join(f"{f.file}:{f.line}:{f.column}: {f.code} {f.name}: {f.message}" for f in findings))
