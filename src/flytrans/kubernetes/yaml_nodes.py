"""A YAML stream as traced documents: one pass over libyaml's events, every leaf with its place.

Read as kubectl reads it (sigs.k8s.io/yaml): scalars by `yaml_scalars`, keys as they are spelled, a merge key
where it stands in its mapping, tags of others ignored. Nothing is ever constructed from a tag.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from flytrans.kubernetes.yaml_lines import read_lines
from flytrans.kubernetes.yaml_places import Places
from flytrans.kubernetes.yaml_scalars import NUMERIC, WORDS, NotFinite, read_plain
from flytrans.kubernetes.yaml_stand_ins import StandIns
from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Leaf, Ledger, Path, Position
from flytrans.tree.node import Node

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

DEEPEST = 128
"""Levels of nesting; real objects have fewer than 40."""

MOST_FROM_ALIASES = 100_000
"""Nodes that aliases may add to a stream."""

MOST_ESCAPES = 64
"""Backslashes that are taken out; the text is read again after each."""

_TAG = "tag:yaml.org,2002:"
_MERGE = object()
new_leaf = tuple.__new__  # a third of the time of Leaf(...)
_SLASH_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\/")
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Broken(Exception):
    """Text that is no YAML, or no YAML that Kubernetes takes; the text says why and quotes nothing."""

    def __init__(self, message: str, position: Position, document: int, code: str = "FT002") -> None:
        super().__init__(message)
        self.position = position
        self.document = document
        self.code = code
        self.index: int | None = None
        """Where in the text a character after a backslash was not understood."""
        self.quotable = False
        """Whether the text only has characters that YAML takes in quotes."""


class _Empty(NamedTuple):
    """An empty table or list, and where it starts."""

    value: Any
    start_mark: Any


Composed = Any
"""A `ScalarEvent`, an `_Empty`, a dict or a list of the same."""


def read_stream(file: str, text: str, ledger: Ledger) -> list[tuple[int, Node]]:
    """Index and node of every document that is not empty; raises `Broken`."""
    ordinary = read_lines(file, text, ledger)
    return read_events(file, text, ledger) if ordinary is None else ordinary


def read_events(file: str, text: str, ledger: Ledger) -> list[tuple[int, Node]]:
    """The same of any stream, by libyaml.

    A backslash before an apostrophe is an escape to Go's YAML and an error to libyaml: it is taken out.
    """
    places = Places(text)
    text = text.removeprefix("\ufeff")
    before = len(ledger.leaves)
    stand_ins: StandIns | None = None
    while True:
        composer = _Composer(text, places, stand_ins)
        try:
            return _read(file, composer, ledger, places)
        except Broken as broken:
            escape = broken.index
            if broken.quotable and text.lstrip()[:1] != "{":  # that is JSON to kubectl
                stand_ins = StandIns(text)
            elif escape is None or text[escape : escape + 2] != "\\'" or len(places.moved) > MOST_ESCAPES:
                raise
            else:
                text = text[:escape] + text[escape + 1 :]
                places.moved.append(escape)
                stand_ins = StandIns(text) if stand_ins else None
            del ledger.leaves[before:], ledger.values[before:]


def _read(file: str, composer: _Composer, ledger: Ledger, places: Places) -> list[tuple[int, Node]]:
    documents = []
    for index, root in composer.documents():
        builder = _Builder(file, index, ledger, places, composer)
        if root.__class__ is not ScalarEvent or builder.value(root) is not None:
            documents.append((index, builder.build(root)))
    return documents


class _Composer:
    """Events joined to trees; aliases and merges are resolved, places kept."""

    def __init__(self, text: str, places: Places, stand_ins: StandIns | None) -> None:
        self._places = places
        self._text = stand_ins.text if stand_ins else text
        self.stand_ins = stand_ins
        self.index = -1
        self.written = 0
        """Entries of tables and lists so far, an alias counted once."""
        self.repeated: list[tuple[dict[str, Composed], str]] = []
        """Tables of the current document, with a key that they give twice."""

    def documents(self) -> Iterator[tuple[int, Composed]]:
        """Index and tree of every document; the scalar '' where there is none."""
        try:
            parser = _Parser(self._text)
            following = self._only_known_escapes(parser) if "\\/" in self._text else parser.get_event
            following = self._as_written(following) if self.stand_ins else following
            while True:
                event = parser.get_event()
                if event.__class__ is StreamEndEvent:
                    self._all_quoted()
                    return
                if event.__class__ is DocumentStartEvent:
                    self.index += 1
                    self.repeated = []
                    root = self._document(following)
                    yield self.index, root
        except (UnicodeError, yaml.reader.ReaderError):
            raise self._unreadable() from None
        except yaml.MarkedYAMLError as error:
            raise self._refused(error, error.problem_mark or error.context_mark) from None

    def broken(self, message: str, mark: Any, code: str = "FT002") -> Broken:
        """The error for something at a mark."""
        return Broken(message, self._places.of(mark), self.index, code)

    def _refused(self, error: yaml.MarkedYAMLError, mark: Any) -> Broken:
        said = " ".join(part for part in (error.context, error.problem) if part)
        code = "FT011" if "nesting depth" in said else "FT002"
        quoteless = re.sub(r" ?(?:'[^']*'|\"[^\"]*\")", "", said)
        broken = self.broken(quoteless or "it is not valid YAML", mark, code)
        if "unknown escape" in said:
            broken.index = mark.index
        return broken

    def _only_known_escapes(self, parser: Any) -> Callable[[], Any]:
        """Events less the escape that libyaml knows and Go's YAML does not."""

        def following() -> Any:
            event = parser.get_event()
            if event.__class__ is ScalarEvent and event.style == '"':
                begin, end = cast(Any, event.start_mark), cast(Any, event.end_mark)
                written = self._text[begin.index : end.index]
                if _SLASH_ESCAPE.search(written):
                    raise self.broken("while parsing a quoted scalar found unknown escape character", event.start_mark)
            return event

        return following

    def _as_written(self, following: Callable[[], Any]) -> Callable[[], Any]:
        """Events with the text that was written, not what stands for it."""
        put_back = cast(StandIns, self.stand_ins).put_back

        def as_written() -> Any:
            event = following()
            if event.__class__ is ScalarEvent:
                put_back(event)
            return event

        return as_written

    def _all_quoted(self) -> None:
        bare = self.stand_ins.bare() if self.stand_ins else None
        if bare is not None:
            raise Broken(
                "a control character is not allowed in YAML outside of quotes", self._places.at(bare), self.index
            )

    def _unreadable(self) -> Broken:
        found = _UNREADABLE.search(self._text)
        if found is None:
            return Broken("it is not valid UTF-8", (1, 1), max(self.index, 0))
        message = f"the character U+{ord(found[0]):04X} is not allowed in YAML"
        broken = Broken(message, self._places.at(found.start()), max(self.index, 0))
        broken.quotable = not _UNREADABLE.search(StandIns(self._text).text)
        return broken

    def _document(self, following: Callable[[], Any]) -> Composed:  # noqa: C901 - hot: a case for each event
        anchors: dict[str, Composed] = {}
        outer: list[tuple[Any, Any, Any]] = []
        root: Composed = None
        held: Any = None
        key: Any = None
        opened: Any = None
        while True:
            event = following()
            kind = event.__class__
            if kind is ScalarEvent:
                node: Any = event
                if event.anchor is not None:
                    anchors[event.anchor] = node
                if key is None and held.__class__ is dict:
                    key = event.value
                    if key == "<<":
                        key = self._key(event, event)
                    continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(outer) >= DEEPEST:
                    raise self.broken(f"nested deeper than {DEEPEST} levels", event.start_mark, "FT011")
                if held.__class__ is dict and key is None:
                    raise self.broken("a key is a mapping or a list", event.start_mark)
                if event.anchor is not None:
                    anchors[event.anchor] = None
                outer.append((held, key, opened))
                held, key, opened = {} if kind is MappingStartEvent else [], None, event
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = held or _Empty(held, opened.start_mark)
                self.written += len(held)
                if opened.anchor is not None:
                    anchors[opened.anchor] = node
                held, key, opened = outer.pop()
            elif kind is AliasEvent:
                node = anchors.get(event.anchor, _MERGE)
                if node is _MERGE or node is None:
                    wrong = "an anchor contains itself" if node is None else "an alias of an unknown anchor"
                    raise self.broken(wrong, event.start_mark)
            elif kind is DocumentEndEvent:
                return root
            else:
                continue
            if held.__class__ is list:
                held.append(node)
            elif held is None:
                root = node
            elif key is None:
                key = self._key(node, event)
            elif key is _MERGE:
                self._merge(held, node, event)
                key = None
            else:
                if key in held:
                    self.repeated.append((held, key))
                held[key] = node
                key = None

    def _key(self, node: Composed, event: Any) -> Any:
        if node.__class__ is not ScalarEvent:
            raise self.broken("a key is a mapping or a list", event.start_mark)
        if node.value == "<<" and (node.implicit[0] or node.tag == f"{_TAG}merge"):
            return _MERGE
        return node.value

    def _merge(self, held: dict[str, Composed], node: Composed, event: Any) -> None:
        """goyaml.v2/decode.go merge: what stands above is overridden, the first of a list that stands here wins."""
        sources = node if node.__class__ is list and event.__class__ is not AliasEvent else [node]
        for source in reversed(sources):
            if source.__class__ is dict:
                held.update(source)
            elif source.__class__ is not _Empty or source.value.__class__ is not dict:
                raise self.broken("a merge key wants a mapping or a list of mappings", event.start_mark)


class _Builder:
    """Trees of events to nodes, each leaf entered in the ledger."""

    def __init__(self, file: str, index: int, ledger: Ledger, places: Places, composer: _Composer) -> None:
        self._file = file
        self._index = index
        self._ledger = ledger
        self._leaves = ledger.leaves
        self._places = places
        self._composer = composer
        self._exact = places.plain
        self._repeated = [id(table) for table, _ in composer.repeated]
        self._raw = composer.stand_ins.quoted if composer.stand_ins else {}
        self._most = composer.written + MOST_FROM_ALIASES
        self._made = 0

    def build(self, composed: Composed, path: Path = ()) -> Node:
        """The node of a tree at a path."""
        kind = composed.__class__
        if kind is dict:
            self._count(composed, path)
            if self._repeated and id(composed) in self._repeated:
                return self._repeating(composed, path)
            return Node({key: self.build(item, (*path, key)) for key, item in composed.items()})
        if kind is list:
            self._count(composed, path)
            return Node([self.build(item, (*path, i)) for i, item in enumerate(composed)])
        value = composed.value
        if kind is _Empty:
            value = value.__class__()
        elif composed.tag is not None or (composed.implicit[0] and (value in WORDS or value[0] in NUMERIC)):
            value = self.value(composed)
        mark = composed.start_mark
        line, column = (mark.line + 1, mark.column + 1) if self._exact else self._places.of(mark)
        leaves = self._leaves
        leaf = len(leaves)
        leaves.append(new_leaf(Leaf, (self._file, self._index, path, line, column)))
        self._ledger.values.append(value)
        if mark.index in self._raw:
            self._ledger.odd[leaf] = "kubectl refuses a control character in YAML that is not escaped"
        return Node(value, (leaf,))

    def _count(self, composed: Composed, path: Path) -> None:
        self._made += len(composed)
        if len(path) > DEEPEST or self._made > self._most:
            raise Broken("aliases add more than anything that can be deployed", (1, 1), self._index, "FT011")

    def _repeating(self, composed: dict[str, Composed], path: Path) -> Node:
        again = {key for table, key in self._composer.repeated if table is composed}
        out = {}
        for key, item in composed.items():
            if key in again:
                self._ledger.faults[len(self._ledger.leaves)] = f"the key {key!r} is given twice"
            out[key] = self.build(item, (*path, key))
        return Node(out)

    def value(self, event: Any) -> Any:
        """What a scalar is."""
        try:
            tag = event.tag
            if tag is None:
                return read_plain(event.value) if event.implicit[0] else event.value
            if not tag.startswith(_TAG):
                return event.value
            return self._tagged(tag[len(_TAG) :], event)
        except NotFinite:
            raise self._composer.broken("JSON, and so Kubernetes, has no such number", event.start_mark) from None

    def _tagged(self, tag: str, event: Any) -> Any:
        """goyaml.v2/resolve.go: a standard tag is held against what the text is."""
        text = event.value
        if tag == "binary":
            try:
                return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
            except (binascii.Error, ValueError):
                raise self._composer.broken("!!binary is not base64", event.start_mark) from None
        if tag not in ("bool", "int", "float", "null"):
            return text
        value = read_plain(text)
        kinds = {"bool": (bool,), "int": (int,), "float": (float, int), "null": (type(None),)}[tag]
        if value.__class__ not in kinds:
            raise self._composer.broken(f"the value does not fit its tag !!{tag}", event.start_mark)
        return value
