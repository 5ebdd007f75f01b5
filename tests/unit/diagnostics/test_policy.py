"""What a user makes of findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.policy import Policy, PolicyError, matches
from flytrans.diagnostics.policy_file import policy_file
from flytrans.diagnostics.report import Entry

FINDING = Finding("FT301", "whole-seconds", "warning", "fly.toml", 0, 3, 5, "rounded")


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("/services/*/ports/**", "/services/0/ports/1/port", True),
        ("/services/*/ports/**", "/services/0/checks/1", False),
        ("/env/**", "/env", True),
        ("**/interval", "/http_service/checks/0/interval", True),
        ("interval", "/http_service/checks/0/interval", True),
        ("/interval", "/http_service/checks/0/interval", False),
        ("fly.*.toml", "apps/shop/fly.staging.toml", True),
        ("fly.*.toml", "apps/shop/fly.toml", False),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("a*b*c", "axbyc", True),
        ("a*b*c", "axbyd", False),
        ("a*b*c", "axyc", False),
        ("a*bb*b", "abb", False),
        ("b*", "ab", False),
        ("*/" * 30 + "b", "a/" * 30 + "a", False),
        ("**/a/" * 30 + "b", "a/" * 200 + "c", False),
    ],
)
def test_a_glob_is_held_against_steps(glob: str, path: str, fits: bool) -> None:
    assert matches(glob, path) is fits


def test_without_a_policy_findings_stay_as_they_are() -> None:
    assert Policy.of(None).applied([FINDING]) == [FINDING]


def test_ignored_codes_do_not_count() -> None:
    assert Policy.of({"ignore": ["FT3"]}).applied([FINDING]) == []
    assert Policy.of({"select": ["FT1", "FT2"]}).applied([FINDING]) == []
    assert Policy.of({"severity": {"FT301": "off"}}).applied([FINDING]) == []


def test_the_longest_code_that_fits_says_the_severity() -> None:
    policy = Policy.of({"severity": {"FT3": "info", "FT301": "error"}})
    assert [finding.severity for finding in policy.applied([FINDING, FINDING._replace(code="FT302")])] == [
        "error",
        "info",
    ]


def test_a_field_beats_a_code() -> None:
    entries = [Entry("fly.toml", 0, "/checks/alive/interval", 3, 5, "approximated")]
    policy = Policy.of({"severity": {"FT301": "info"}, "fields": {"/checks/**": {"FT301": "error"}}})
    assert policy.applied([FINDING], entries)[0].severity == "error"
    assert policy.applied([FINDING])[0].severity == "info"


def test_a_file_may_ignore_codes() -> None:
    policy = Policy.of({"files": {"fly.staging.toml": {"ignore": ["FT301"]}}})
    assert policy.applied([FINDING, FINDING._replace(file="a/fly.staging.toml")]) == [FINDING]


def test_the_nearest_file_that_speaks_of_flytrans_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.flytrans]\nignore = ["FT301"]\n')
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n")
    found = policy_file(str(inner))
    assert found == str(tmp_path / "pyproject.toml")
    assert Policy.of(found).ignore == ("FT301",)
    (inner / "flytrans.toml").write_text('select = ["FT1"]\n')
    assert Policy.of(policy_file(str(inner))).select == ("FT1",)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"selects": []}, "selects is no setting"),
        ({"select": "FT1"}, "select is no list of codes"),
        ({"ignore": [3]}, "ignore is no list of codes"),
        ({"ignore": 3}, "ignore is no list of codes"),
        ({"severity": {"FT301": "fatal"}}, "FT301 is 'fatal'"),
        ({"severity": []}, "severity is no table"),
        ({"fields": {"/x": 1}}, "is no table"),
    ],
)
def test_a_policy_that_cannot_be_understood_says_where(table: dict[str, object], said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        Policy.of(table)


def test_a_broken_policy_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "flytrans.toml"
    path.write_text("select = [")
    with pytest.raises(PolicyError, match=r"flytrans\.toml"):
        Policy.of(path)


def test_what_is_no_table_of_a_project_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool]\nflytrans = 3\n")
    with pytest.raises(PolicyError, match="flytrans is no table"):
        Policy.of(str(path))
