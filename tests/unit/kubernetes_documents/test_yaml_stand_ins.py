"""Characters that JSON, and so YAML, takes in quotes alone."""

from __future__ import annotations

import json

import pytest
from documents_given import Read, places_of, value_of
from hypothesis import given
from hypothesis import strategies as st

from flytrans.diagnostics.finding import InputError
from flytrans.kubernetes.document import parse
from flytrans.tree.ledger import Ledger

ODD = "\x7f\x80\x9f\ufffe\uffff"


@given(st.dictionaries(st.text(alphabet="ab\ue000" + ODD), st.text(alphabet="a\"\\'\ue000\n" + ODD)))
def test_json_in_a_stream_is_read_whatever_it_quotes(tree: dict[str, str]) -> None:
    text = f"---\n{json.dumps(tree, ensure_ascii=False)}\n"
    assert value_of(text) == tree


def test_places_and_other_documents_stay() -> None:
    text = 'a: \'x\x7f\'\nb: {c: "\x80", "\x7f": z}\n'
    assert places_of(text) == {"/a": (1, 4), "/b/c": (2, 8), "/b/\x7f": (2, 18)}


def test_a_character_of_private_use_is_nothing_else() -> None:
    assert value_of('a: "\ue000\x7f"\n') == {"a": "\ue000\x7f"}


@pytest.mark.parametrize(
    "text",
    [
        "a: x\x7f\n",
        "a: 'b'\n# \x7f\n",
        "a: |\n  \x7f\n",
        "a: '\x7f'\nb: \x7f\n",
        "a: &\x7f b\n",
        "'\x7f': \x7f'\x7f'\n",
    ],
)
def test_outside_of_quotes_it_is_refused_at_its_place(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse("a.yaml", text, Ledger())
    (found,) = caught.value.findings
    bare = [i for i, char in enumerate(text) if char == "\x7f" and "'\x7f'" not in text[max(i - 1, 0) : i + 2]]
    places = [(text.count("\n", 0, i) + 1, i - text.rfind("\n", 0, i)) for i in bare]
    assert (found.code, (found.line, found.column)) == ("FT002", places[0])


def test_an_escape_of_gos_yaml_beside_it_is_still_taken_out() -> None:
    assert value_of('a: "\\\'\x7f"\nb: "\\\'"\n') == {"a": "'\x7f", "b": "'"}


def test_that_kubectl_refuses_it_is_told_where_it_stands() -> None:
    read = Read('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: "\x7f"\n  y: "\\x7f"\n')
    assert read.objects[0]["data"] == {"x": "\x7f", "y": "\x7f"}
    assert [(f.code, f.line, f.column) for f in read.cx.findings] == [("FT002", 5, 6)]


@pytest.mark.parametrize("file", ["a.json", "a.yaml"])
def test_json_of_its_own_is_nothing_to_complain_about(file: str) -> None:
    text = json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"x": "\x7f"}})
    assert not Read(text.replace("\\u007f", "\x7f"), file).cx.findings
