"""A YAML stream as traced documents by libyaml's own composer, for streams that have nothing unusual.

What takes a closer look (aliases of tables, merge keys, repeated keys, tags, depth, any error) is left to `yaml_nodes`,
which then reads the whole stream; of all others both make the same.
"""

from __future__ import annotations

import operator
import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode

from flytrans.kubernetes.yaml_scalars import NUMERIC, WORDS, NotFinite, read_plain
from flytrans.tree.ledger import Leaf, Ledger
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
    """Without resolvers: a tag is text only where one is written. What stands for them does nothing, and that in C."""

    resolve = slice
    descend_resolver = operator.is_
    ascend_resolver = bool


class _Guarded(_Composer):
    """Nothing is deeper than `DEEPEST`, as the composer calls itself for each level."""

    depth = 0

    def descend_resolver(self, parent: Any, index: Any) -> None:  # type: ignore[override]
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unusual

    def ascend_resolver(self) -> None:  # type: ignore[override]
        self.depth -= 1


_STEP = 16
_INDENTED = re.compile("[ :?-]{12}")


def _may_be_deep(text: str) -> bool:
    """Whether a text may have more than some 200 levels: what begins them on one line, or brackets.

    A level of a block begins further right than the one around it, after nothing but spaces and indicators.
    """
    return text.count("[") + text.count("{") > DEEPEST // 2 or _INDENTED.search(text[::_STEP]) is not None


def read_quick(file: str, text: str, ledger: Ledger, of: Any) -> list[tuple[int, Node]] | None:
    """Index and node of every document that is not empty; None, and nothing entered, where it takes a closer look.

    `of`: from a mark to a position; None where the mark's own line and column hold.
    """
    if not yaml.__with_libyaml__ or "\\/" in text or _NO_TAG.search(text):
        return None
    before = len(ledger.leaves)
    documents: list[tuple[int, Node]] = []
    try:
        parser = (_Guarded if _may_be_deep(text) else _Composer)(text)
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
    """What an untagged scalar is; one without a style is plain."""
    value = node.value
    if node.tag.__class__ is str:
        raise Unusual
    return value if node.style else read_plain(value)


def _build(file: str, number: int, root: Any, ledger: Ledger, of: Any) -> Node:  # noqa: C901 - hot
    leaves, values, new, known = ledger.leaves, ledger.values, tuple.__new__, set[int]()

    def leaf(value: Any, mark: Any, pointer: str) -> Node:
        line, column = (mark.line + 1, mark.column + 1) if of is None else of(mark)
        leaves.append(new(Leaf, (file, number, pointer, line, column)))
        values.append(value)
        return Node(value, (len(leaves) - 1,))

    def build(composed: Any, pointer: str, depth: int, again: Any) -> Node:  # its own name in it were a cycle
        if id(composed) in known or depth > DEEPEST:
            raise Unusual
        known.add(id(composed))
        is_table = composed.__class__ is MappingNode
        out: dict[Any, Node] = {}
        entries: Any = composed.value if is_table else enumerate(composed.value)
        for key, item in entries:
            if is_table:
                kind, key = key.__class__, key.value
                if kind is not ScalarNode or key in out or key == "<<":
                    raise Unusual
                below = f"{pointer}/{escape(key) if '/' in key or '~' in key else key}"
            else:
                below = f"{pointer}/{key}"
            value = item.value
            if item.__class__ is ScalarNode:
                if item.tag.__class__ is str:
                    raise Unusual
                if not item.style and (value in WORDS or value[0] in NUMERIC):
                    value = read_plain(value)
            elif value:
                out[key] = again(item, below, depth + 1, again)
                continue
            else:
                value = {} if item.__class__ is MappingNode else []
            out[key] = leaf(value, item.start_mark, below)
        return Node(out if is_table else list(out.values()))

    if root.__class__ is ScalarNode:
        return leaf(_scalar(root), root.start_mark, "")
    if not root.value:
        return leaf({} if root.__class__ is MappingNode else [], root.start_mark, "")
    return build(root, "", 1, build)
