"""The rows that a path of keys leads through, and the lists of paths."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flytrans.mapping.guest import GUEST
from flytrans.mapping.machine import MACHINE, REQUEST
from flytrans.mapping.mounts import VOLUME
from flytrans.mapping.row import At, Each, Field, Meaning, Named, One
from flytrans.mapping.spelling import Anything, Listing, Mapping

LISTS = Path(__file__).resolve().parents[2] / "tests" / "static" / "data"

MACHINE_ROWS = {
    "/requests/#/body/config/": MACHINE,
    "/requests/#/body/": REQUEST,
    "/volumes/#/body/compute/": GUEST,
    "/volumes/#/body/": One(*VOLUME),
}
"""The rows of machines.json, by where they stand."""


def listed(name: str) -> list[list[str]]:
    """The lines of a list of fields, without its head."""
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    return rows[1:]


def trail(kind: Any, path: str, end: Any) -> list[Field]:
    """The rows that a path leads through, from the outside in; LookupError where there is none.

    "#" stands for the items of a list, "*" for the entries of a table whose keys are the user's.
    """
    found: list[Field] = []
    for step in path.strip("/").split("/"):
        kind = _step(kind, step, end, found)
    return found


def _step(kind: Any, step: str, end: Any, found: list[Field]) -> Any:
    if isinstance(kind, Anything):
        return kind
    if isinstance(kind, (Each, Named)) and step == ("#" if isinstance(kind, Each) else "*"):
        return One(*kind.fields)
    if isinstance(kind, (Listing, Mapping)) and step == ("#" if isinstance(kind, Listing) else "*"):
        return kind.item
    for field in kind.fields if type(kind) is One else ():
        spot = field.at(end)
        if isinstance(spot, At) and spot.key == step:
            found.append(field)
            return spot.kind or field.kind
    raise LookupError(step)


def machine_rows(path: str) -> list[Field]:
    """The rows that a path of machines.json leads through."""
    start, rows = next((start, rows) for start, rows in MACHINE_ROWS.items() if path.startswith(start))
    return trail(rows, path.removeprefix(start), "machines")


def last_meaning(spots: Iterable[Any]) -> Meaning | None:
    """The innermost reason."""
    meanings = [spot for spot in spots if isinstance(spot, Meaning)]
    return meanings[-1] if meanings else None
