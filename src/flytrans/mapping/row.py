"""Rows: one field, said once, with its key and spelling at each end, and the interpreter that reads and writes them.

Three kinds only: `Field`; `One`, a table of fields; `Each`, a list of such tables whose items have an identity.
A row at an end is an `At` (its key, where the spelling differs its own kind), a `Meaning` (this end has no
word for it: the code and what that means) or None (structure code beside the rows says it, or nothing does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flytrans.mapping.spelling import UNSET, Anything, Kind, Listing, Mapping, Spelling, kind_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

__all__ = [
    "UNSET",
    "Anything",
    "At",
    "Each",
    "End",
    "Field",
    "Kind",
    "Listing",
    "Mapping",
    "Meaning",
    "Named",
    "One",
    "Rows",
    "Spelling",
    "bound",
    "suggestion",
]

End: TypeAlias = "Literal['fly', 'machines', 'kubernetes']"


class Meaning(NamedTuple):
    """Why an end has no word for a field: the code, what it means for the app, and the effect if not the code's own."""

    code: str
    message: str = ""
    effect: str = ""


class At(NamedTuple):
    """A field's key at one end, and its spelling there where it differs."""

    key: str
    kind: Any = None


class Field:
    """One field of the model.

    `fly`, `machines`: "=" where the key is the field's own name.
    The rest is for people, schemas and editors. `about`: what it is, its unit and limits. `default`: what Fly does
    where it is absent, as fly.toml would spell it. `words`: the values that are known. `strict`: flyctl refuses any
    other than these. `within`: flyctl refuses numbers outside.
    """

    __slots__ = ("about", "default", "fly", "kind", "kubernetes", "machines", "name", "strict", "within", "words")

    def __init__(
        self,
        name: str,
        kind: Any,
        *,
        fly: At | Meaning | str | None = "=",
        machines: At | Meaning | str | None = "=",
        kubernetes: Meaning | None = None,
        about: str = "",
        default: Any = None,
        words: tuple[str, ...] = (),
        strict: bool = False,
        within: tuple[int, int] | None = None,
    ) -> None:
        self.name = name
        self.kind = kind
        self.fly = _spot(fly, name)
        self.machines = _spot(machines, name)
        self.kubernetes = kubernetes
        self.about = about
        self.default = default
        self.words = words
        self.strict = strict
        self.within = within

    def at(self, end: End) -> At | Meaning | None:
        """Its key, or why it has none, at an end."""
        return self.fly if end == "fly" else self.machines if end == "machines" else self.kubernetes


def _spot(spot: At | Meaning | str | None, name: str) -> At | Meaning | None:
    if isinstance(spot, str):
        return At(name if spot == "=" else spot)
    return spot


class One:
    """A table of fields."""

    __slots__ = ("_ends", "fields", "key")
    wrap: str = ""

    def __init__(self, *fields: Field, key: tuple[str, ...] = ()) -> None:
        self.fields = fields
        self.key = key
        self._ends: dict[End, Spelling] = {}

    def end(self, end: End) -> Spelling:
        """What reads and writes it at an end; made once."""
        if end not in self._ends:
            rows = Rows(self.fields, end)
            wrapped: Spelling = Listing(rows) if self.wrap == "list" else Mapping(rows) if self.wrap == "map" else rows
            self._ends[end] = wrapped
        return self._ends[end]


class Each(One):
    """A list of tables; `key`: the fields by which its items are told apart."""

    __slots__ = ()
    wrap = "list"


class Named(One):
    """A table of tables, by name."""

    __slots__ = ()
    wrap = "map"


class Rows:
    """A table of fields bound to one end."""

    is_table = True
    __slots__ = ("_always", "_kinds", "by_key", "end", "fields", "lower", "name", "out")

    def __init__(self, fields: Iterable[Field], end: End) -> None:
        self.end = end
        self.name = "a table"
        self.fields = tuple(f for f in fields if isinstance(f.at(end), At))
        self.by_key: dict[str, tuple[Field, Spelling]] = {}
        for field in self.fields:
            spot = field.at(end)
            assert isinstance(spot, At)
            self.by_key[spot.key] = (field, bound(spot.kind or field.kind, end))
        self._kinds = {key: (field, kind, _claim_of(kind)) for key, (field, kind) in self.by_key.items()}
        self.lower = {key.lower(): key for key in self.by_key}
        self.out = [(f.name, key, kind) for key, (f, kind) in self.by_key.items()]
        self._always = [
            (name, key, kind.always)
            for name, key, kind in self.out
            if end == "machines" and isinstance(kind, (Kind, Listing)) and kind.always is not UNSET
        ]

    def read(self, node: Node, cx: Reading, where: str) -> Node | None:
        table = node.value
        if table is None:
            cx.ledger.inert(node, "null is the same as absent")
            return None
        if table.__class__ is not dict:
            raise cx.wrong(node, where, f"a table, found {kind_of(table)}")
        out: dict[str, Node] = {}
        kinds, rows = self._kinds, None if cx.own else cx.ledger.rows
        for key in sorted(table) if len(table) > 1 else table:
            entry = table[key]
            hit = kinds.get(key) or self._other_case(key, entry, cx, where)
            if hit is None:
                continue
            field, kind, claim = hit
            got = kind.read(entry, cx, f"{where}/{key}")
            if rows is not None:
                claim(rows, field, entry)
            if got is not None:
                if field.name in out:
                    cx.ledger.inert(out[field.name], "the key is written twice in other cases; the last one wins")
                out[field.name] = got
        return Node(out, node.sources, node.because)

    def _other_case(self, key: str, node: Node, cx: Reading, where: str) -> tuple[Field, Spelling, Claim] | None:
        """The field of a key in another case (Go's encoding/json matches without regard to case), or unknown."""
        known = self.lower.get(key.lower())
        if known is not None:
            cx.found("FT005", node, f"{where}/{key}".strip("/") + f" is read as {known}", f"write {known}")
            return self._kinds[known]
        cx.ledger.unknown(node, f"{key} is not a key that is known here")
        if not cx.own:
            cx.found("FT003", node, f"{key} is not a key of {_spoken(where)}", lambda: suggestion(key, self.by_key))
        return None

    def write(self, node: Node) -> Node:
        got = node.value
        out: dict[str, Node] = {}
        for name, key, kind in self.out:
            entry = got.get(name)
            if entry is not None:
                out[key] = kind.write(entry)
        if self._always:
            for name, key, value in self._always:
                if name not in got:
                    out[key] = Node(value, (), node.because + node.sources, "always sent")
            out = {key: out[key] for _, key, _ in self.out if key in out}
        return Node(out, node.sources, node.because, node.reason)


Claim = Callable[[dict[int, Field], Field, Node], None]
"""Remembers which row has read the leaves under a node; the first one to say so stays."""


def _claim_of(kind: Spelling) -> Claim:
    if isinstance(kind, Kind):
        return _claim_scalar
    return _claim_empty if isinstance(getattr(kind, "item", kind), Rows) else _claim_all


def _claim_scalar(rows: dict[int, Field], field: Field, node: Node) -> None:
    for leaf in node.sources:
        rows.setdefault(leaf, field)


def _claim_all(rows: dict[int, Field], field: Field, node: Node) -> None:
    for leaf in node.leaves():
        rows.setdefault(leaf, field)


def _claim_empty(rows: dict[int, Field], field: Field, node: Node) -> None:
    """A table of fields, or several: the rows within have claimed what is written there."""
    _claim_scalar(rows, field, node)
    for entry in node.below():
        if not entry.value:
            _claim_scalar(rows, field, entry)


def bound(kind: Any, end: End) -> Spelling:
    """A kind, or a table of fields, at an end."""
    if isinstance(kind, One):
        return kind.end(end)
    spelling: Spelling = kind
    return spelling


def suggestion(key: str, known: Iterable[str]) -> str:
    """Did you mean, where a known key is near."""
    import difflib

    plain = key.lower().replace("-", "_")
    near = difflib.get_close_matches(plain, [name for name in known if not opposed(plain, name)], n=1, cutoff=0.7)
    return f"did you mean {near[0]}?" if near else ""


def opposed(key: str, other: str) -> bool:
    """Whether one is the least and the other the most of something: nobody writes one for the other."""
    return {key[:4], other[:4]} == {"min_", "max_"}


def _spoken(where: str) -> str:
    path = ".".join(step for step in where.strip("/").split("/") if not step.isdigit())
    return f"[{path}]" if path else "the top level"
