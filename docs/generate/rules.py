"""docs/rules: the rules of `flytrans lint`, by the section that they look at. Their pages are in docs/codes."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.registry import FLY_SUBJECTS, MANIFEST_SUBJECTS, rules_of

TITLES = {
    "app": "The app itself, and [experimental]",
    "env": "[env]",
    "processes": "[processes], and what is for which group",
    "services": "[http_service] and [[services]]",
    "checks": "Checks",
    "mounts": "[[mounts]]",
    "vm": "[[vm]]",
    "files": "[[files]]",
    "restart": "[[restart]]",
    "metrics": "[metrics]",
    "statics": "[[statics]]",
    "deploy": "[deploy]",
    "build": "[build]",
    "manifests": "Kubernetes manifests",
}


def files() -> Iterator[tuple[str, str]]:
    """The index."""
    yield "docs/rules/README.md", "".join(_index())


def _index() -> Iterator[str]:
    yield "# Rules of `flytrans lint`\n\nUnknown keys (FT003), values that do not fit (FT004) and old spellings (FT005) "
    yield "are found everywhere. What is below looks at one section each.\n"
    for subject in (*FLY_SUBJECTS, *MANIFEST_SUBJECTS):
        rules = rules_of(subject)
        if rules:
            yield f"\n## {TITLES[subject]}\n\n| code | name | severity | |\n|---|---|---|---|\n"
        for rule in rules:
            yield f"| [{rule.code}](../codes/{rule.code}.md) | {rule.name} | {rule.severity} | {rule.title} |\n"
