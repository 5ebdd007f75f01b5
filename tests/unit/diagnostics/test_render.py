"""Findings as text."""

from __future__ import annotations

import json

import jsonschema
import pytest

from flytrans.diagnostics.finding import Finding, Location
from flytrans.diagnostics.masking import masked_by
from flytrans.diagnostics.render import FORMATS, render_findings
from flytrans.schema_files import schema_text

TEXT = 'app = "shop"\n\n[http_service]\n  internal_port = "eighty"  # a word\n'
FINDING = Finding("FT004", "wrong-value", "error", "fly.toml", 0, 4, 19, "expected a whole number", "write a number")


def test_the_full_form_shows_the_line_with_carets_below_the_value_and_the_fix() -> None:
    assert render_findings([FINDING], sources={"fly.toml": TEXT}) == (
        "fly.toml:4:19: FT004 wrong-value: expected a whole number\n"
        '    4 |   internal_port = "eighty"  # a word\n'
        "      |                   ^^^^^^^^\n"
        "      = fix: write a number\n"
    )


def test_other_places_of_the_same_cause_are_named() -> None:
    finding = FINDING._replace(fix="", related=(Location("fly.toml", 0, 1, 1), Location("b.toml", 0, 2, 3)))
    assert render_findings([finding]).endswith("      = see also: fly.toml:1:1, b.toml:2:3\n")


def test_the_concise_form_is_one_line() -> None:
    assert render_findings([FINDING], "concise") == "fly.toml:4:19: FT004 wrong-value: expected a whole number\n"


def test_there_is_colour_only_when_it_is_asked_for() -> None:
    assert "\x1b" not in render_findings([FINDING], sources={"fly.toml": TEXT})
    assert "\x1b" in render_findings([FINDING], sources={"fly.toml": TEXT}, colour=True)


def test_the_json_form_is_valid_against_its_schema() -> None:
    schema = json.loads(schema_text("findings.schema.json"))
    for findings in ([], [FINDING._replace(related=(Location("a", 0, 1, 1),))]):
        jsonschema.Draft202012Validator(schema).validate(json.loads(render_findings(findings, "json")))


def test_the_github_form_escapes_what_would_end_a_field() -> None:
    finding = FINDING._replace(file="a,b:c.toml", message="100 %\nsure")
    text = render_findings([finding], "github")
    assert text == (
        "::error file=a%2Cb%3Ac.toml,line=4,col=19,title=FT004 wrong-value::100 %25%0Asure%0Afix: write a number\n"
    )


def test_sarif_says_rule_place_and_a_fingerprint_that_survives_a_move() -> None:
    moved = FINDING._replace(line=5)
    runs = [
        json.loads(render_findings([finding], "sarif", sources={"fly.toml": text}))["runs"][0]
        for finding, text in ((FINDING, TEXT), (moved, "\n" + TEXT))
    ]
    result = runs[0]["results"][0]
    assert runs[0]["tool"]["driver"]["rules"][0]["name"] == "WrongValue"
    assert result["message"]["text"] == f"{FINDING.message}\nfix: {FINDING.fix}"
    assert "relatedLocations" not in result
    assert result["ruleId"] == runs[0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "FT004"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "fly.toml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 4, "startColumn": 19}
    assert result["partialFingerprints"] == runs[1]["results"][0]["partialFingerprints"]


def test_sarif_says_the_other_places_of_a_finding() -> None:
    related = (FINDING._replace(file="b.toml", line=7, column=2),)
    run = json.loads(render_findings([FINDING._replace(related=related)], "sarif", sources={"fly.toml": TEXT}))["runs"][
        0
    ]
    (place,) = run["results"][0]["relatedLocations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "b.toml"
    assert place["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 2}


def test_two_findings_of_one_line_have_two_fingerprints() -> None:
    run = json.loads(render_findings([FINDING, FINDING], "sarif", sources={"fly.toml": TEXT}))["runs"][0]
    assert len({result["partialFingerprints"]["flytrans/v1"] for result in run["results"]}) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_shows_the_line_of_a_secret(form: str) -> None:
    manifest = "kind: Deployment\n---\nkind: 'Secret'\nstringData:\n  token: hunter2\n"
    sources = {"all.yaml": manifest}
    finding = FINDING._replace(file="all.yaml", document=1, line=5, column=10)
    assert "hunter2" not in render_findings([finding], form, sources=sources, masked=masked_by(sources))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ('{"kind":"Secret","data":{}}', True),
        ("kind: SecretList\nitems: []", True),
        ('metadata: {annotations: {x: "{\\"kind\\":\\"Secret\\"}"}}', True),
        ("kind: !!str Secret", True),
        ("kind: ExternalSecret", False),
        ("kind: SecretStore", False),
        ("kind: Deployment\nname: a-secret", False),
    ],
)
def test_a_document_that_speaks_of_a_secret_is_hidden_whole(text: str, hidden: bool) -> None:
    assert masked_by({"a.yaml": text})("a.yaml", 0, 1) is hidden


@pytest.mark.parametrize(
    ("line", "column", "carets"),
    [
        ("\tport = 80", 9, "\t       ^^"),
        ("名 = 1", 5, "     ^"),
        ("[[vm]]", 1, "^^^^^^"),
        (r'a = "x\" y"', 5, "    ^^^^^^^"),
        ("a = {b = 1}", 5, "    ^^^^^^^"),
        ("a", 9, " ^"),
    ],
)
def test_carets_stand_below_the_value(line: str, column: int, carets: str) -> None:
    finding = FINDING._replace(line=1, column=column, fix="")
    assert render_findings([finding], sources={"fly.toml": line}).split("\n")[2] == f"      | {carets}"


def test_what_a_terminal_would_act_on_is_not_printed() -> None:
    finding = FINDING._replace(message="bad \x1b[31m\nname", line=1, column=1, fix="\x07")
    text = render_findings([finding], sources={"fly.toml": "a = '\x1b]0;x\x07\udc80'"})
    assert text.encode("utf-8")
    assert all(c.isprintable() or c == "\n" for c in text)


def test_a_long_line_is_cut_around_the_value() -> None:
    line = "a = [" + "1, " * 5000 + "x]"
    finding = FINDING._replace(line=1, column=line.index("x") + 1, fix="")
    shown = render_findings([finding], sources={"fly.toml": line}).split("\n")
    assert len(shown[1]) < 130
    assert shown[1][shown[2].index("^")] == "x"
