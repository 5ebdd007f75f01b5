"""What we write has no finding of our own linter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import flytrans
from flytrans.rules.manifest_run import lint_manifests

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").glob("*/fly.toml"))


@pytest.mark.parametrize("options", [{}, {"profile": "fks"}, {"hardened": True, "extras": {"hpa", "pdb", "rwop"}}])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_manifests_of_our_own_are_clean(path: Path, options: dict[str, Any]) -> None:
    made = flytrans.translate(path, to="kubernetes", image="registry.example/app:1", **options)
    profile = options.get("profile", "")
    assert [problem.finding for problem in lint_manifests(dict(made.files), profile)] == []
