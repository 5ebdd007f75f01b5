"""The texts by which an app learns where others are: its variables, the words of its commands, its files."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.configmap import bytes_of
from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node, entries_of, items_of


class Told(NamedTuple):
    """A text, with the node that has it and what it is called, if it has a name; a file may be in any language."""

    node: Node
    text: str
    name: str = ""
    in_file: bool = False


def texts_of(view: Node) -> Iterator[Told]:
    """The texts of a process group, those of its containers among them."""
    yield from _texts(view, view.get("init"))
    for container in tables_of(view.get("containers")):
        yield from _texts(container, container)


def _texts(holder: Node, init: Node | None) -> Iterator[Told]:
    for name, value in entries_of(holder.get("env")):
        if isinstance(value.value, str):
            yield Told(value, value.value, name)
    for key in ("exec", "entrypoint", "cmd"):
        before = ""
        for word in items_of(init.get(key) if init is not None else None):
            if isinstance(word.value, str):
                yield Told(word, word.value, "host" if before == "-h" else before if before.startswith("--") else "")
                before = word.value
    for file in tables_of(holder.get("files")):
        content = file.get("raw_value")
        text = _decoded(text_of(content) or "")
        if content is not None and text:
            yield Told(content, text, in_file=True)


def _decoded(raw: str) -> str:
    """The text of a file; nothing where it is none."""
    try:
        return (bytes_of(raw) or b"").decode()
    except UnicodeDecodeError:
        return ""
