"""Models made from the rows of a machine: apps as plain data, with all that any end can say of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from strategies_fly import APPS
from strategies_machines import machines_trees
from strategies_rows import SAID

from flytrans.machines.shape import read
from flytrans.tree.context import Reading
from flytrans.tree.document import Document
from flytrans.tree.node import lift

Draw = Callable[[SearchStrategy[Any]], Any]
DEPLOYS = st.fixed_dictionaries(
    {},
    optional={
        "strategy": st.sampled_from(["rolling", "immediate", "canary", "bluegreen"]),
        "max_unavailable": st.sampled_from([1, 2, 0.5]),
        "wait_timeout": st.integers(1, 10**12),
        "release_command": st.lists(SAID, min_size=1, max_size=2),
        "release_command_timeout": st.integers(1, 10**12),
        "seed_command": SAID,
    },
).filter(bool)


@st.composite
def models(draw: Draw) -> dict[str, Any]:
    """A model with one app; what a machine config says comes from reading one."""
    apps = []
    for name in draw(st.lists(APPS, min_size=1, max_size=1)):
        tree = {**draw(machines_trees(whole=True)), "app": name}
        found = read([Document("machines.json", 0, lift(tree))], Reading(own=True)).plain()["apps"][0]
        if draw(st.booleans()):
            found["deploy"] = {**found.get("deploy", {}), **draw(DEPLOYS)}
        if draw(st.booleans()):
            found["build"] = {"dockerfile": draw(SAID)}
        apps.append(found)
    return {"apps": apps}
