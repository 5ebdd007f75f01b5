"""Documents that have one field, or all of one table, from the list of what flyctl and the Machines API know."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generate.trails import listed

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


def files_of(end: str, fields: Iterable[tuple[str, str]], *changed: tuple[str, Any]) -> dict[str, str]:
    """A file that has all of the fields, some with other values, and what flyctl asks for beside them."""
    tree: Any = {}
    for path, kind in fields:
        tree = merged(tree, document(path, value_of(path, kind)))
    for path, value in changed:
        tree = merged(tree, document(path, value))
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


TABLES = sorted({(end, path.rpartition("/")[0]) for end, path, _ in LEAVES})


def beside(end: str, table: str) -> list[tuple[str, str]]:
    """The fields of a table, with their types."""
    return [(path, kind) for where, path, kind in LEAVES if (where, path.rpartition("/")[0]) == (end, table)]
