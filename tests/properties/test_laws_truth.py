"""Law 6: change one leaf, and the output moves if its fate says so, and stays if it does not."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from lawful import laws
from lawful.texts import put, stream, toml
from strategies_fly import fly_trees
from strategies_kubernetes import kubernetes_objects

import flytrans
from flytrans.rules.manifests.ft221_unknown_word import (
    EFFECTS,
    MODES,
    OF_CONTAINERS,
    OF_OBJECTS,
    OF_PODS,
    OPERATORS,
    PROTOCOLS,
)

TARGETS = st.sampled_from(["fly", "machines", "kubernetes"])
MOVING = ("translated", "carried", "approximated")


KNOWN = (
    *(words for table in (*OF_OBJECTS.values(), OF_PODS, OF_CONTAINERS) for words in table.values()),
    *(PROTOCOLS, MODES, EFFECTS, OPERATORS),
    *(("always", "on-failure", "never"), ("shared", "performance"), ("tcp", "udp"), ("off", "stop", "suspend")),
    *(("rolling", "immediate", "canary", "bluegreen"), ("hourly", "daily", "weekly", "monthly")),
)
"""Words of which a field knows no other than the rest: what is none of them may act like the one that is there."""


def others(value: Any) -> list[Any]:
    """Other values of the same type."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value * 2 or 7, max(value - 1, 0)]
    if isinstance(value, str):
        further = re.sub(r"\d+", lambda figures: str(int(figures[0]) + 1), value, count=1)
        known = [word for words in KNOWN if value in words for word in words]
        return [value + "z", "z" + value, value.upper(), value.lower(), "x", further, *known]
    return []


def check(given_: dict[str, str], to: str, changed: Any, value: Any, entry: flytrans.Entry, carry: bool) -> None:
    """One leaf, with other values until one is taken."""
    moved: list[bool] = []
    for other in others(value):
        if other != value:
            result = laws.moves(given_, to, changed(other), entry, carry=carry)
            moved += [] if result is None else [result]
    assume(moved)
    if entry.fate in MOVING:
        assert entry.fate == "approximated" or any(moved), f"{entry.pointer} is {entry.fate}, but nothing moves"
    else:
        assert not any(moved), f"{entry.pointer} is {entry.fate}, but the output moves"


@given(fly_trees(4), TARGETS, st.booleans(), st.data())
def test_the_report_of_a_fly_toml_is_true(tree: dict[str, Any], to: str, carry: bool, data: st.DataObject) -> None:
    files = {"fly.toml": toml(tree)}
    made = laws.translated(files, to, carry=carry)
    assume(made is not None and made.report.entries)
    entry = data.draw(st.sampled_from(made.report.entries))
    value = laws.input_leaves(files)[tuple(entry.place)]
    check(files, to, lambda other: {"fly.toml": toml(put(tree, entry.pointer, other))}, value, entry, carry)


@given(kubernetes_objects(), TARGETS, st.booleans(), st.data())
def test_the_report_of_manifests_is_true(
    objects: list[dict[str, Any]], to: str, carry: bool, data: st.DataObject
) -> None:
    files = {"app.yaml": stream(objects)}
    made = laws.translated(files, to, carry=carry)
    assume(made is not None)
    entry = data.draw(st.sampled_from(made.report.entries))
    value = laws.input_leaves(files)[tuple(entry.place)]

    def changed(other: Any) -> dict[str, str]:
        again = list(objects)
        again[entry.document] = put(again[entry.document], entry.pointer, other)
        return {"app.yaml": stream(again)}

    check(files, to, changed, value, entry, carry)
