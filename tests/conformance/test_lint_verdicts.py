"""The linter's verdicts beside flyctl's own, over real, documented and generated files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flytrans.diagnostics.finding import Finding
from flytrans.rules.run import lint_fly_toml
from flytrans.rules.texts import beside

SHARED = Path(__file__).parents[3] / "shared"
CORPORA = ("fly", "flydocs", "flygen")
FAILS_ALL_THE_SAME = {
    "FT103": "the API grants 300 seconds",
    "FT104": "the API's list of signals",
    "FT132": "Fly's documentation, networking/services: deployments fail",
    "FT160": "the API: only 1 volume supported",
    "FT164": "strategy_bluegreen.go: no volumes",
    "FT170": "the API: minimum required, max config.guest.memory_mb",
    "FT193": "strategy_bluegreen.go: at least 1 check",
}
"""Errors in files that `fly config validate` takes, each with why a deploy fails."""

pytestmark = pytest.mark.skipif(not (SHARED / "vectors").is_dir(), reason=f"no vectors at {SHARED}")


def linted(corpus: str) -> Iterator[tuple[str, str, dict[str, Any], list[Finding]]]:
    """Name, text, what flyctl says, and what we say."""
    for path in sorted((SHARED / "corpus" / corpus).iterdir()):
        stem = path.name.removesuffix(".toml") if path.suffix == ".toml" else path.name
        vector = SHARED / "vectors" / corpus / f"{stem}.json"
        if not vector.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        name = path.name if path.suffix in (".json", ".yaml") else "fly.toml"
        problems = lint_fly_toml(name, text, beside(str(path)))
        yield path.name, text, json.loads(vector.read_text()), [problem.finding for problem in problems]


def refused(vector: dict[str, Any]) -> bool:
    groups = vector.get("groups") or {}
    return bool(
        vector.get("load_error")
        or vector.get("config_error")
        or vector.get("validate", {}).get("error")
        or any("error" in group or "errors" in group for group in groups.values())
    )


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_flyctl_refuses_has_an_error_and_what_it_takes_has_none(
    corpus: str, record_property: Callable[[str, object], None]
) -> None:
    table: Counter[tuple[str, str]] = Counter()
    wrong = []
    for name, _, vector, findings in linted(corpus):
        errors = {finding.code for finding in findings if finding.severity == "error"}
        is_refused = refused(vector)
        justified = errors and errors <= set(FAILS_ALL_THE_SAME)
        table["refused" if is_refused else "taken", "errors" if errors else "none"] += 1
        if bool(errors) != is_refused and not (justified and not is_refused):
            wrong.append((name, errors))
    record_property("table", dict(table))
    assert wrong == []


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_key_of_the_strict_list_is_reported(corpus: str) -> None:
    missed = []
    for name, text, vector, findings in linted(corpus):
        strict = vector.get("strict") or {}
        keys = [key for keys in (strict.get("unrecognized_keys") or {}).values() for key in keys]
        keys += strict.get("unrecognized_sections") or []
        lines = text.split("\n")
        told = [f for f in findings if f.code in ("FT003", "FT004", "FT005", "FT105")]
        seen = [f"{lines[f.line - 1]} {f.message}" for f in told]
        last_parts = [key.rpartition(".")[2].partition("[")[0] for key in keys]
        missed += [(name, part) for part in last_parts if not any(part in line for line in seen)]
    assert missed == []


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_flyctl_warns_of_is_found(corpus: str) -> None:
    words = {
        "Service must expose at least one port": {"FT130", "FT136"},
        "this will be raised": {"FT147", "FT146"},
        "this will be lowered": {"FT147"},
        "more than one build configuration": {"FT108"},
        "interval is too short": {"FT151"},
        "timeout is too long": {"FT151"},
        "no processes set": {"FT123"},
        "one of its processes": {"FT122"},
        "smaller than 1GB": {"FT161"},
        "canary deployment strategy": {"FT164"},
        "unsupported deployment strategy": {"FT190"},
    }
    missed = []
    for name, _, vector, findings in linted(corpus):
        codes = {finding.code for finding in findings}
        for message in (vector.get("validate") or {}).get("info") or []:
            for part, wanted in words.items():
                if part in message and not codes & wanted:
                    missed.append((name, message))
    assert missed == []
