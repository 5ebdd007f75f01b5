"""The apps of `fixtures`: what stands beside each source is what comes out of it; `make accept` writes it anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from lawful import laws

import flytrans
from flytrans.diagnostics.report_json import report_json

FIXTURES = Path(__file__).parents[2] / "fixtures"
APPS = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())


def source(app: str) -> Path:
    """The fly.toml of an app, or its manifests where it has none of its own."""
    toml = FIXTURES / app / "fly.toml"
    return toml if toml.is_file() else FIXTURES / app / "manifests"


def wanted(app: str) -> dict[str, str]:
    """Every file that follows from a source, by name in the folder of its app."""
    machines = flytrans.translate(source(app), to="machines")
    is_fly = source(app).suffix == ".toml"
    other = flytrans.translate(source(app), to="kubernetes" if is_fly else "fly")
    folder = "" if is_fly else "fly/"
    out = {f"{folder}{name}": text for name, text in other.files.items()}
    out |= {name if is_fly else f"machines/{name}": text for name, text in machines.files.items()}
    return {**out, "report.json": report_json(other)}


def found(app: str, names: set[str]) -> dict[str, str]:
    """The files that are there, without the source and what it refers to."""
    root, own = FIXTURES / app, source(app)
    paths = [path for path in root.rglob("*") if path.is_file() and path != own and own not in path.parents]
    there = {str(path.relative_to(root)): path for path in paths}
    given = {"machine_config.json"} - names
    return {name: path.read_text(encoding="utf-8") for name, path in there.items() if name not in given}


@pytest.mark.parametrize("app", APPS)
def test_what_stands_beside_a_source_is_what_comes_out_of_it(app: str) -> None:
    want = wanted(app)
    if os.environ.get("FLYTRANS_ACCEPT"):
        for name in found(app, set(want)):
            (FIXTURES / app / name).unlink()
        for name, text in want.items():
            path = FIXTURES / app / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        for folder in [path for path in (FIXTURES / app).iterdir() if path.is_dir() and not any(path.iterdir())]:
            shutil.rmtree(folder)
    assert found(app, set(want)) == want


@pytest.mark.parametrize("to", ["fly", "machines", "kubernetes"])
@pytest.mark.parametrize("app", APPS)
def test_the_laws_hold_for_an_app(app: str, to: str) -> None:
    path = source(app)
    files = {path.name: path} if path.is_file() else {p.name: p for p in sorted(path.iterdir())}
    if (path.parent / "machine_config.json").is_file():
        files["machine_config.json"] = path.parent / "machine_config.json"
    laws.every({name: p.read_text(encoding="utf-8") for name, p in files.items()}, to)
