"""Each rule against its own page: the wrong example has just that finding, the right one none of it."""

from __future__ import annotations

import pytest

from flytrans.rules import run
from flytrans.rules.index import INDEX
from flytrans.rules.manifest_run import lint_manifests
from flytrans.rules.page import Page
from flytrans.rules.registry import Rule, every_rule, modules, rules_of
from flytrans.rules.run import lint_fly_toml
from flytrans.tree.context import Unreadable

FLY_RULES = rules_of("fly_toml")


def there(name: str) -> bytes:
    if name.startswith("no/"):
        raise Unreadable("it is not there")
    return b"{}"


def codes(text: str) -> list[str]:
    return [problem.finding.code for problem in lint_fly_toml("fly.toml", text, there)]


@pytest.mark.parametrize("rule", FLY_RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_the_wrong_example_has_just_this_finding(rule: Rule) -> None:
    assert codes(Page.of(rule.text).wrong) == [rule.code]


@pytest.mark.parametrize("rule", FLY_RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_what_stands_instead_is_clean(rule: Rule) -> None:
    assert codes(Page.of(rule.text).instead) == []


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_page_says_what_why_what_to_do_and_the_source(rule: Rule) -> None:
    page = Page.of(rule.text)
    assert page.title[0].isupper() or page.title.startswith("`")
    assert all((page.what, page.why, page.wrong, page.advice, page.source))
    assert not any(line.startswith(" ") for line in page.what.splitlines())


def test_the_index_has_every_rule_with_its_keys() -> None:
    assert list(INDEX) == modules("fly_toml")
    assert list(INDEX.values()) == [(rule.keys, rule.words) for rule in FLY_RULES]


def test_no_number_is_given_twice() -> None:
    numbers = [rule.code for rule in every_rule()]
    assert len(numbers) == len(set(numbers))


def test_no_rule_is_left_out_that_would_find_something(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for rule in FLY_RULES for text in (Page.of(rule.text).wrong, Page.of(rule.text).instead)]
    texts += ["[Env]\nFLY_APP_NAME = 'x'\n", "[experimental]\nmetrics_port = 1\n[[compute]]\nsize = 'A10'\n"]
    told = [codes(text) for text in texts]
    monkeypatch.setattr(run, "rules_for", lambda keys, text: FLY_RULES)
    assert told == [codes(text) for text in texts]


def manifest_codes(text: str) -> list[str]:
    return [problem.finding.code for problem in lint_manifests({"app.yaml": text}, "fks")]


@pytest.mark.parametrize("rule", rules_of("manifests"), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_the_wrong_manifest_has_just_this_finding(rule: Rule) -> None:
    assert [code for code in manifest_codes(Page.of(rule.text).wrong) if _counts(code, rule)] == [rule.code]


@pytest.mark.parametrize("rule", rules_of("manifests"), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_the_manifest_instead_is_clean(rule: Rule) -> None:
    assert [code for code in manifest_codes(Page.of(rule.text).instead) if _counts(code, rule)] == []


def _counts(code: str, rule: Rule) -> bool:
    """What Fly's own cluster does not do is looked for in its own example only."""
    return code != "FT212" or rule.code == "FT212"
