"""Manifests in JSON."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from documents_given import places_of, value_of
from hypothesis import given
from hypothesis import strategies as st

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.kubernetes.document import parse
from flytrans.tree.ledger import Ledger

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
)


def refusal(text: str) -> Finding:
    with pytest.raises(InputError) as caught:
        parse("a.json", text, Ledger())
    return caught.value.findings[0]


@given(TREES, st.sampled_from((None, 1)))
def test_every_leaf_is_found_where_it_stands(tree: Any, indent: int | None) -> None:
    text = json.dumps(tree, indent=indent)
    ledger = Ledger()
    (document,) = parse("a.json", text, ledger)
    assert document.node.plain() == tree
    lines = text.split("\n")
    decoder = json.JSONDecoder()
    for leaf, value in zip(ledger.leaves, ledger.values, strict=True):
        line, column = leaf.position()
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert decoder.raw_decode(rest)[0] == value


@given(st.text(alphabet='{}[],:"\\ab1-.eE\n \t', max_size=30))
def test_any_text_is_documents_or_an_input_error(text: str) -> None:
    with contextlib.suppress(InputError):
        parse("a.json", text, Ledger())


def test_several_objects_may_follow_one_another() -> None:
    documents = parse("a.json", '{"a": 1}\n {"b": [2]} ', Ledger())
    assert [(d.index, d.node.plain()) for d in documents] == [(0, {"a": 1}), (1, {"b": [2]})]


def test_json_in_a_yaml_file_is_read_even_where_yaml_could_not() -> None:
    assert value_of('{"a": "\\ud83d\\ude00",\n\t"b": "x\\/y"}') == {"a": "😀", "b": "x/y"}


def test_a_lone_surrogate_is_what_go_makes_of_it() -> None:
    assert value_of('{"a": "\\ud83d", "\\udc00": "\ud800"}', "a.json") == {"a": "\ufffd", "\ufffd": "\ufffd"}


def test_a_whole_number_with_a_point_is_no_integer() -> None:
    assert value_of("[1.0, 1, 1e2]", "a.json") == [1.0, 1, 100.0]
    assert [type(v) for v in value_of("[1.0, 1, 1e2]", "a.json")] == [float, int, float]


def test_a_key_given_twice_is_a_fault() -> None:
    ledger = Ledger()
    parse("a.json", '{"a": {"b": 1, "b": 2}}', ledger)
    assert {ledger.leaves[leaf].pointer for leaf in ledger.faults} == {"/a/b"}
    assert places_of('{"a": {"b": 1, "b": 2}}', "a.json") == {"/a/b": (1, 21)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "FT009"),
        ("{", "FT009"),
        ('{"a": 1,}', "FT009"),
        ("[NaN]", "FT009"),
        ("[1e400]", "FT009"),
        ("[" + "9" * 5000 + "]", "FT009"),
        ("[" * 200 + "]" * 200, "FT011"),
        ("[" * 100_000, "FT011"),
    ],
)
def test_what_is_no_json_is_refused(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_a_refusal_has_its_place() -> None:
    finding = refusal('{"a": 1,\n  b: 2}')
    assert (finding.line, finding.column) == (2, 3)
