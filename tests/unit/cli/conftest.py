"""A library that stands still: its translation is known beforehand, so that only the command is tried."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import flytrans
from flytrans.diagnostics.finding import Finding, InputError
from flytrans.diagnostics.report import Entry, Origin, Place, Report, Step

SERVICE = "manifests/30-service-web.yaml"
WEB = "manifests/40-deployment-web.yaml"
FILES = {
    SERVICE: "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n",
    WEB: "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n",
}
BROKEN = Finding("FT001", "toml-syntax", "error", "fly.toml", 0, 1, 5, "a value is missing", "write a value")


class Told(NamedTuple):
    """What the library says."""

    files: Mapping[str, str]
    report: Report
    findings: Sequence[Finding] = ()
    steps: Sequence[Step] = ()


class Library:
    """Stands for `flytrans.translate`; remembers how it was called."""

    def __init__(self) -> None:
        self.files: Mapping[str, str] = FILES
        self.calls: list[tuple[Any, str, dict[str, Any]]] = []

    def translate(self, source: Any, to: str, **options: Any) -> Told:
        self.calls.append((source, to, options))
        name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else next(iter(source))
        text = source[name] if isinstance(source, dict) else Path(name).read_text()
        if "BROKEN" in text:
            raise InputError(BROKEN._replace(file=name))
        if "OPTION" in text:
            raise ValueError("guest: no such size")
        carried = Entry(name, 0, "/swap_size_mb", 2, 16, "carried", "FT412", "behaviour", (), "a pod has no swap")
        app = Entry(name, 0, "/app", 1, 7, "translated", targets=(Place(WEB, 0, "/metadata/name"),))
        named = Origin(WEB, 0, "/metadata/name", (app.place,))
        counted = Origin(WEB, 0, "/spec/replicas", (), "two, since there are services")
        step = Step(1, "kubernetes", "apply the manifests", "kubectl apply -f manifests")
        warned = (
            (Finding("FT347", "placeholder-image", "warning", name, 0, 1, 1, "no image"),) if "WARN" in text else ()
        )
        return Told(self.files, Report((app, carried), (named, counted)), warned, (step,))


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    standing = Library()
    monkeypatch.setitem(vars(flytrans), "translate", standing.translate)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return standing


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a fly.toml, which is the current one."""
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "fly.toml").write_text('app = "web"\nswap_size_mb = 512\n')
    monkeypatch.chdir(folder)
    return folder
