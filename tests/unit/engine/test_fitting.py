"""What was carried may have been edited by hand: it never makes a model that is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans
from flytrans.engine.fitting import fits
from flytrans.tree.node import lift

APP = 'app = "x"\nconsole_command = "bash"\n[env]\nA = "1"\n[processes]\nweb = "serve"\n'


def group(**entries: Any) -> Any:
    return lift({"apps": [{"name": "x", "groups": {"app": entries}}]})


def test_a_model_fits() -> None:
    assert fits(lift(flytrans.read({"fly.toml": APP}).plain()))


@pytest.mark.parametrize(
    "entries",
    [
        {"env": "A=1"},
        {"count": True},
        {"services": {"ports": []}},
        {"no_such_field": 1},
        {"kubernetes": {"selector": {"app": ["x"]}}},
        {"kubernetes": {"inline": [{}]}},
    ],
)
def test_a_value_of_another_type_does_not_fit(entries: dict[str, Any]) -> None:
    assert not fits(group(**entries))


def test_a_residue_is_a_patch() -> None:
    assert fits(lift({"apps": [{"name": "x", "residue": {"Pod/default/x": ["-", "0"]}}]}))
    assert not fits(lift({"apps": [{"name": "x", "residue": ["*", "0"]}]}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"app": {"console_command": ["+", {}]}},
        {"app": {"build": ["+", "docker"]}},
        {"groups": {"web": {"stop": ["+", "SIGINT"]}}},
        {"app": {"residue": ["+", {"Pod/default/x": ["*", 1]}]}},
    ],
)
@pytest.mark.parametrize("to", ["fly", "machines", "kubernetes"])
def test_carried_data_of_another_type_is_left_out_and_told(wrong: dict[str, Any], to: Any) -> None:
    machines = json.loads(flytrans.translate({"fly.toml": APP}, to="machines").files["machines.json"])
    machines["carried"] = {**machines["carried"], **wrong}
    made = flytrans.translate({"machines.json": json.dumps(machines)}, to=to)
    assert "FT602" in [finding.code for finding in made.findings]
    assert made.report.entries
    assert made.model.apps
