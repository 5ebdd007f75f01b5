"""Each field alone, to each end: what is not said has a reason of its own, which a row or structure code gave it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from lawful.fields import LEAVES, TABLES, beside, files_of

import flytrans
from flytrans.diagnostics.catalogue import CODES
from flytrans.engine.fates import APPROXIMATED, CARRIED, DROPPED, UNEXPLAINED

VAGUE = {code: CODES[code].title for code in (APPROXIMATED, CARRIED, DROPPED)}


def unexplained(files: dict[str, str]) -> list[Any]:
    """What only the engine explains, to any end."""
    out = []
    for to, carry in product(("fly", "machines", "kubernetes"), (True, False)):
        made = flytrans.translate(files, to=to, carry=carry)  # type: ignore[arg-type]
        out += [e for e in made.report.entries if VAGUE.get(e.code) == e.message or e.message == UNEXPLAINED]
    return out


@pytest.mark.parametrize(("end", "path", "kind"), LEAVES, ids=[end + path for end, path, _ in LEAVES])
def test_a_field_that_is_not_said_has_a_reason_of_its_own(end: str, path: str, kind: str) -> None:
    assert not unexplained(files_of(end, [(path, kind)]))


@pytest.mark.parametrize(("end", "table"), TABLES, ids=[end + table for end, table in TABLES])
def test_fields_beside_each_other_have_theirs(end: str, table: str) -> None:
    assert not unexplained(files_of(end, beside(end, table)))
