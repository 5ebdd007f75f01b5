"""`machines.json`: request bodies made from the rows of a machine config."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from strategies_fly import APPS, GROUPS
from strategies_rows import KEYS, SAID, TEXTS, table_of

from flytrans.engine.identity import identities
from flytrans.mapping.machine import MACHINE, REQUEST
from flytrans.mapping.mounts import VOLUME
from flytrans.tree.node import lift

Draw = Callable[[SearchStrategy[Any]], Any]
CONFIGS = table_of(MACHINE.fields, "machines", 6, metadata=st.dictionaries(KEYS, TEXTS, max_size=2))
REQUESTS = table_of(REQUEST.fields, "machines", 2)
VOLUMES = table_of(VOLUME, "machines", 4)
REGIONS = st.sampled_from(["fra", "ord", ""])


def single(tree: Any, name: str = "") -> Any:
    """A tree whose lists hold no two items of one identity: only one of them could be told of."""
    if isinstance(tree, dict):
        return {key: single(value, key) for key, value in tree.items()}
    if not isinstance(tree, list) or not all(isinstance(item, dict) for item in tree):
        return tree
    found = dict(zip((key.split("#")[0] for key in identities(name, lift(tree).each())), tree, strict=True))
    return [single(item) for item in found.values()]


@st.composite
def machines_trees(draw: Draw, whole: bool = False) -> dict[str, Any]:
    """What a machines.json may hold; `whole`: it has an app and requests."""
    groups = draw(st.lists(GROUPS, min_size=1, max_size=3, unique=True))
    requests = []
    for group in groups:
        config = draw(CONFIGS)
        for container in config.get("containers", []):
            container.setdefault("image", "side:1")
        body = {**draw(REQUESTS), "region": draw(REGIONS), "config": single(config)}
        requests.append({"process_group": group, "count": draw(st.integers(0, 4)), "body": body})
    tree: dict[str, Any] = {"app": draw(APPS), "requests": requests}
    if draw(st.booleans()):
        tree["volumes"] = [{"process_group": draw(st.sampled_from(groups)), "body": draw(VOLUMES)}]
    if draw(st.booleans()):
        tree["secrets"] = draw(st.lists(SAID, max_size=2, unique=True))
    if not whole and not draw(st.integers(0, 5)):
        del tree[draw(st.sampled_from(sorted(tree)))]
    return tree


def machines_files() -> SearchStrategy[dict[str, str]]:
    """A machines.json as a source."""
    return machines_trees().map(lambda tree: {"machines.json": json.dumps(tree)})
