"""Keys of machines.json that nobody knows have a fate; what is no table is refused at its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans
from flytrans.engine.fates import UNEXPLAINED

PLAIN: dict[str, Any] = {
    "app": "x",
    "requests": [{"process_group": "app", "count": 1, "body": {"config": {"image": "x:1"}}}],
}


def text(**more: Any) -> dict[str, str]:
    return {"machines.json": json.dumps({**PLAIN, **more})}


@pytest.mark.parametrize(
    "more",
    [
        {"volumes": [{"process_group": "app", "process_groups": ["app"], "body": {"name": "data"}}]},
        {"release_command": {"region": "fra", "body": {"config": {"init": {"cmd": ["x"]}}}}},
        {"release_command": {"body": {"name": "x", "config": {"init": {"cmd": ["x"]}}}}},
        {"release_command": None},
        {"release_command": {"body": None}},
    ],
)
@pytest.mark.parametrize("to", ["fly", "machines", "kubernetes"])
def test_every_leaf_has_a_reason(more: dict[str, Any], to: Any) -> None:
    made = flytrans.translate(text(**more), to=to)
    assert [entry.pointer for entry in made.report.entries if entry.message == UNEXPLAINED] == []


@pytest.mark.parametrize(
    "more", [{"release_command": "x"}, {"release_command": {"body": 1}}, {"volumes": [{"body": 1.5}]}]
)
def test_what_is_no_table_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(flytrans.InputError) as refused:
        flytrans.translate(text(**more), to="fly")
    assert refused.value.findings[0].code == "FT004"
