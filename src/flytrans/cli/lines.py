"""Which leaves of a file stand on a line; of a TOML file, which keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flytrans.cli.toml_lines import keys
from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import escape


class Span(NamedTuple):
    """A leaf and the lines that it takes, its key's line included."""

    document: int
    pointer: str
    first: int
    last: int


def leaves_on(file: str, text: str, line: int) -> list[Span]:
    """The leaves on a line; for a line that only opens a table or a list, the leaves in there."""
    spans = list(_spans(file, text))
    here = [span for span in spans if span.first <= line <= span.last]
    if here:
        narrow = [span for span in here if span.first == line]
        return narrow or here
    below = [span for span in spans if span.first > line]
    if not below:
        return []
    above = max((span.last for span in spans if span.last < line), default=0)
    opened = [name for name, first in _opened(file, text) if above < first <= line]
    return [span for span in below if opened and _under(span, opened[-1])]


def _under(span: Span, opened: tuple[int, str]) -> bool:
    return span.document == opened[0] and span.pointer.startswith(opened[1] + "/")


def _spans(file: str, text: str) -> Iterator[Span]:
    for document, pointer, first, last, leaf in _walked(file, text):
        if leaf:
            yield Span(document, pointer, first, last)


def _opened(file: str, text: str) -> Iterator[tuple[tuple[int, str], int]]:
    for document, pointer, first, _, leaf in _walked(file, text):
        if not leaf:
            yield (document, pointer), first


def _walked(file: str, text: str) -> Iterator[tuple[int, str, int, int, bool]]:
    if file.endswith(".toml"):
        for pointer, first, last, leaf in keys(text):
            yield 0, pointer, first, last, leaf
        return
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for index, node in enumerate(yaml.compose_all(text, loader)):
        if node is not None:
            yield from _walk(node, index, "", node.start_mark.line)


def _walk(node: Any, document: int, pointer: str, first: int) -> Iterator[tuple[int, str, int, int, bool]]:
    """Every node below one; `first` is the line of its key."""
    pairs: list[tuple[str, Any, int]] = []
    if node.id == "mapping":
        pairs = [(key.value, value, key.start_mark.line) for key, value in node.value]
    elif node.id == "sequence":
        pairs = [(str(index), value, value.start_mark.line) for index, value in enumerate(node.value)]
    if not pairs:
        # the end mark of a block scalar stands at the start of the line after it
        last = node.end_mark.line - (node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line)
        yield document, pointer, first + 1, max(first, last) + 1, True
        return
    yield document, pointer, first + 1, node.end_mark.line + 1, False
    for step, value, line in pairs:
        yield from _walk(value, document, f"{pointer}/{escape(step)}", line)
