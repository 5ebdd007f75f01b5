"""Trees of fly.toml, made from its rows: process groups that are there, old spellings and unknown keys now and then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lawful.texts import toml
from strategies_rows import SAID, TEXTS, Values, table_of, value_of

from flytrans.mapping.fly import FLY
from flytrans.mapping.row import At, Each, Named, One

Draw = Callable[[SearchStrategy[Any]], Any]
APPS = st.sampled_from(["shop", "2048-shop", "My App", "a", "$APP_NAME", "x" * 60]) | SAID
GROUPS = st.sampled_from(["app", "web", "worker", "a_b", "a-b", "Web", "long" * 15]) | SAID
COMMANDS = st.sampled_from(["", "bin/server -p 80", "sh -c 'echo $$ $(x)'", 'a "b c" #d', "x"]) | SAID.map(
    lambda text: "'" + text.replace("'", "").replace("\\", "") + "'"
)
OLD: dict[str, Any] = {
    "kill_timeout": 30,
    "primery_region": "fra",
    "Primary_Region": "ams",
    "mount": {"source": "data", "destination": "/d"},
    "experimental": {"auto_rollback": True, "private_network": True},
    "services": [{"internal_port": 8080, "ports": {"port": 80}, "script_checks": []}],
}


def _with_processes(draw: Draw, value: Any, row: Any, groups: list[str]) -> Any:
    """`processes` where the rows have it: groups that are there, at times one that is not."""
    if isinstance(row, Each):
        return [_table_with(draw, item, row, groups) for item in value]
    if isinstance(row, Named):
        return {name: _table_with(draw, item, row, groups) for name, item in value.items()}
    return _table_with(draw, value, row, groups)


def _table_with(draw: Draw, value: dict[str, Any], row: One, groups: list[str]) -> dict[str, Any]:
    if any(field.name == "processes" for field in row.fields) and draw(st.integers(0, 3)):
        chosen = draw(st.lists(st.sampled_from([*groups, *groups, "gone"]), min_size=1, max_size=2, unique=True))
        return {**value, "processes": chosen}
    return value


def _top() -> tuple[dict[str, Values], dict[str, Any]]:
    """Strategy and row of every key at the top."""
    entries: dict[str, Values] = {}
    rows: dict[str, Any] = {}
    for field in FLY.fields:
        spot = field.at("fly")
        if isinstance(spot, At) and field.name not in ("machine_config", "container"):
            entries[spot.key], rows[spot.key] = value_of(field, spot, "fly"), spot.kind or field.kind
    release = st.just({"release_command": "bin/migrate --all"}) | st.just({})
    deploy = table_of(rows["deploy"].fields, "fly", release_command=COMMANDS)
    entries["app"] = APPS
    entries["processes"] = st.dictionaries(GROUPS, COMMANDS, max_size=3)
    entries["deploy"] = st.tuples(deploy, release).map(lambda both: {**both[0], **both[1]})
    return entries, rows


ENTRIES, ROWS = _top()


@st.composite
def fly_trees(draw: Draw, most: int = 5) -> dict[str, Any]:
    """What a fly.toml may hold."""
    keys = draw(st.lists(st.sampled_from(sorted(ENTRIES)), max_size=most, unique=True))
    tree = {key: draw(ENTRIES[key]) for key in ENTRIES if key in keys or (key == "app" and draw(st.integers(0, 5)))}
    groups = list(tree.get("processes", {})) or ["app"]
    for key, row in ROWS.items():
        if key in tree and isinstance(row, One):
            tree[key] = _with_processes(draw, tree[key], row, groups)
    if not draw(st.integers(0, 5)):
        key = draw(st.sampled_from(sorted(OLD)))
        tree.setdefault(key, OLD[key])
    if not draw(st.integers(0, 7)):
        tree.setdefault(draw(TEXTS), draw(st.sampled_from([1, "x", [], {}, {"a": {}}])))
    return tree


def fly_files(most: int = 5) -> SearchStrategy[dict[str, str]]:
    """A fly.toml as a source."""
    return fly_trees(most).map(lambda tree: {"fly.toml": toml(tree)})
