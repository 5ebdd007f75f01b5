"""Several files linted: each fly.toml by itself, manifests together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flytrans.rules.discovery import is_fly
from flytrans.rules.run import Problem, lint_fly_toml
from flytrans.tree.context import ReadFile

FilesOf = Callable[[str], "ReadFile | None"]
"""How files that a source names are read, by the source's own name; None where they cannot be."""


def problems_in(texts: Mapping[str, str], files_of: FilesOf | None = None, profile: str = "") -> list[Problem]:
    """Everything that is wrong, file by file in the order given; `profile`: what manifests are meant for."""
    by_file: dict[str, list[Problem]] = {}
    manifests: dict[str, str] = {}
    for name, text in texts.items():
        if is_fly(name):
            by_file[name] = lint_fly_toml(name, text, files_of(name) if files_of is not None else None)
        elif name.endswith((".yaml", ".yml")):
            manifests[name] = text
    if manifests:
        from flytrans.rules.manifest_run import lint_manifests

        for problem in lint_manifests(manifests, profile):
            by_file.setdefault(problem.finding.file, []).append(problem)
    return [problem for name in texts for problem in by_file.get(name, [])]
