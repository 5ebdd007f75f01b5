"""Every row takes what the Go type behind it takes, and does to a zero what that does.

The list is what reflection says of flyctl's and fly-go's own structs: a pointer tells zero from absent, and so does a
field without omitempty; any other zero is lost (Go encoding/json).
"""

from __future__ import annotations

from typing import Any

import pytest

from flytrans.diagnostics.finding import InputError
from flytrans.mapping.fly import FLY
from flytrans.mapping.row import UNSET, At, Kind, One
from flytrans.mapping.spelling import Anything, Listing, Mapping
from flytrans.tree.context import Reading
from flytrans.tree.node import lift
from generate.trails import listed, machine_rows, trail

FIELDS = [(f"{end}:{path}", kind.lstrip("*"), kind[0] == "*", zero) for end, path, kind, zero in listed("go-types.tsv")]

BESIDE_ROWS = {
    "machines:/requests/#/body/config",
    "machines:/requests/#/body/region",
    "machines:/requests/#/body/skip_secrets",
    "machines:/requests/#/body/min_secrets_version",
    "machines:/requests/#/body/lease_ttl",
    "machines:/volumes/#/body/compute",
    "machines:/volumes/#/body/compute_image",
}
"""What structure code reads, or only one call has."""

ODD = {f"machines:/volumes/#/body/{key}": "a request for a volume says what is set" for key in ("name", "region")}
ODD |= {
    f"{end}/{key}": "fly_toml/machines.py sends all four of a static, empty or not"
    for end in ("fly:/statics/#", "machines:/requests/#/body/config/statics/#")
    for key in ("guest_path", "url_prefix", "tigris_bucket", "index_document")
}
ODD |= {
    f"machines:/volumes/#/body/{key}": "no volume has such a size or id"
    for key in ("size_gb", "fstype", "snapshot_id", "source_volume_id")
}
ODD |= {f"fly:/metrics/#/{key}": "any key makes the table" for key in ("port", "path", "https")}
"""Rows that keep or lose a zero otherwise, and why."""

RANGES = {"int": 64, "int64": 64, "int32": 32, "uint32": -32, "uint64": -64}
PROBES: list[Any] = [-1, 0, 1, True, False, "", "x", 1.5, [], {}, [""], ["a"], [1], {"a": "b"}, {"a": 1}]
PROBES += [sign * 2**bits + step for bits in (31, 32, 63, 64) for sign in (1, -1) for step in (-1, 0, 1)]


def go_takes(kind: str, value: Any) -> bool | None:
    """Whether JSON of the value fits a Go type; None for a type with a decoder of its own."""
    if kind in RANGES:
        bits = RANGES[kind]
        least, most = (-(2 ** (bits - 1)), 2 ** (bits - 1)) if bits > 0 else (0, 2**-bits)
        return type(value) is int and least <= value < most
    scalar = {"string": (str,), "bool": (bool,), "float64": (int, float)}.get(kind)
    if scalar:
        return type(value) in scalar
    if kind == "[]string":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == "map[string]string":
        return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    return None


def spelling_of(name: str) -> Any:
    end, path = name.split(":")
    rows = trail(FLY, path, "fly") if end == "fly" else machine_rows(path)
    spot = rows[-1].at("fly" if end == "fly" else "machines")
    assert isinstance(spot, At)
    return spot.kind or rows[-1].kind


def took(spelling: Any, value: Any) -> bool:
    try:
        spelling.read(lift(value), Reading(own=True), "")
    except InputError:
        return False
    return True


@pytest.mark.parametrize(("name", "kind", "pointer", "zero"), FIELDS, ids=[field[0] for field in FIELDS])
def test_a_row_does_as_its_go_type(name: str, kind: str, pointer: bool, zero: str) -> None:
    if name in BESIDE_ROWS:
        with pytest.raises(LookupError):
            spelling_of(name)
        return
    spelling = spelling_of(name)
    if isinstance(spelling, (One, Anything)):
        assert go_takes(kind, "x") is None
        return
    for value in PROBES:
        expected = go_takes(kind, value)
        if expected is not None:
            assert took(spelling, value) == expected, value
    if isinstance(spelling, (Listing, Mapping)):
        always = getattr(spelling, "always", UNSET)
        assert always is (None if name.startswith("machines:/requests") and zero == "sent" else UNSET)
        return
    assert isinstance(spelling, Kind)
    kept = spelling.zero_counts or spelling.always is not UNSET
    assert kept == (pointer or zero == "sent") or name in ODD
    if name.startswith("machines:/requests") and name not in ODD:
        assert (spelling.always is not UNSET) == (zero == "sent")
        assert spelling.always is UNSET or spelling.always == go_zero(kind, pointer)


def go_zero(kind: str, pointer: bool) -> Any:
    if pointer:
        return None
    return 0 if kind in RANGES else ""


@pytest.mark.parametrize("name", ODD)
def test_an_exception_is_one(name: str) -> None:
    _, _, pointer, zero = next(field for field in FIELDS if field[0] == name)
    spelling = spelling_of(name)
    kept = spelling.zero_counts or spelling.always is not UNSET
    assert kept != (pointer or zero == "sent") or (spelling.always is UNSET and zero == "sent")
