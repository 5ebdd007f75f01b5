"""Reading line by line says what libyaml says, or leaves the stream to it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from flytrans.kubernetes.yaml_lines import read_lines
from flytrans.kubernetes.yaml_nodes import Broken, read_events
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node

USUAL = [
    "kind: Pod\nmetadata:\n  name: web\n",
    "# first\n---\na: 1\n---\n# nothing\n---\nb: [x, 'y', \"z\"]\nc: {}\nd: []\n",
    "spec:\n  containers:\n  - name: c\n    args:\n    - --port=80\n    - -x\n    - a b # why\n  volumes: []\n",
    "spec:\n  containers:\n    -\n      name: c\n    - # nothing\n    - x\n",
    "a:\nb:\n  -\n  - c:\n    d:\n",
    "text: |\n  one\n\n    two: x  \n\nnext: |-\n    three\n# left of it\nlist:\n- |\n    four\n- five\n",
    "a: '~'\nb: ~\nc: yes\nd: 0x1F\ne: 1_000\nf: .5\ng: it's # not\nh: a#b:c\n",
    "\"quoted/key\": \"a\\n\\tb\\\"c\\\\\"\n'it''s': 'it''s'\n",
    "url: http://host:80/x\nk/.: v\n",
    "name: é ü\n",
    "last: line",
    "last: |\n  line\nnext: one",
    "a: 1\n... # end\n---\nb: 2\n...\n",
    "a:\n  one # why\nb:\n  {}\nc:\n- :80\n-\n  ['x', -y]\n",
    "a: one\n  two - three\n   [four]\nb:\n  1\n  2 # why\nc: d\n",
    "",
    "---\n",
]
UNUSUAL = [
    *("a: 1\na: 2\n", '"<<": {}\n', "a: {b: c}\n", "a: [b: c]\n", "a: [[b]]\n", "a: &x 1\n", "a: !!str 1\n"),
    *(
        "a: one # x\n  two\n",
        "a: one\n\n  two\n",
        "a: one\n  # x\n  two\n",
        "a: 'x'\n  y\n",
        "a: >\n  x\n",
        "a: |+\n  x\n",
        "a: |2\n  x\n",
        "a: |\n",
        "a: |\n\n    \n  x\n",
        "a: |\n  x",
    ),
    *(
        "a: |\n    x\n  y\n",
        "a: |\n    x\n  # y\n",
        "? a\n",
        "a: b: c\n",
        "a: b:\n",
        "a:\tb\n",
        "a: 'b\n  c'\n",
        'a: "\\x41"\n',
        "a: .inf\n",
    ),
    *(
        "- - a\n",
        "a: - b\n",
        "a: -\n",
        "a\n",
        "--- a\n",
        "...\n",
        "a: 1\n...\nb: 2\n",
        "a: 1\n...\n...\n",
        "a: one\n  b: c\n",
        "a: 1\n b: 2\n",
        "  a: 1\nb: 2\n",
        "%YAML 1.1\n",
    ),
    *("a: 1\r\nb: 2\r\n", "\ufeffa: 1\n", "a: \x85\n", "- a\nb: 1\n", "a: 1\n- b\n", 'a: "b"#c\n', ": a\n", "a: @b\n"),
]
PIECES = [
    *("a: 1", "b:", "c: x y", "- d", "- e: f", "-", "- g:", "", "# h", "i: 'j' # k", "l: |", 'm: [n, "o"]', "---"),
    *(
        "p q",
        "- |-",
        '"r": s',
        "t: u:v",
        "w: {}",
        "  ",
        "x: #y",
        "z: -",
        "- -1",
        "a b: c",
        "...",
        ":80",
        "a: |  ",
        "- 'b': c",
    ),
]


def plain(node: Node) -> Any:
    """A tree with the leaves that it is made of."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}, node.sources
    if isinstance(value, list):
        return [plain(entry) for entry in value], node.sources
    return value.__class__, value, node.sources


def by_lines(text: str) -> Any:
    """What is read line by line: trees, leaves and values; None where that is left to libyaml."""
    ledger = Ledger()
    found = read_lines("a.yaml", text, ledger)
    if found is None:
        assert (ledger.leaves, ledger.values) == ([], [])
        return None
    return said(found, ledger)


def by_libyaml(text: str) -> Any:
    """The same by libyaml."""
    ledger = Ledger()
    return said(read_events("a.yaml", text, ledger), ledger)


def said(found: list[tuple[int, Node]], ledger: Ledger) -> Any:
    leaves = [(leaf.document, leaf.pointer, leaf.position()) for leaf in ledger.leaves]
    return [(index, plain(node)) for index, node in found], leaves, ledger.values


@pytest.mark.parametrize("text", USUAL)
def test_usual_lines_are_read_as_libyaml_reads_them(text: str) -> None:
    found = by_lines(text)
    assert found is not None
    assert found == by_libyaml(text)


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_unusual_or_wrong_is_left_to_libyaml(text: str) -> None:
    assert by_lines(text) is None


def test_any_lines_are_read_as_libyaml_reads_them_or_left_to_it() -> None:
    chance = random.Random(7)
    read = 0
    for _ in range(4000):
        lines = [" " * chance.choice((0, 0, 2, 2, 4, 1)) + chance.choice(PIECES) for _ in range(chance.randint(1, 7))]
        text = "\n".join(lines) + chance.choice(("\n", "\n", "\n\n", ""))
        found = by_lines(text)
        if found is not None:
            read += 1
            assert found == by_libyaml(text), text
    assert read > 400


def test_nesting_without_end_is_left_to_libyaml() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(200))
    assert by_lines(text) is None
    with pytest.raises(Broken):
        read_events("a.yaml", text, Ledger())


@pytest.mark.parametrize("quote", ["", "'"])
def test_a_key_that_is_too_long_for_yaml_is_left_to_libyaml(quote: str) -> None:
    assert by_lines(f"{quote}{'k' * 900}{quote}: 1\n") == by_libyaml(f"{quote}{'k' * 900}{quote}: 1\n")
    assert by_lines(f"{quote}{'k' * 1100}{quote}: 1\n") is None
