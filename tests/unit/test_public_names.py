"""The public names, and what they cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

import flytrans
from flytrans.diagnostics.finding import InputError
from flytrans.version import VERSION


def test_public_names_are_found_when_they_are_asked_for() -> None:
    assert flytrans.InputError is InputError
    assert flytrans.__version__ == VERSION
    assert "translate" in dir(flytrans)
    with pytest.raises(AttributeError, match="no attribute 'transmogrify'"):
        flytrans.transmogrify  # noqa: B018


@pytest.mark.parametrize("program", ["import flytrans", "from flytrans.cli.main import main; main(['--version'])"])
def test_neither_the_package_nor_the_version_loads_anything(program: str) -> None:
    heavy = {"typing", "re", "enum", "argparse", "json", "tomli", "yaml", "pydantic", "jsonschema", "dataclasses"}
    told = f"{program}\nimport sys; sys.stderr.write(' '.join({heavy} & set(sys.modules)))"
    before = subprocess.run(
        [sys.executable, "-c", f"import sys; print(*{heavy} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) <= set(before.stdout.split())
