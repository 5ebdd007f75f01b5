"""What has to be carried, and how it is put back."""

from __future__ import annotations

from typing import Any

import pytest

from flytrans.engine.carry import CARRIER_DATA, Carried, lost, missing, pack, restore
from flytrans.tree.context import Reading
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, lift
from flytrans.version import VERSION


def app(name: str, **groups: Any) -> dict[str, Any]:
    return {"name": name, "groups": groups}


def carried(want: Any, have: Any) -> list[Carried]:
    return [Carried(Node("carrier"), lift(pack(p).plain())) for p in missing(lift(want), lift(have))]


def test_nothing_is_carried_where_everything_came_back() -> None:
    model = {"apps": [app("x", app={"env": {"A": "1"}})]}
    assert missing(lift(model), lift(model)) == []


def test_what_did_not_come_back_comes_back_by_the_carrier() -> None:
    want = {"apps": [{**app("x", app={"stop": {"signal": "SIGINT"}}, web={}), "console_command": "bash"}]}
    have = {"apps": [app("x", app={"count": 2}, web={})]}
    assert restore(lift(have), carried(want, have), Reading()).plain() == want


def test_a_group_that_is_read_under_another_name_gets_its_own_back() -> None:
    want, have = {"apps": [app("x", a_b={"env": {"A": "1"}})]}, {"apps": [app("x", **{"a-b": {}})]}
    assert restore(lift(have), carried(want, have), Reading()).plain() == want


def test_a_group_that_cannot_be_read_back_comes_back_and_one_that_is_none_goes() -> None:
    want, have = {"apps": [app("x", one={}, two={"count": 1})]}, {"apps": [app("x", one={})]}
    assert restore(lift(have), carried(want, have), Reading()).plain() == want
    assert restore(lift(want), carried(have, want), Reading()).plain() == have


def test_the_marks_of_groups_are_no_lost_values() -> None:
    want, have = {"apps": [app("x", one={}, two={})]}, {"apps": [app("x", one={})]}
    assert lost(missing(lift(want), lift(have))) == (set(), set())


def test_parts_belong_to_apps_by_name() -> None:
    want = {"apps": [app("a", app={"count": 1}), app("b", app={"count": 2})]}
    have = {"apps": [app("b", app={}), app("a", app={})]}
    back = restore(lift(have), carried(want, have), Reading()).plain()
    assert {a["name"]: a["groups"]["app"]["count"] for a in back["apps"]} == {"a": 1, "b": 2}


def test_a_carrier_whose_app_is_gone_is_told() -> None:
    cx = Reading()
    found = carried({"apps": [app("a", app={"count": 1})]}, {"apps": [app("a", app={})]})
    model = {"apps": [app("b", app={}), app("c", app={})]}
    assert restore(lift(model), found, cx).plain() == model
    assert [f.code for f in cx.findings] == ["FT605"]


def test_what_no_app_was_read_for_is_carried_whole() -> None:
    want = {"apps": [app("a", app={"count": 1}), app("b", app={"count": 2})]}
    (part,) = missing(lift(want), lift({"apps": [app("a", app={"count": 1})]}))
    assert part.app == "b"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"of": "c", "app": {"console_command": ["+", "bash"]}}, "FT605"),
        ({"of": "c", "groups": {"app": {"count": ["+", 2]}}}, "FT605"),
        ({"of": "c"}, None),
        ({"of": "a", "groups": {"web": {"count": ["+", 2]}}}, "FT605"),
        ({"of": "a", "groups": {"web": {"count": ["+", 2], "@new": True}}}, None),
        ({"of": "a", "groups": {"web": {"@gone": True}}}, None),
    ],
)
def test_what_is_carried_for_what_is_gone_is_told(content: Any, code: str | None) -> None:
    cx = Reading()
    found = Carried(Node("carrier"), lift({"flytrans": VERSION, **content}))
    restore(lift({"apps": [app("a", app={}), app("b", app={})]}), [found], cx)
    assert [f.code for f in cx.findings] == ([code] if code else [])


@pytest.mark.parametrize(
    "content",
    [
        "text",
        {"flytrans": 3},
        {"flytrans": VERSION, "of": 3},
        {"flytrans": VERSION, "of": "a", "groups": []},
        {"flytrans": VERSION, "of": "a", "groups": {"app": 3}},
        {"flytrans": VERSION, "of": "a", "groups": {"app": {"count": 3}}},
        {"flytrans": VERSION, "of": "a", "app": {"console_command": "bash"}},
        {"flytrans": VERSION, "of": "a", "model": "x"},
    ],
)
def test_what_is_of_another_form_is_left_out_and_told(content: Any) -> None:
    cx, model = Reading(), {"apps": [app("a", app={})]}
    assert restore(lift(model), [Carried(Node("carrier"), lift(content))], cx).plain() == model
    assert [f.code for f in cx.findings] == ["FT602"]


def test_a_carrier_is_inert_data() -> None:
    ledger = Ledger()
    ledger.leaf(("f", 0, (), (1, 1)), "x")  # type: ignore[arg-type]
    cx = Reading(ledger)
    restore(lift({"apps": []}), [Carried(Node("x", (0,)), lift({"flytrans": VERSION, "of": ""}))], cx)
    assert ledger.notes[0].message == CARRIER_DATA
