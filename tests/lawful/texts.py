"""Outputs as other programs read them: plain trees, their leaves, and small texts of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import tomli
import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML, but every key is text, as for Kubernetes."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    def construct_yaml_map(self, node: Any) -> Iterator[dict[str, Any]]:
        yield self.construct_mapping(node)


CONTROL = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that JSON may hold as they are and YAML may not."""
Loader.add_constructor("tag:yaml.org,2002:map", Loader.construct_yaml_map)


def parsed(name: str, text: str) -> dict[int, Any]:
    """The documents of a file by their number; those that are empty are left out."""
    if name.endswith(".toml"):
        return {0: tomli.loads(text)}
    if name.endswith(".json"):
        return {0: json.loads(text)}
    return {index: tree for index, tree in enumerate(yaml.load_all(text, Loader=Loader)) if tree is not None}


def trees(files: Mapping[str, str]) -> dict[tuple[str, int], Any]:
    """Every document of some files."""
    return {(name, index): tree for name, text in files.items() for index, tree in parsed(name, text).items()}


def leaves(tree: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """JSON Pointer and value of the scalars and of the empty tables and lists."""
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield from leaves(value, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(tree, list) and tree:
        for index, value in enumerate(tree):
            yield from leaves(value, f"{pointer}/{index}")
    else:
        yield pointer, tree


def steps_of(pointer: str) -> list[str]:
    """The keys of a JSON Pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def at(tree: Any, pointer: str) -> Any:
    """The value at a JSON Pointer."""
    for step in steps_of(pointer):
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
    return tree


def put(tree: Any, pointer: str, value: Any) -> Any:
    """A copy of the tree with another value at a JSON Pointer."""
    steps = steps_of(pointer)
    if not steps:
        return value
    if isinstance(tree, list):
        index = int(steps[0])
        return [*tree[:index], put(tree[index], _pointer(steps[1:]), value), *tree[index + 1 :]]
    return {key: put(entry, _pointer(steps[1:]), value) if key == steps[0] else entry for key, entry in tree.items()}


def _pointer(steps: list[str]) -> str:
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def toml(tree: Mapping[str, Any]) -> str:
    """A tree as TOML, one line for each top-level key."""
    return "".join(f"{_quoted(key)} = {_value(value)}\n" for key, value in tree.items())


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(key)} = {_value(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return repr(value) if isinstance(value, float) else json.dumps(value)


def _quoted(text: str) -> str:
    return _json(text)


def stream(objects: list[Any]) -> str:
    """Objects as one YAML stream, each written as JSON, which is YAML."""
    return "".join("---\n" + _json(tree) + "\n" for tree in objects)


def short(value: Any, width: int = 110, indent: int = 0) -> str:
    """JSON for people: what fits stands in one line."""
    whole = json.dumps(value, ensure_ascii=False)
    if len(whole) + indent <= width or not isinstance(value, (dict, list)) or not value:
        return whole
    space = "\n" + " " * (indent + 2)
    if isinstance(value, dict):
        lines = [
            f"{json.dumps(key, ensure_ascii=False)}: {short(entry, width, indent + 2)}" for key, entry in value.items()
        ]
        return "{" + space + ("," + space).join(lines) + "\n" + " " * indent + "}"
    return (
        "[" + space + ("," + space).join(short(entry, width, indent + 2) for entry in value) + "\n" + " " * indent + "]"
    )


def _json(value: Any) -> str:
    return CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
