"""Codes, their names and their pages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from flytrans.diagnostics import pages
from flytrans.diagnostics.catalogue import CODES, Code, enter, severity_of

ROOT = Path(__file__).parents[2]
FOLDER = Path(pages.__file__).parent


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_has_a_name_a_title_and_a_page(code: Code) -> None:
    assert re.fullmatch(r"FT[0-6][0-9]{2}", code.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
    assert code.title[0].isupper() or code.title.startswith(("kubectl", "flyctl", "$"))
    assert not code.title.endswith(".")
    text = pages.page(code.code)
    assert text.index(pages.WHY) < text.index(pages.DO)
    assert not text.startswith("**")
    assert len(pages.advice(code.code)) < 200


def test_no_name_and_no_page_is_there_twice() -> None:
    names = [code.name for code in CODES.values()]
    assert len(names) == len(set(names))
    headings = [h for file in FOLDER.glob("*.md") for h in re.findall(r"^## (.*)$", file.read_text(), re.MULTILINE)]
    assert len(headings) == len(set(headings))
    assert set(headings) <= {f"{code.code} {code.name}" for code in CODES.values()}


def test_a_number_or_a_name_cannot_be_taken_twice() -> None:
    for code in (Code("FT301", "new-name", None, "none", ""), Code("FT399", "whole-seconds", None, "none", "")):
        with pytest.raises(ValueError, match="taken"):
            enter(code)
    assert "FT399" not in CODES


def test_severity_follows_the_effect_unless_the_code_has_its_own() -> None:
    assert severity_of("FT302") == "info"
    assert severity_of("FT302", "behaviour") == "warning"
    assert severity_of("FT410") == "error"
    assert severity_of("FT424", "none") == "error"


def test_every_code_that_the_source_names_is_in_the_catalogue() -> None:
    named = {
        code
        for path in (ROOT / "src").rglob("*.py")
        for code in re.findall(r"\bFT[03-6][0-9]{2}\b", path.read_text(encoding="utf-8"))
    }
    assert named <= set(CODES)


def test_the_catalogue_is_cheap_to_import() -> None:
    heavy = {"dataclasses", "json", "tomli", "argparse", "pydantic"}
    program = f"import sys, flytrans.diagnostics.catalogue; print(*{heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, cwd=ROOT / "src", check=True
    )
    assert done.stdout.strip() == ""
