"""Each field alone, to each end: what is not said has a reason of its own, which a row or structure code gave it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest

import flytrans
from flytrans.diagnostics.catalogue import CODES
from flytrans.engine.fates import APPROXIMATED, CARRIED, DROPPED, UNEXPLAINED
from generate.trails import listed

VAGUE = {code: CODES[code].title for code in (APPROXIMATED, CARRIED, DROPPED)}
BESIDE = ("machine_config", "local_path", "file", "files", "dockerfile")
"""Fields that name files; tests of their own have those."""
FIELDS = [(end, path, kind.lstrip("*")) for end, path, kind, _ in listed("go-types.tsv")]
LEAVES = [
    (end, path, kind)
    for end, path, kind in FIELDS
    if path.rpartition("/")[2] not in BESIDE
    and not any(other[0] == end and other[1].startswith(f"{path}/") for other in FIELDS)
]
WORDS = {
    "policy": "on-failure",
    "initial_size": "3gb",
    "memory": "512mb",
    "size": "shared-cpu-1x",
    "strategy": "canary",
    "schedule": "daily",
    "autostop": "stop",
    "auto_stop_machines": "suspend",
    "persist": "always",
    "persist_rootfs": "always",
    "type": "tcp",
    "raw_value": "eA==",
    "cpus": 2,
    "memory_mb": 512,
}
"""Values of fields that not any value fits."""


def value_of(path: str, kind: str) -> Any:
    """A value of a Go type that is not its zero."""
    name = path.rpartition("/")[2]
    plain = {"bool": True, "float64": 0.5, "string": "x", "[]string": ["x"], "map[string]string": {"k": "v"}}
    if name in WORDS and not kind.startswith(("[", "map")):
        return WORDS[name]
    if kind.startswith(("int", "uint")):
        return 7
    return plain.get(kind, {"k": "v"} if kind.startswith("map") else "10s" if kind.endswith("Duration") else "x")


def document(path: str, value: Any) -> Any:
    """The least document that has a value at a path."""
    for step in reversed(path.strip("/").split("/")):
        value = [value] if step == "#" else {"web" if step == "*" else step: value}
    return value


def merged(one: Any, other: Any) -> Any:
    """Two documents as one, lists item by item."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one | {key: merged(one[key], value) if key in one else value for key, value in other.items()}
    if isinstance(one, list) and isinstance(other, list) and isinstance(one[0], dict):
        return [merged(one[0], other[0])]
    return other


def files_of(end: str, fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A file that has all of the fields, and what flyctl asks for beside them."""
    tree: Any = {}
    for path, kind in fields:
        tree = merged(tree, document(path, value_of(path, kind)))
    if end == "fly":
        for check in tree.get("checks", {}).values():
            check.update({"type": "tcp", "port": 7} | check)
        for restart in tree.get("restart", []):
            restart.setdefault("policy", "always")
        return {"fly.json": json.dumps({"app": "x", **tree})}
    for request in tree.get("requests", []):
        request.update(process_group="app", count=1)
        request["body"].setdefault("config", {"image": "x:1"})
    tree.setdefault("requests", [{"process_group": "app", "count": 1, "body": {"config": {"image": "x:1"}}}])
    for volume in tree.get("volumes", []):
        volume["process_group"] = "app"
    return {"machines.json": json.dumps({"app": "x", **tree})}


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


TABLES = sorted({(end, path.rpartition("/")[0]) for end, path, _ in LEAVES})


@pytest.mark.parametrize(("end", "table"), TABLES, ids=[end + table for end, table in TABLES])
def test_fields_beside_each_other_have_theirs(end: str, table: str) -> None:
    fields = [(path, kind) for where, path, kind in LEAVES if (where, path.rpartition("/")[0]) == (end, table)]
    assert not unexplained(files_of(end, fields))
