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


@pytest.mark.parametrize("header", ["[http_service]", "[HTTP_Service]"])
def test_a_section_in_which_nothing_is_known_is_told_at_its_header(header: str) -> None:
    found = flytrans.lint({"fly.toml": f'app = "x"\n\n  {header}\n  colour = 3\n'})
    assert [(f.line, f.column) for f in found if f.code == "FT135"] == [(3, 3)]
    assert [f.line for f in found if f.code == "FT003"] == [4]


ASKS = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
    '  - {name: c, image: "x:1", envFrom: [{configMapRef: {name: c}}, {secretRef: {name: s}}]}\n'
)
HELD = "apiVersion: v1\nkind: {kind}\nmetadata: {{name: {name}}}\ndata: {{A: {value}}}\n"


def test_a_config_map_that_cannot_be_decoded_is_not_missing_too() -> None:
    text = f"{ASKS}---\n{HELD.format(kind='ConfigMap', name='c', value=1)}"
    assert [f.code for f in flytrans.lint({"a.yaml": text})] == ["FT004"]


def test_what_is_encrypted_is_neither_wrong_nor_missing() -> None:
    sops = "sops: {version: 3.9.0}\n"
    value = "'ENC[AES256_GCM,data:x]'"
    held = [HELD.format(kind=k, name=n, value=value) + sops for k, n in (("ConfigMap", "c"), ("Secret", "s"))]
    assert flytrans.lint({"a.yaml": "---\n".join([ASKS, *held])}) == []
