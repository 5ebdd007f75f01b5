"""Comments that let findings stand."""

from __future__ import annotations

from flytrans.rules.manifest_run import lint_manifests
from flytrans.rules.run import lint_fly_toml

SERVICE = '[[services]]\nprotocol = "tcp"\ninternal_port = 3000\n'


def codes(text: str) -> list[tuple[str, int]]:
    return [(p.finding.code, p.finding.line) for p in lint_fly_toml("fly.toml", text)]


def test_a_comment_on_the_line_lets_its_finding_stand() -> None:
    assert codes(SERVICE) == [("FT130", 1)]
    assert codes(SERVICE.replace("]]", "]]  # flytrans: allow[FT130] by private address", 1)) == []


def test_a_comment_above_counts_for_the_next_line_that_says_something() -> None:
    assert codes(f"# flytrans: allow[FT130] by private address\n# and more\n\n{SERVICE}") == []


def test_a_rule_may_be_named_by_its_name() -> None:
    assert codes(f"# flytrans: allow[unexposed-service] why\n{SERVICE}") == []


def test_a_comment_that_lets_nothing_stand_is_a_finding() -> None:
    assert codes('# flytrans: allow[FT130] gone\napp = "shop"\n') == [("FT100", 1)]
    assert codes(f"# flytrans: allow[FT130, FT131] half of it\n{SERVICE}") == [("FT100", 1)]
    assert codes('app = "shop"  # flytrans: allow\n') == [("FT100", 1)]


def test_a_comment_counts_for_no_other_line_and_no_other_code() -> None:
    assert codes(f'# flytrans: allow[FT130] wrong place\napp = "shop"\n{SERVICE}') == [("FT100", 1), ("FT130", 3)]
    assert codes(f"# flytrans: allow[FT131] wrong code\n{SERVICE}") == [("FT100", 1), ("FT130", 2)]


def test_text_that_looks_like_a_comment_is_none() -> None:
    assert codes('[env]\nA = "# flytrans: allow[FT130]"\n') == []


def test_syntax_errors_cannot_be_allowed() -> None:
    assert [code for code, _ in codes("# flytrans: allow[FT001] no\napp = \n")] == ["FT001"]


POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: My_Pod}\nspec:\n  containers: [{name: web, image: nginx}]\n"


def manifest_codes(text: str) -> list[tuple[str, int]]:
    return [(p.finding.code, p.finding.line) for p in lint_manifests({"app.yaml": text})]


def test_comments_count_in_manifests_too() -> None:
    assert manifest_codes(POD) == [("FT209", 3)]
    assert manifest_codes(POD.replace("_Pod}", "_Pod}  # flytrans: allow[FT209] a template")) == []
    assert manifest_codes(POD.replace("metadata", "# flytrans: allow[unusable-name] a template\nmetadata")) == []
    assert manifest_codes(f"# flytrans: allow[FT201] no more\n{POD}") == [("FT100", 1), ("FT209", 4)]


def test_comments_count_in_a_fly_yaml_too() -> None:
    text = "app: shop\nhttp_service:\n  internal_port: 80\n  checks:\n  - path: up{}\n"
    codes = [
        [(p.finding.code, p.finding.line) for p in lint_fly_toml("fly.yaml", text.format(comment))]
        for comment in ("", "  # flytrans: allow[FT154] not a path", "  # flytrans: allow[FT101] no more")
    ]
    assert codes == [[("FT154", 5)], [], [("FT154", 5), ("FT100", 5)]]
