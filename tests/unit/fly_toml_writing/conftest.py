"""What the tests of writing share: a model in, a text out, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flytrans.api.options import Options
from flytrans.diagnostics.finding import Finding
from flytrans.fly_toml.document import parse
from flytrans.fly_toml.shape import read
from flytrans.fly_toml.text import render
from flytrans.fly_toml.writing import write
from flytrans.tree.context import Reading, Unreadable, Writing
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import lift


class Written:
    """The files of a model, and what was found on the way."""

    def __init__(self, *apps: dict[str, Any]) -> None:
        cx = Writing(Ledger(), Options())
        self.files = render(write(lift({"apps": list(apps)}), cx))
        self.findings: list[Finding] = cx.findings

    @property
    def text(self) -> str:
        """The fly.toml."""
        return self.files["fly.toml"]

    def app(self) -> dict[str, Any]:
        """What the fly.toml says."""
        return app_of(self.files)


def app_of(files: dict[str, str]) -> dict[str, Any]:
    def read_file(name: str) -> bytes:
        if name not in files:
            raise Unreadable("it is not there")
        return files[name].encode()

    ledger = Ledger()
    model = read(parse("fly.toml", files["fly.toml"], ledger), Reading(ledger, file="fly.toml", read_file=read_file))
    found: dict[str, Any] = model.plain()["apps"][0]
    return found


@pytest.fixture
def written() -> Callable[..., Written]:
    """Write apps."""
    return Written


@pytest.fixture
def said() -> Callable[[str], dict[str, Any]]:
    """The app of a fly.toml."""
    return lambda text: app_of({"fly.toml": text})
