"""Every case file says what it takes and what comes out; `make accept` writes the second half anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lawful import laws
from lawful.case import Case

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.md"))
TARGETS = ("fly", "machines", "kubernetes")


def names(path: Path) -> str:
    return str(path.relative_to(HERE).with_suffix(""))


@pytest.mark.parametrize("path", FILES, ids=names)
def test_what_comes_out_is_what_the_case_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    seen = Case(text).played()
    if os.environ.get("FLYTRANS_ACCEPT"):
        path.write_text(seen, encoding="utf-8", newline="\n")
    else:
        assert seen == text


@pytest.mark.parametrize("carry", [True, False], ids=["carried", "not carried"])
@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.parametrize("path", FILES, ids=names)
def test_the_laws_hold_for_what_a_case_takes(path: Path, to: str, carry: bool) -> None:
    given = Case(path.read_text(encoding="utf-8")).given
    laws.every(given, to, carry=carry)


def test_a_case_stands_in_the_folder_of_its_subject() -> None:
    assert [path for path in FILES if path.parent == HERE] == []
