"""YAML streams to documents, with the place of every leaf."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import pytest
from documents_given import places_of, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.kubernetes import yaml_nodes
from flytrans.kubernetes.document import LARGEST, parse
from flytrans.tree.ledger import Ledger


def refusal(text: str, file: str = "a.yaml") -> Finding:
    with pytest.raises(InputError) as caught:
        parse(file, text, Ledger())
    return caught.value.findings[0]


def test_every_leaf_has_the_place_where_its_value_starts() -> None:
    text = (
        "kind: Pod\nmetadata:\n  labels: {a: 'x', b: []}\nspec:\n  - |\n    two\n    lines\n  - key:\n    other: {}\n"
    )
    assert places_of(text) == {
        "/kind": (1, 7),
        "/metadata/labels/a": (3, 15),
        "/metadata/labels/b": (3, 23),
        "/spec/0": (5, 5),
        "/spec/1/key": (8, 9),
        "/spec/1/other": (9, 12),
    }


def test_columns_count_characters() -> None:
    assert places_of("{ä: 💥, b: 1}")["/b"] == (1, 11)


def test_a_byte_order_mark_counts_as_a_character() -> None:
    assert places_of("\ufeffa: 1\nb: 2\n") == {"/a": (1, 5), "/b": (2, 4)}


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\r"])
def test_only_a_newline_begins_a_line(separator: str) -> None:
    assert places_of(f"a: 'x{separator} y'\nb: 2\n")["/b"] == (2, 4)


def test_documents_are_counted_with_the_empty_ones() -> None:
    documents = parse("a.yaml", "---\n---\na: 1\n---\n# nothing\n---\n~\n---\n- b\n", Ledger())
    assert [(d.index, d.node.plain()) for d in documents] == [(1, {"a": 1}), (4, ["b"])]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "~\n", "\n\n"])
def test_an_empty_file_has_no_documents(text: str) -> None:
    assert parse("a.yaml", text, Ledger()) == []


def test_keys_are_spelled_as_they_stand() -> None:
    assert value_of("{on: 1, 8080: 2, 0644: 3, ~: 4, 'q': 5}") == {"on": 1, "8080": 2, "0644": 3, "~": 4, "q": 5}


def test_an_alias_stands_where_its_anchor_does_and_has_leaves_of_its_own() -> None:
    text = "a: &x\n  deep: 1\nb: *x\n"
    assert value_of(text) == {"a": {"deep": 1}, "b": {"deep": 1}}
    assert places_of(text) == {"/a/deep": (2, 9), "/b/deep": (2, 9)}


def test_an_anchor_may_be_given_anew() -> None:
    assert value_of("[&a 1, *a, &a 2, *a]") == [1, 1, 2, 2]


def test_an_alias_may_be_a_key() -> None:
    assert value_of("e: &a foo\n*a : 1\n") == {"e": "foo", "foo": 1}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{<<: {a: 2, b: 3}, a: 1}", {"a": 1, "b": 3}),
        ("{a: 1, <<: {a: 2, b: 3}}", {"a": 2, "b": 3}),
        ("{<<: [{a: 2}, {a: 3, b: 1}]}", {"a": 2, "b": 1}),
        ("{<<: {a: 2}, <<: {a: 3}}", {"a": 3}),
        ("{<<: {<<: {a: 3}}}", {"a": 3}),
        ('{"<<": {a: 2}}', {"<<": {"a": 2}}),
        ("{!!merge <<: {a: 1}}", {"a": 1}),
        ("{<<: {}, a: 1}", {"a": 1}),
    ],
)
def test_merge_keys_count_where_they_stand(text: str, value: Any) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["{<<: 3}", "{<<: null}", "a: &x [{b: 1}]\nc: {<<: *x}\n", "{<<: [3]}"])
def test_only_mappings_can_be_merged(text: str) -> None:
    assert refusal(text).code == "FT002"


def test_a_key_given_twice_is_a_fault_at_the_value_that_counts() -> None:
    ledger = Ledger()
    (document,) = parse("a.yaml", "a: 1\nb:\n  c: 1\n  c:\n    d: 2\n", ledger)
    assert document.node.plain() == {"a": 1, "b": {"c": {"d": 2}}}
    assert {ledger.leaves[leaf].pointer: text for leaf, text in ledger.faults.items()} == {
        "/b/c/d": "the key 'c' is given twice"
    }
    assert len(ledger.leaves) == 2


def test_an_escape_that_only_go_knows_is_read() -> None:
    text = 'a: "it\\\'s", \nb: 1\n'.replace(", ", "")
    assert value_of(text) == {"a": "it's", "b": 1}
    assert places_of('{a: "it\\\'s", b: 1}')["/b"] == (1, 17)


def test_an_escape_that_go_does_not_know_is_refused() -> None:
    assert refusal('a: "x\\/y"\n').code == "FT002"
    assert value_of('a: "x\\\\/y"\n') == {"a": "x\\/y"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nb: c: d\n", 2, 5),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a: [1\n", 2, 1),
        ("a: *b\n", 1, 4),
        ("a: &a [*a]\n", 1, 8),
        ("? [a]\n: 1\n", 1, 3),
        ("? {a: 1}\n: 1\n", 1, 3),
        ("a: \x00\n", 1, 4),
        ("a: \ud800\n", 1, 4),
        ('a: "\\ud83d"\n', 1, 7),
        ("a: @b\n", 1, 4),
        ("%YAML 9.9\n---\na: 1\n", 1, 1),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_place(text: str, line: int, column: int) -> None:
    finding = refusal(text)
    assert (finding.code, finding.line, finding.column) == ("FT002", line, column)


def test_a_refusal_quotes_nothing_of_the_line() -> None:
    assert "hunter2" not in refusal("kind: Secret\nstringData:\n  password: hunter2: x\n").message
    assert "hunter2" not in refusal("a: *hunter2\n").message


def test_a_template_wants_to_be_rendered_first() -> None:
    finding = refusal('kind: Pod\n---\nmetadata:\n  name: {{ include "x" . }}\n{{- if .Values.y }}\n')
    assert (finding.code, finding.document, finding.line, finding.column) == ("FT010", 1, 4, 9)
    assert "helm template" in finding.fix


def test_a_tab_is_told() -> None:
    assert refusal("a:\n\tb: 1\n").fix == "indent with spaces, not tabs"
    assert refusal("a:\n  b: 1\n \tc: 1\n").fix == "indent with spaces, not tabs"
    assert refusal("a: b: c\n").fix == ""


def test_an_error_names_its_document() -> None:
    assert refusal("a: 1\n---\nb: [\n").document == 1


DEEP_TEXTS = (
    *("[" * 100_000, "{a: " * 1000, "- " * 1000 + "a", "- " * 1_000_000),
    *("\n".join(" " * n + "a:" for n in range(3000)), "a:\n" + "\n".join(" " * n + "-" for n in range(3000))),
)


@pytest.mark.parametrize("text", DEEP_TEXTS, ids=lambda text: text[:8])
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    finding = refusal(text)
    assert finding.code == "FT011"
    assert finding.column > 1


@pytest.mark.parametrize("text", ["? " * 200_000 + "a", "-   ?  " * 100_000], ids=lambda text: text[:8])
def test_keys_within_keys_are_refused(text: str) -> None:
    assert refusal(text).code == "FT002"


def test_aliases_that_multiply_are_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    assert refusal(bomb).code == "FT011"


def test_aliases_that_nest_are_refused() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 2000))
    assert refusal(text).code == "FT011"


def test_a_file_beyond_all_measure_is_refused_unread() -> None:
    assert refusal("#" * (LARGEST + 1)).code == "FT011"


@settings(max_examples=300)
@given(st.text(alphabet="ab:- \n\t[]{},&*!|>'\"%@`?#\\<~0.\x00\ufeff\ud800\u2028é💥", max_size=40))
def test_any_text_is_documents_or_an_input_error(text: str) -> None:
    ledger = Ledger()
    documents = []
    with contextlib.suppress(InputError):
        documents = parse("a.yaml", text, ledger)
    lines = text.split("\n")
    for leaf in ledger.leaves:
        line, column = leaf.position()
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    assert len(documents) <= text.count("-") + 1


def test_pyyaml_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "a: &x [1, 'two', y, 0o7]\nb: {<<: {c: 1e3}, d: *x}\ne: |\n  f\n---\n- g\n"
    with_c = [(d.index, d.node.plain()) for d in parse("a.yaml", text, Ledger())]
    places = places_of(text.split("---")[0])
    monkeypatch.setattr(yaml_nodes, "_Parser", yaml.SafeLoader)
    assert [(d.index, d.node.plain()) for d in parse("a.yaml", text, Ledger())] == with_c
    assert places_of(text.split("---")[0]) == places
    for broken in ("a: \x00", "a: [", "a: *b", "a: b: c", "\ud800", "a: %b"):
        assert refusal(broken).line == 1


def test_yaml_is_loaded_only_to_read_yaml() -> None:
    import subprocess

    program = (
        "import sys; from flytrans.kubernetes import document; from flytrans.tree.document import Document;"
        "from flytrans.tree.node import Node; document.render([Document('a.yaml', 0, Node({'a': Node(1)}))]);"
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
