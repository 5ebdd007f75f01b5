"""What the README shows is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import flytrans
from flytrans.cli.commands import COMMANDS
from flytrans.cli.main import main

TEXT = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def block(language: str, number: int = 0) -> str:
    return re.findall(rf"\n\n```{language}\n(.*?)```", TEXT, re.DOTALL)[number]


def test_the_readme_shows_what_becomes_of_its_example() -> None:
    made = flytrans.translate({"fly.toml": block("toml")}, to="kubernetes", image="registry.example/shop:1")
    kinds = {text.split("kind: ")[1].split()[0]: text for text in made.files.values()}
    assert set(kinds) == {"Service", "Deployment", "Ingress"}
    assert block("yaml") in kinds["Deployment"]


def test_the_readme_shows_what_the_command_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fly.toml").write_text(block("toml"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = next(re.finditer(r"`flytrans (convert fly.toml --to kubernetes --image [^`]+)`", TEXT))
    assert main(command[1].split()) == 0
    assert block("") in capsys.readouterr().err


def test_the_readmes_example_of_the_library_runs(tmp_path: Path) -> None:
    (tmp_path / "fly.toml").write_text(block("toml"), encoding="utf-8")
    code = block("python").replace('"fly.toml"', repr(str(tmp_path / "fly.toml")))
    exec(compile(code, "README.md", "exec"), {})


def test_the_readme_shows_every_command_and_no_other() -> None:
    lines = [line.partition("#")[0] for line in block("sh", 1).splitlines()]
    shown = {line.split()[1] for line in lines if line.startswith("flytrans ")}
    assert shown == set(COMMANDS)
    assert any(line.startswith("fly-to-k8s ") for line in lines)
