"""A YAML stream as traced documents by libyaml's own composer, for streams that have nothing unusual.

What takes a closer look (aliases of tables, merge keys, repeated keys, tags, depth, any error) is left to `yaml_nodes`,
which then reads the whole stream; of all others both make the same.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode

from flytrans.kubernetes.yaml_scalars import NUMERIC, WORDS, NotFinite, read_plain
from flytrans.tree.ledger import Leaf, Ledger, Position
from flytrans.tree.node import Node, escape

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

DEEPEST = 128
_NO_TAG = re.compile(r"!(?=[\s,\]}]|\Z)(?<![^\s\[{,:?-]!)")
"""The tag `!` makes text of a scalar; the composer says nothing of it. It may also be a word of a script."""


class Unusual(Exception):
    """The stream is for `yaml_nodes`."""


class _Composer(_Parser):
    """Scalars' tags are whether they are plain; nothing is deeper than `DEEPEST`."""

    depth = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return implicit[0] if kind is ScalarNode else None

    def descend_resolver(self, parent: Any, index: Any) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unusual

    def ascend_resolver(self) -> None:
        self.depth -= 1


def read_quick(file: str, text: str, ledger: Ledger, of: Any) -> list[tuple[int, Node]] | None:
    """Index and node of every document that is not empty; None, and nothing entered, where it takes a closer look.

    `of`: from a mark to a position; None where the mark's own line and column hold.
    """
    if not yaml.__with_libyaml__ or "\\/" in text or _NO_TAG.search(text):
        return None
    before = len(ledger.leaves)
    documents: list[tuple[int, Node]] = []
    try:
        parser = _Composer(text)
        index = 0
        while parser.check_node():
            root = parser.get_node()
            if root.__class__ is not ScalarNode or _scalar(root) is not None:
                documents.append((index, _build(file, index, root, ledger, of)))
            index += 1
    except (yaml.YAMLError, UnicodeError, NotFinite, Unusual):
        del ledger.leaves[before:], ledger.values[before:]
        return None
    return documents


def _scalar(node: Any) -> Any:
    """What an untagged scalar is; its tag is whether it was plain."""
    value = node.value
    if node.tag is not True:
        if node.tag is not False:
            raise Unusual
        return value
    return read_plain(value) if value in WORDS or value[0] in NUMERIC else value


def _build(file: str, number: int, root: Any, ledger: Ledger, of: Any) -> Node:
    leaves, values, new, known = ledger.leaves, ledger.values, tuple.__new__, set[int]()

    def build(
        composed: Any, pointer: str, again: Any
    ) -> Node:  # a name of its own in it were a cycle through the ledger
        kind, value = composed.__class__, composed.value
        if kind is ScalarNode:
            plain = composed.tag
            if plain is True:
                if value in WORDS or value[0] in NUMERIC:
                    value = read_plain(value)
            elif plain is not False:
                raise Unusual
        elif value:
            if id(composed) in known:
                raise Unusual
            known.add(id(composed))
            if kind is not MappingNode:
                return Node([again(item, f"{pointer}/{index}", again) for index, item in enumerate(value)])
            out: dict[str, Node] = {}
            for name, item in value:
                key = name.value
                if name.__class__ is not ScalarNode or key in out or key == "<<":
                    raise Unusual
                step = escape(key) if "/" in key or "~" in key else key
                out[key] = again(item, f"{pointer}/{step}", again)
            return Node(out)
        else:
            value = {} if kind is MappingNode else []
        mark = composed.start_mark
        place: Position = (mark.line + 1, mark.column + 1) if of is None else of(mark)
        leaves.append(new(Leaf, (file, number, pointer, place)))
        values.append(value)
        return Node(value, (len(leaves) - 1,))

    return build(root, "", build)
