"""What we write has no finding of our own linter: manifests none, a fly.toml no warning that was not told before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lawful.case import Case

import flytrans
from flytrans.rules.manifest_run import lint_manifests

TESTS = Path(__file__).parents[2]
FIXTURES = sorted((TESTS.parent / "fixtures").glob("*/fly.toml"))


@pytest.mark.parametrize("options", [{}, {"profile": "fks"}, {"hardened": True, "extras": {"hpa", "pdb", "rwop"}}])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_manifests_of_our_own_are_clean(path: Path, options: dict[str, Any]) -> None:
    made = flytrans.translate(path, to="kubernetes", image="registry.example/app:1", **options)
    profile = options.get("profile", "")
    assert [problem.finding for problem in lint_manifests(dict(made.files), profile)] == []


POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: mysql
    args: ["--group=$(NAMESPACE)", "--zone=${ZONE}", "a && b"]
    env:
    - {name: MYSQL_PASSWORD, value: changeme}
    - {name: SECRET_STORE, value: kubernetes}
"""


def _folders(files: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The files of each app, with its fly.toml's neighbours."""
    for name in files:
        if name.endswith("fly.toml"):
            folder = name.removesuffix("fly.toml")
            yield {file: text for file, text in files.items() if file.rpartition("/")[0] == folder.rstrip("/")}


READ = (path for path in sorted((TESTS / "cases").rglob("*.md")) if path.parent.name != "refused")
GIVEN = {path.name: Case(path.read_text()).given for path in READ}
MANIFESTS = {name: given for name, given in GIVEN.items() if given and all(f.endswith(".yaml") for f in given)}


SAME = {"FT350": "FT111"}
"""A code of the translation that says what a lint rule says."""


@pytest.mark.parametrize("given", [{"pod.yaml": POD}, *MANIFESTS.values()], ids=["pod", *MANIFESTS])
def test_a_fly_toml_of_our_own_is_clean(given: dict[str, str]) -> None:
    made = flytrans.translate(given, to="fly")
    told = {SAME.get(finding.code, finding.code) for finding in made.findings}
    for files in _folders(made.files):
        found = [finding for finding in flytrans.lint(files) if finding.severity != "info"]
        assert [finding for finding in found if finding.code not in told] == []
