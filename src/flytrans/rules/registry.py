"""The rules, found by listing folders; a folder is loaded when a file has what it looks at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from flytrans.diagnostics.finding import Effect, Severity

if TYPE_CHECKING:
    from types import ModuleType

FLY_SUBJECTS: dict[str, tuple[str, ...]] = {
    "app": (),
    "env": ("env",),
    "processes": (),
    "services": ("services", "http_service"),
    "checks": ("checks", "services", "http_service", "machine_checks"),
    "mounts": ("mounts",),
    "vm": ("vm", "deploy"),
    "files": ("files",),
    "restart": ("restart",),
    "metrics": ("metrics",),
    "statics": ("statics",),
    "deploy": ("deploy",),
    "build": ("build",),
}
"""Folders of rules over a fly.toml, each with the sections that it is for; without one, it is for every file."""
MANIFEST_SUBJECTS = ("manifests",)

_loaded: dict[str, list[Rule]] = {}


class Rule(NamedTuple):
    """One rule. `needs`: sections that it looks at beside its own, and so cannot do without."""

    code: str
    name: str
    severity: Severity
    effect: Effect
    title: str
    text: str
    find: Callable[[Any], None]
    needs: tuple[str, ...]


def rules_of(subject: str) -> list[Rule]:
    """The rules of one folder, in the order of their codes."""
    if subject not in _loaded:
        _loaded[subject] = [
            _rule(name, import_module(f"flytrans.rules.{subject}.{name}")) for name in _modules(subject)
        ]
    return _loaded[subject]


def rules_for(sections: Iterable[str]) -> list[Rule]:
    """The rules for a fly.toml with these sections."""
    there = set(sections)
    return [
        rule
        for subject, wanted in FLY_SUBJECTS.items()
        if not wanted or not there.isdisjoint(wanted)
        for rule in rules_of(subject)
    ]


def every_rule() -> list[Rule]:
    """All rules, by code."""
    return sorted(rule for subject in (*FLY_SUBJECTS, *MANIFEST_SUBJECTS) for rule in rules_of(subject))


def enter_rules() -> None:
    """Put the code and the page of every rule into the catalogue; once."""
    from flytrans.diagnostics.catalogue import CODES, Code, enter
    from flytrans.diagnostics.pages import enter_page
    from flytrans.rules.page import Page

    for rule in every_rule():
        if rule.code not in CODES:
            enter(Code(rule.code, rule.name, rule.severity, rule.effect, rule.title))
            enter_page(rule.code, Page.of(rule.text).markdown())


def _modules(subject: str) -> list[str]:
    folder = os.path.join(os.path.dirname(__file__), subject)
    return sorted({name.partition(".")[0] for name in os.listdir(folder) if name.startswith("ft")})


def _rule(name: str, module: ModuleType) -> Rule:
    code, _, rest = name.partition("_")
    text = module.__doc__ or ""
    return Rule(
        code.upper(),
        rest.replace("_", "-"),
        module.SEVERITY,
        getattr(module, "EFFECT", "behaviour"),
        text.partition("\n")[0].rstrip("."),
        text,
        module.find,
        getattr(module, "NEEDS", ()),
    )
