"""YAML as reviewers expect it, which reads as what was written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flytrans.kubernetes import yaml_nodes
from flytrans.kubernetes.document import parse, render
from flytrans.kubernetes.yaml_text import render_document
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, lift

ODD = st.sampled_from(
    [
        *(
            "",
            " ",
            "\n",
            "\t",
            "a\n",
            "a\n\n",
            "\na",
            " a\nb",
            "a\n b\n",
            "\ta\nb",
            "a \nb ",
            "a\n \nb",
            "  \n a",
            "a\r\nb",
        ),
        *(
            "---",
            "--- a",
            "...",
            "- a",
            "-",
            "-a",
            "?",
            "? a",
            ":",
            "a:",
            "a: b",
            "a:b",
            "a #b",
            "a#b",
            "#a",
            "&a",
            "*a",
        ),
        *("!a", "|", ">", "'", '"', "it's: x", "%a", "@a", "`a`", "{a}", "[a]", "a, b", "yes", "No", "on", "~", "null"),
        *(
            "1",
            "0o7",
            "1e3",
            "1.5",
            "12:30",
            "2024-01-02",
            ".inf",
            "=",
            "<<",
            "0b_",
            "\x00",
            "\x85",
            "\u2028",
            "\ufeff",
        ),
        *(
            "\u202e",
            "é",
            "💥",
            "a\u00a0b",
            "\\",
            "a\\'b\"c",
            "x" * 1200,
            "'" * 1100,
            "a\nb: c\n---\nd",
            "\ufffe",
            "\x7f",
        ),
    ]
)
TEXT = st.one_of(ODD, st.text(max_size=12), st.text(alphabet=" \n\tab:-#'\"", max_size=12))
NUMBERS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False))
TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=12,
)


def without_surrogates(tree: Any) -> Any:
    """What YAML can hold of a tree: a lone surrogate is U+FFFD."""
    if isinstance(tree, str):
        return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in tree)
    if isinstance(tree, dict):
        return {without_surrogates(k): without_surrogates(v) for k, v in tree.items()}
    return [without_surrogates(v) for v in tree] if isinstance(tree, list) else tree


def text_of(tree: Any) -> str:
    return render_document(lift(tree))


def read(text: str) -> list[Any]:
    return [document.node.plain() for document in parse("a.yaml", text, Ledger())]


@settings(max_examples=500)
@given(TREES)
@example({"a": ["x\n", ["y\n z"], {"b": " \n c"}]})
@example([[[" a\n"]]])
@example("--- a\n...\n")
def test_what_is_written_reads_as_the_same_tree(tree: Any) -> None:
    want = without_surrogates(tree)
    assert read(text_of(tree)) == ([want] if want is not None else [])


@settings(max_examples=200)
@given(TREES)
def test_it_reads_the_same_without_libyaml(tree: Any) -> None:
    import yaml

    want = without_surrogates(tree)
    parser = yaml_nodes._Parser
    yaml_nodes._Parser = yaml.SafeLoader  # type: ignore[misc,assignment]
    try:
        assert read(text_of(tree)) == ([want] if want is not None else [])
    finally:
        yaml_nodes._Parser = parser  # type: ignore[misc]


@settings(max_examples=300)
@given(st.dictionaries(TEXT, TEXT, max_size=4))
def test_another_reader_sees_the_same_text(tree: dict[str, str]) -> None:
    import yaml

    want = without_surrogates(tree)
    assert yaml.safe_load(text_of(tree)) == want


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), TREES), max_size=5))
def test_documents_stand_at_their_index(parts: list[tuple[str, int, Any]]) -> None:
    unique = {(file, index): tree for file, index, tree in parts if tree is not None}
    files = render([Document(f"{file}.yaml", index, lift(tree)) for (file, index), tree in unique.items()])
    found = {
        (document.file, document.index): document.node.plain()
        for file, text in files.items()
        for document in parse(file, text, Ledger())
    }
    assert found == {(f"{file}.yaml", index): without_surrogates(tree) for (file, index), tree in unique.items()}


def test_a_manifest_looks_as_kubectl_prints_it() -> None:
    tree = {
        "apiVersion": "apps/v1",
        "metadata": {"name": "web", "labels": {"app.kubernetes.io/name": "2048", "on": "y"}},
        "spec": {
            "replicas": 2,
            "paused": False,
            "args": ["--port", "8080", "-c", "db:migrate", "*", "a: b", "it's #1", ""],
            "containers": [{"name": "web", "image": "nginx:1.25", "resources": {}, "env": []}],
            "matrix": [["a"], ["b", "c"]],
            "script": "#!/bin/sh\nexec web\n",
            "motd": "no end",
            "cpu": "0.5",
        },
    }
    assert text_of(tree) == (
        """apiVersion: apps/v1
metadata:
  name: web
  labels:
    app.kubernetes.io/name: "2048"
    "on": "y"
spec:
  replicas: 2
  paused: false
  args:
  - --port
  - "8080"
  - -c
  - db:migrate
  - '*'
  - 'a: b'
  - "it's #1"
  - ""
  containers:
  - name: web
    image: nginx:1.25
    resources: {}
    env: []
  matrix:
  - - a
  - - b
    - c
  script: |
    #!/bin/sh
    exec web
  motd: no end
  cpu: "0.5"
"""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb", "|-\n    a\n    b"),
        ("a\nb\n", "|\n    a\n    b"),
        ("a\n\n", "|+\n    a\n"),
        (" a\nb", "|2-\n     a\n    b"),
        ("a\x00\nb", '"a\\0\\nb"'),
        ('{"a":"it\'s"}', "'{\"a\":\"it''s\"}'"),
        ("1Gi", "1Gi"),
        ("10.0.0.1", "10.0.0.1"),
        ("63m", "63m"),
        ("a\u202eb", '"a\\u202eb"'),
    ],
)
def test_text_is_written_so_that_it_can_be_read(text: str, written: str) -> None:
    assert text_of({"x": {"z": text}}) == f"x:\n  z: {written}\n"


def test_a_long_line_is_not_folded() -> None:
    assert text_of({"a": "word " * 100 + "end"}).count("\n") == 1


def test_streams_are_joined_by_lines_of_dashes() -> None:
    documents = [Document("a.yaml", i, Node({"a": Node(i)})) for i in range(2)]
    assert render(documents) == {"a.yaml": "a: 0\n---\na: 1\n"}
