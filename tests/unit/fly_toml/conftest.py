"""Reading a fly.toml in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.fly_toml.document import parse
from flytrans.fly_toml.shape import read
from flytrans.tree.context import Reading, Unreadable
from flytrans.tree.ledger import Ledger, Note
from flytrans.tree.node import Node


class Was(NamedTuple):
    """What reading gave."""

    model: Node
    ledger: Ledger
    findings: list[Finding]

    @property
    def app(self) -> dict[str, Any]:
        """The only app, as plain data."""
        app: dict[str, Any] = self.model.plain()["apps"][0]
        return app

    def view(self, group: str = "app") -> dict[str, Any]:
        """One group's machine."""
        view: dict[str, Any] = self.app["groups"][group]
        return view

    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def note(self, pointer: str) -> Note | None:
        """Why a leaf reaches nothing; None where it reaches the model or nobody says so."""
        (leaf,) = [index for index, leaf in enumerate(self.ledger.leaves) if leaf.pointer == pointer]
        return None if leaf in self.model.leaves() else self.ledger.notes.get(leaf)

    def unexplained(self) -> list[str]:
        """Leaves that neither reach the model nor have a note."""
        reached = self.model.leaves() | set(self.ledger.notes)
        return [leaf.pointer for index, leaf in enumerate(self.ledger.leaves) if index not in reached]


Read = Callable[..., Was]
Refused = Callable[..., Finding]


def reading(text: str, *, file: str = "fly.toml", files: Mapping[str, bytes | str] | None = None) -> Was:
    def read_file(name: str) -> bytes:
        if files is None or name not in files:
            raise Unreadable(f"{name} is not there")
        content = files[name]
        return content.encode() if isinstance(content, str) else content

    ledger = Ledger()
    cx = Reading(ledger, file=file, read_file=read_file)
    model = read(parse(file, text, ledger), cx)
    was = Was(model, ledger, cx.findings)
    assert was.unexplained() == []
    return was


@pytest.fixture
def read_toml() -> Read:
    """Read a text; every leaf has to be accounted for."""
    return reading


@pytest.fixture
def refused() -> Refused:
    """The finding of a text that is refused."""

    def refuse(text: str, **options: Any) -> Finding:
        with pytest.raises(InputError) as caught:
            reading(text, **options)
        return caught.value.findings[0]

    return refuse
