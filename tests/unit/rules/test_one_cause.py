"""One cause, one finding."""

from __future__ import annotations

import pytest

import flytrans


@pytest.mark.parametrize("section", ["[http_service]", "[[services]]\nprotocol = 'tcp'\nports = [{port = 80}]"])
@pytest.mark.parametrize(("key", "codes"), [("internal_prt", ["FT003"]), ("elsewhere", ["FT003", "FT135"])])
def test_a_misspelt_port_is_not_missing_too(section: str, key: str, codes: list[str]) -> None:
    text = f"app = 'x'\n{section}\n{key} = 80\n"
    found = {finding.code for finding in flytrans.lint({"fly.toml": text})} & {"FT003", "FT135"}
    assert sorted(found) == codes
