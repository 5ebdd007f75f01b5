"""The rules: each module of a folder is one, and is loaded for files that have a key it looks at."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

from flytrans.diagnostics.finding import Effect, Severity
from flytrans.named_tuple import NamedTuple
from flytrans.rules.index import INDEX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

FOLDERS = ("fly_toml", "manifests")

_loaded: dict[str, Rule] = {}


class Rule(NamedTuple):
    """One rule.

    It has nothing to say of a file in which none of the `keys` occurs, wherever that is (`^checks`: at the top level),
    or none of the `words` stands in a key or value. `needs`: sections at the top level that it looks at, and so cannot
    do without.
    """

    code: str
    name: str
    severity: Severity
    effect: Effect
    title: str
    text: str
    keys: tuple[str, ...]
    words: tuple[str, ...]
    needs: tuple[str, ...]
    find: Callable[[Any], None]


def rules_for(keys: set[str], text: str) -> list[Rule]:
    """The rules for a fly.toml in which these keys occur; `text`: all keys and values, in lower case."""
    return [
        load("fly_toml", module)
        for module, (wanted, words) in INDEX.items()
        if not keys.isdisjoint(wanted) and (not words or any(word in text for word in words))
    ]


def rules_of(folder: str) -> list[Rule]:
    """All rules of a folder, by code."""
    return [load(folder, module) for module in modules(folder)]


def every_rule() -> list[Rule]:
    """All rules, by code."""
    return [rule for folder in FOLDERS for rule in rules_of(folder)]


def modules(folder: str) -> list[str]:
    """The names of the modules of a folder that are rules, by code."""
    names = os.listdir(os.path.join(os.path.dirname(__file__), folder))
    return sorted({name.partition(".")[0] for name in names if name.startswith("ft")})


def load(folder: str, module: str) -> Rule:
    """The rule of a module; its name is the code and the name of the rule."""
    if module not in _loaded:
        _loaded[module] = _rule(module, _imported(f"flytrans.rules.{folder}.{module}"))
    return _loaded[module]


def enter_rules(rules: Iterable[Rule] | None = None) -> None:
    """Put the code and the page of rules, or of every rule, into the catalogue; once."""
    from flytrans.diagnostics.catalogue import CODES, Code, enter
    from flytrans.diagnostics.pages import enter_page
    from flytrans.rules.page import Page

    for rule in every_rule() if rules is None else rules:
        if rule.code not in CODES:
            enter(Code(rule.code, rule.name, rule.severity, rule.effect, rule.title))
            enter_page(rule.code, Page.of(rule.text).markdown())


def _imported(name: str) -> ModuleType:
    __import__(name)
    return sys.modules[name]


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
        getattr(module, "KEYS", ()),
        getattr(module, "WORDS", ()),
        getattr(module, "NEEDS", ()),
        module.find,
    )
