"""Every field of the formats has a row, or a reason that is written down.

The lists in `data` name the fields; tests/conformance/test_field_lists.py holds them to where they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from flytrans.mapping.fly import FLY
from flytrans.mapping.machine import MACHINE, ONE_TIME
from flytrans.mapping.row import At, Field, Meaning, One
from generate.trails import last_meaning, listed, machine_rows, trail

SOURCE = Path(__file__).parents[2] / "src" / "flytrans"

STRUCTURE = {
    "FT301": "kubernetes/times.py",
    "FT303": "kubernetes/guest.py",
    "FT305": "kubernetes/rollout.py",
    "FT306": "kubernetes/rollout.py",
    "FT307": "kubernetes/workload.py",
    "FT310": "kubernetes/probes.py",
    "FT312": "kubernetes/guest.py",
    "FT316": "kubernetes/containers.py",
}
"""Codes of what is approximated by structure code, and the module that says so; a row cannot."""

BESIDE_ROWS = {
    "/requests/#/body/region": "the app's region",
    "/volumes/#/body/compute_image": "a hint that places one call",
} | {f"/requests/#/body/{key}": "an option of one call" for key in ONE_TIME}
"""Leaves of machines.json that structure code reads."""
NOT_IN_FLY_TOML = {
    "/requests/#/body/config/services/#/checks/#/port": "a check of a service has that of the service",
}
"""Leaves of machines.json that have a row, and that no key of fly.toml says."""


def without_row(rows: One, lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Keys of fly.toml that lead to no row: of old spellings, the current one."""
    for path, *_, old in lines:
        try:
            trail(rows, old or path, "fly")
        except LookupError:
            yield path


def test_every_key_of_fly_toml_has_a_row() -> None:
    assert list(without_row(FLY, listed("fly.tsv"))) == []


def less(kind: Any, path: tuple[str, ...]) -> Any:
    """Rows less the one at a path of keys, wherever lists and tables stand between."""
    if not isinstance(kind, One):
        return kind
    fields = [
        field if field.name != path[0] else _with_kind(field, less(field.kind, path[1:]))
        for field in kind.fields
        if field.name != path[0] or len(path) > 1
    ]
    return type(kind)(*fields, key=kind.key)


def _with_kind(field: Field, kind: Any) -> Field:
    spots = {"fly": field.fly, "machines": field.machines, "kubernetes": field.kubernetes}
    return Field(field.name, kind, about=field.about, **spots)


def rows_of(rows: One, end: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for field in rows.fields:
        spot = field.at(end)
        if isinstance(spot, At):
            yield (*path, field.name)
            if isinstance(field.kind, One) and spot.kind is None:
                yield from rows_of(field.kind, end, (*path, field.name))


@pytest.mark.parametrize("path", list(rows_of(FLY, "fly")), ids="/".join)
def test_a_row_of_fly_toml_that_goes_is_missed(path: tuple[str, ...]) -> None:
    assert list(without_row(less(FLY, path), listed("fly.tsv")))


def test_what_has_no_key_in_a_machine_has_a_reason_in_its_row() -> None:
    for path, machines, *_, old in listed("fly.tsv"):
        if machines == "carried" and not old:
            assert isinstance(trail(FLY, path, "fly")[-1].machines, Meaning), path


def test_what_no_manifest_says_has_the_code_of_the_table_in_its_row() -> None:
    for path, _, kubernetes, code, old in listed("fly.tsv"):
        if kubernetes == "carried" and not old and code != "-":
            row = trail(FLY, path, "fly")[-1]
            codes = {row.kubernetes.code} if row.kubernetes else set()
            if path.endswith("/#") and isinstance(row.kind, One):  # an item with nothing in it
                codes |= {field.kubernetes.code for field in row.kind.fields if field.kubernetes}
            assert code in codes, path


def test_what_is_approximated_has_its_code_in_its_row_or_where_it_is_made() -> None:
    for path, _, kubernetes, code, old in listed("fly.tsv"):
        if kubernetes == "approximated" and not old:
            meaning = last_meaning(field.kubernetes for field in trail(FLY, path, "fly"))
            assert code in STRUCTURE or (meaning and meaning.code == code), path


@pytest.mark.parametrize("code", STRUCTURE)
def test_structure_code_says_what_it_approximates(code: str) -> None:
    assert code in (SOURCE / STRUCTURE[code]).read_text(encoding="utf-8")


def test_every_leaf_of_machines_json_has_a_row_or_a_reason() -> None:
    for path, fly, kubernetes in listed("machines.tsv"):
        if path in BESIDE_ROWS:
            with pytest.raises(LookupError):
                machine_rows(path)
            continue
        rows = machine_rows(path)
        dropped = path.startswith("/volumes/#/body/compute/")
        if fly == "carried":
            assert path in NOT_IN_FLY_TOML or isinstance(rows[-1].fly, Meaning), path
        if kubernetes == "carried" and not dropped and not path.startswith("/volumes/"):
            assert rows[-1].kubernetes, path


@pytest.mark.parametrize("path", NOT_IN_FLY_TOML)
def test_a_reason_is_for_a_leaf_that_there_is(path: str) -> None:
    fate = {row[0]: row[1] for row in listed("machines.tsv")}[path]
    assert fate == "carried"
    assert last_meaning(field.fly for field in machine_rows(path)) is None


API_BODIES = {"CreateMachineRequest/": "/requests/#/body/", "CreateVolumeRequest/": "/volumes/#/body/"}


def test_every_property_of_the_machines_api_has_a_row_or_a_reason() -> None:
    for name, _, words in listed("machines-api.tsv"):
        body = next(body for body in API_BODIES if name.startswith(body))
        path = API_BODIES[body] + name.removeprefix(body)
        if path not in BESIDE_ROWS:
            rows = machine_rows(path)
            known = set(rows[-1].words) or set(words.split())
            assert set(words.split()) <= known, path


@pytest.mark.parametrize("path", list(rows_of(MACHINE, "machines")), ids="/".join)
def test_a_row_of_a_machine_that_goes_is_missed(path: tuple[str, ...]) -> None:
    start = "/requests/#/body/config/"
    lines = [row[0].removeprefix(start) for row in listed("machines.tsv") if row[0].startswith(start)]
    assert any(_is_missed(less(MACHINE, path), line) for line in lines)


def _is_missed(rows: One, path: str) -> bool:
    try:
        trail(rows, path, "machines")
    except LookupError:
        return True
    return False
