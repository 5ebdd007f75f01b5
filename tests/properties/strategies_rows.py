"""Values for the rows of the mapping, as an end spells them: plausible ones first, nasty ones now and then."""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from flytrans.mapping import kinds
from flytrans.mapping.containers import FLY_POLICY
from flytrans.mapping.guest import SIZES
from flytrans.mapping.row import At, Each, End, Field, Kind, Listing, Mapping, Named, One

Values = SearchStrategy[Any]
NASTY = [
    "",
    " ",
    "$(A) $$ $",
    'it\'s "x"',
    "é\n#",
    "a/b~c",
    "yes",
    "0x1F",
    "1e3",
    "null",
    "---\n",
    "\x7f",
    "a" * 70,
    "💥",
]
WORDS = st.sampled_from(["web", "worker", "data", "fra", "v1.2", "a-b", "a_b", "X"])
TEXTS = st.one_of(WORDS, WORDS, st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), max_size=6))
SAID = TEXTS.filter(bool)
PORTS = st.sampled_from([80, 443, 8080, 3000, 5432, 53, 1, 65535]) | st.integers(1, 65535)
SPANS = st.sampled_from(["10s", "1m30s", "1500ms", "0s", "2h", "1ns"]) | st.integers(0, 10**6)
GB = st.sampled_from(["1gb", "10GB", "500", "3 GB"]) | st.integers(1, 500).map(str)
BARE = st.booleans() | st.integers(-(2**53), 2**53) | TEXTS | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(BARE, lambda v: st.lists(v, max_size=2) | st.dictionaries(TEXTS, v, max_size=2), max_leaves=3)
KEYS = st.one_of(st.sampled_from(["A", "B_C", "PATH", "FLY_REGION", "a.b-c", "1X", "a b", "é", "a=b", "PORT"]), SAID)

BY_KIND: dict[int, Values] = {
    id(kinds.TEXT): TEXTS,
    id(kinds.TEXT_OR_EMPTY): TEXTS,
    id(kinds.TEXT_ALWAYS): TEXTS,
    id(kinds.TEXT_OR_NULL): st.none() | TEXTS,
    id(kinds.INTEGER): st.integers(0, 9) | st.integers(0, 2**31),
    id(kinds.INTEGER_OR_ZERO): st.integers(0, 9) | st.integers(0, 2**31),
    id(kinds.INTEGER_ALWAYS): st.integers(0, 9) | st.integers(0, 2**31),
    id(kinds.UINT32): st.integers(0, 9) | st.integers(0, 2**32 - 1),
    id(kinds.UINT32_OR_ZERO): st.integers(0, 2**32 - 1),
    id(kinds.UINT64): st.integers(0, 9) | st.integers(0, 2**64 - 1),
    id(kinds.INT32): st.integers(0, 9) | st.integers(-(2**31), 2**31 - 1),
    id(kinds.INT32_ALWAYS): st.integers(0, 9) | st.integers(-(2**31), 2**31 - 1),
    id(kinds.TRUE): st.booleans(),
    id(kinds.SWITCH): st.booleans(),
    id(kinds.NUMBER): st.sampled_from([0, 1, 0.33]) | st.floats(0, 100, allow_subnormal=False),
    id(kinds.NUMBER_OR_ZERO): st.sampled_from([0, 1, 2, 0.33, 0.5, 3]) | st.floats(0, 100, allow_subnormal=False),
    id(kinds.DURATION): SPANS,
    id(kinds.AUTOSTOP): st.sampled_from([True, False, "off", "stop", "suspend"]),
    id(kinds.AUTOSTOP_JSON): st.sampled_from([True, False, "suspend"]),
    id(kinds.PERSIST): st.sampled_from(["never", "always", "restart", 0, 2]),
    id(FLY_POLICY): st.sampled_from(["always", "on-failure", "never"]),
    id(kinds.ANY): ANYTHING,
}
BY_KEY: dict[str, Values] = {
    "port": PORTS,
    "internal_port": PORTS,
    "start_port": st.integers(1, 200),
    "end_port": st.integers(1, 200),
    "protocol": st.sampled_from(["tcp", "udp", "http", "https"]),
    "handlers": st.lists(st.sampled_from(["http", "tls", "pg_tls", "proxy_proto", "edge"]), max_size=3),
    "size": st.sampled_from(SIZES),
    "memory": st.sampled_from(["256mb", "512", "1gb", "2048MB"]) | st.integers(1, 99999).map(str),
    "cpus": st.sampled_from([1, 2, 4, 3, 16]),
    "memory_mb": st.sampled_from([256, 512, 2048, 1000]),
    "cpu_kind": st.sampled_from(["shared", "performance", "odd"]),
    "gpus": st.integers(0, 2),
    "strategy": st.sampled_from(["rolling", "immediate", "canary", "bluegreen", "other"]),
    "initial_size": GB,
    "auto_extend_size_increment": GB,
    "auto_extend_size_limit": GB,
    "destination": st.sampled_from(["/data", "/var/lib/x", "/a b"]) | SAID,
    "guest_path": st.sampled_from(["/etc/x", "/a/b.c", "/etc/x y", "etc/x"]) | SAID,
    "path": st.sampled_from(["/", "/up", "/a?b=c", "up"]) | TEXTS,
    "method": st.sampled_from(["GET", "get", "POST"]),
    "env": st.dictionaries(KEYS, TEXTS, max_size=3),
    "headers": st.dictionaries(st.sampled_from(["Host", "X-A", "x-a", "a b"]), TEXTS, max_size=2),
    "schedule": st.sampled_from(["hourly", "daily", "weekly", "monthly", "never"]),
}
NO_TEXTS = ("local_path", "machine_config", "file", "container")
"""Names of files and of what is in them: those have tests of their own."""
FORBIDDEN = ("compose",)


def some(entries: Table[str, Values], most: int, always: tuple[str, ...] = ()) -> Values:
    """Tables of up to so many of the entries."""
    rest = [key for key in entries if key not in always]

    def chosen(keys: list[str]) -> Values:
        return st.fixed_dictionaries({key: entries[key] for key in entries if key in keys or key in always})

    return st.lists(st.sampled_from(rest), max_size=most, unique=True).flatmap(chosen) if rest else chosen([])


def spelled(kind: Any, end: End, key: str = "") -> Values:
    """Values of a kind as they are spelled at an end."""
    if isinstance(kind, One):
        rows = table_of(kind.fields, end)
        if isinstance(kind, Named):
            return st.dictionaries(KEYS, rows, max_size=2)
        return st.lists(rows, max_size=2) if isinstance(kind, Each) else rows
    if isinstance(kind, Listing):
        return st.lists(spelled(kind.item, end), max_size=3)
    if isinstance(kind, Mapping):
        return st.dictionaries(KEYS, spelled(kind.item, end), max_size=2)
    found = BY_KIND.get(id(kind))
    if found is not None:
        return found
    assert isinstance(kind, Kind), kind
    return st.integers(0, 2**31) if int in kind.accepts else TEXTS


def table_of(fields: Any, end: End, most: int = 5, **special: Values) -> Values:
    """Tables of some fields."""
    entries: dict[str, Values] = {}
    for field in fields:
        spot = field.at(end)
        if isinstance(spot, At) and field.name not in (*NO_TEXTS, *FORBIDDEN, "processes"):
            own = special.get(spot.key)
            entries[spot.key] = value_of(field, spot, end) if own is None else own
    return some(entries, most)


def value_of(field: Field, spot: At, end: End) -> Values:
    """Values of a field: those that are usual under its key, else what its kind allows."""
    kind = spot.kind or field.kind
    scalar = not isinstance(kind, (One, Mapping)) and not (isinstance(kind, Listing) and isinstance(kind.item, One))
    if spot.key in BY_KEY and (scalar or (spot.key in ("env", "headers") and isinstance(kind, Mapping))):
        return BY_KEY[spot.key]
    if field.words and field.strict:
        return st.sampled_from(field.words)
    if field.within:
        return st.integers(*field.within)
    return spelled(kind, end, spot.key)
