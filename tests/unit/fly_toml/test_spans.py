"""Where the keys and values of a fly.toml stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomlkit
from hypothesis import assume, given
from hypothesis import strategies as st

from flytrans.fly_toml.document import parse, spans_of
from flytrans.tree.ledger import Ledger

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

TOML = '''# first
app = "a" # second
env = {A = 1, "B C".d = [1, 2,
  # third
  {e = 'x'}]}
k.l.m = true

[[services]]
internal_port = 80
  [[services.ports]]
    port = 443
  [[services.ports]]
[services.concurrency]
[[services]]
text = """
one "two"" three\\""""
'''


def leaves(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    if isinstance(tree, dict) and tree:
        return [leaf for key, value in tree.items() for leaf in leaves(value, (*path, key))]
    if isinstance(tree, list) and tree:
        return [leaf for index, value in enumerate(tree) for leaf in leaves(value, (*path, index))]
    return [(path, tree)]


def check(text: str) -> None:
    """The text at each leaf's span is the leaf's value, and its key's span ends with the key."""
    spans = spans_of("fly.toml", text)
    for path, value in leaves(tomli.loads(text)):
        span = spans.at(path)
        if not path:
            continue
        assert span is not None, path
        written = text[span.start : span.end]
        if written.startswith("["):
            assert value == {} or value == []
        else:
            assert json.dumps(tomli.loads(f"v = {written}")["v"], default=str) == json.dumps(value, default=str)
        line, column = spans.position(path)
        assert text.split("\n")[line - 1][column - 1 :].startswith(written.split("\n")[0])
        key = text[span.key_start : span.key_end]
        if isinstance(path[-1], str) and not written.startswith("["):
            here: Any = tomli.loads(f"{key} = 1")
            while isinstance(here, dict):
                name, here = next(iter(here.items()))
            assert name == path[-1]


def test_every_form_of_key_and_value_has_its_place() -> None:
    check(TOML)
    spans = spans_of("fly.toml", TOML)
    assert spans.position(("app",)) == (2, 7)
    assert spans.position(("env", "B C", "d", 2, "e")) == (5, 8)
    assert spans.position(("services", 0, "ports", 1)) == (12, 3)
    assert spans.position(("services", 0, "concurrency")) == (13, 1)
    assert spans.position(("k", "l", "m")) == (6, 9)
    assert [TOML[start:end] for start, end in spans.comments] == ["# first", "# second", "# third"]


def test_lines_that_end_in_cr_lf_keep_their_places() -> None:
    check(TOML.replace("\n", "\r\n"))
    assert list(spans_of("fly.toml", "a = 1 # x\r\n# y\r\n").comments) == [(6, 9), (11, 14)]


def test_a_header_is_the_place_of_its_table() -> None:
    text = " [ a . 'b' ]\n"
    span = spans_of("fly.toml", text).at(("a", "b"))
    assert span is not None
    assert text[span.start : span.end] == "[ a . 'b' ]"
    assert text[span.key_start : span.key_end] == "'b'"


@pytest.mark.parametrize("name", ["fly", "flydocs", "flygen"])
def test_real_files_are_indexed(name: str) -> None:
    files = sorted((CORPUS / name).glob("*.toml"))
    if not files:
        pytest.skip(f"no corpus {name} beside the project")
    for file in files:
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
        try:
            tomli.loads(text)
        except tomli.TOMLDecodeError:
            continue
        check(text)


SCALARS = st.one_of(
    st.text(), st.integers(-(2**63), 2**63 - 1), st.booleans(), st.floats(allow_nan=False), st.datetimes(), st.dates()
)
TREES = st.dictionaries(
    st.text(),
    st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12),
    max_size=5,
)


@given(TREES)
def test_any_document_is_indexed(tree: dict[str, Any]) -> None:
    text = tomlkit.dumps(tree)
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        assume(False)
    check(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_any_json_is_indexed(tree: Any, indent: int | None, ascii_only: bool) -> None:
    text = " " + json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    spans = spans_of("fly.json", text)
    for path, value in leaves(tree):
        span = spans.at(path)
        assert span is not None
        assert json.loads(text[span.start : span.end]) == value
        if path and isinstance(path[-1], str):
            assert json.loads(text[span.key_start : span.key_end]) == path[-1]


def test_places_in_yaml_are_those_of_the_text() -> None:
    text = "app: x\nservices:\n  - ports:\n    - {port: 80}\n---\n# none\n---\nenv:\n  A: 'é' \n"
    ledger = Ledger()
    documents = parse("fly.yaml", text, ledger)
    assert [document.index for document in documents] == [0, 2]
    assert {leaf.pointer: leaf.position() for leaf in ledger.leaves} == {
        "/app": (1, 6),
        "/services/0/ports/0/port": (4, 14),
        "/env/A": (9, 6),
    }


def test_what_is_not_written_has_the_place_of_the_nearest_table() -> None:
    spans = spans_of("fly.toml", "x = 1\n[a]\nb = 1\n")
    assert spans.position(("a", "b")) == (3, 5)
    assert spans.position(("a", "c", 0)) == (2, 1)
    assert spans.position(("c",)) == (1, 1)
