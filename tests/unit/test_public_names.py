"""The public names, and what they cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import flytrans
from flytrans.diagnostics.finding import InputError
from flytrans.version import VERSION


def test_public_names_are_found_when_they_are_asked_for() -> None:
    assert flytrans.InputError is InputError
    assert flytrans.__version__ == VERSION
    assert "translate" in dir(flytrans)
    assert all(getattr(flytrans, name) is not None for name in flytrans.__all__)
    with pytest.raises(AttributeError, match="no attribute 'transmogrify'"):
        flytrans.transmogrify  # noqa: B018


def loaded(program: str, heavy: set[str]) -> set[str]:
    """Which of these modules a program loads that a bare interpreter does not."""
    told = f"{program}\nimport sys; sys.stderr.write('|' + ' '.join({heavy} & set(sys.modules)))"
    said = [
        subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True).stderr
        for text in (told, told.removeprefix(program).lstrip())
    ]
    after, before = (set(text.rpartition("|")[2].split()) for text in said)
    return after - before


@pytest.mark.parametrize("program", ["import flytrans", "from flytrans.cli.main import main; main(['--version'])"])
def test_neither_the_package_nor_the_version_loads_anything(program: str) -> None:
    heavy = {"typing", "re", "enum", "argparse", "json", "tomli", "yaml", "pydantic", "jsonschema", "dataclasses"}
    assert loaded(program, heavy) == set()


def test_a_fly_toml_is_linted_without_what_takes_long_to_load(tmp_path: Path) -> None:
    file = tmp_path / "fly.toml"
    file.write_text('app = "shop"\n[http_service]\ninternal_port = 3000\n[[vm]]\nsize = "shared-cpu-1x"\n')
    heavy = {"typing", "contextlib", "argparse", "json", "yaml", "tomlkit", "pydantic", "jsonschema", "dataclasses"}
    heavy |= {"flytrans.kubernetes", "flytrans.machines", "flytrans.diagnostics.policy"}
    assert loaded(f"from flytrans.cli.main import main; main(['lint', {str(file)!r}])", heavy) == set()
