"""The linter's errors in manifests beside a real API server's verdicts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flytrans.diagnostics.finding import Finding
from flytrans.kubernetes.versions import KINDS
from flytrans.rules.manifest_run import lint_manifests

SHARED = Path(__file__).parents[3] / "shared"
VERDICTS = SHARED / "vectors" / "k8s" / "dryrun.jsonl"

pytestmark = pytest.mark.skipif(not VERDICTS.is_file(), reason=f"no verdicts at {VERDICTS}")


def linted() -> Iterator[tuple[dict[str, Any], list[Finding]]]:
    """The server's answer to each object, and what we find in its document."""
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in VERDICTS.read_text().splitlines():
        answer = json.loads(line)
        if answer.get("item") is None and answer["file"].endswith((".yaml", ".yml")):
            by_file[answer["file"]].append(answer)
    for file, answers in by_file.items():
        text = (SHARED / "corpus" / "k8s" / file).read_bytes().decode("utf-8", "surrogateescape")
        findings = [problem.finding for problem in lint_manifests({file: text})]
        for answer in answers:
            yield answer, [finding for finding in findings if finding.document == answer["index"]]


def test_what_a_server_takes_has_no_error_and_unknown_fields_are_found() -> None:
    wrong, missed = [], []
    for answer, findings in linted():
        errors = [f.code for f in findings if f.severity == "error" and f.code != "FT013"]
        if answer["verdict"] == "ok" and errors:
            wrong.append((answer["file"], answer["index"], errors))
        if answer["verdict"] == "strict-unknown-field" and not any(f.code == "FT003" for f in findings):
            missed.append((answer["file"], answer["index"]))
    assert wrong == []
    assert missed == []


def test_what_a_server_refuses_is_found() -> None:
    missed = []
    answers = list(linted())
    unreadable = {answer["file"] for answer, _ in answers if answer["verdict"] == "parse-error"}
    for answer, findings in answers:
        told = any(f.severity == "error" or f.code == "FT215" for f in findings)
        is_part = "patch" in answer["file"].rpartition("/")[2]
        counts = answer.get("kind") in KINDS and answer["file"] not in unreadable and not is_part
        if answer["verdict"] == "invalid" and counts and not told:
            missed.append((answer["file"], answer["index"]))
    assert missed == []
