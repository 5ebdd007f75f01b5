"""What must be done to one tree to make it another: the language in which carried data is kept.

A patch is a traced tree of its own, so that it can travel and still say where everything came from:

* ``["+", value]``: the entry is missing, add it;
* ``["-", seen]``: the entry is there and should not be, if it still is what was seen;
* ``["=", value, seen]``: another value, if it still is what was seen;
* ``{key: patch}``: a table; only entries that differ are named;
* ``["*", {identity: patch}]`` or ``["*", {identity: patch}, [identities in order]]``: a list of tables.

What was seen is kept as it is while short, else as a digest: it only has to be compared.
`apply(diff(want, have), have)` is `want`, and an edit of what was seen wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flytrans.engine.identity import identities, listed, naming
from flytrans.tree.json_line import line_encoder
from flytrans.tree.node import Node, same
from flytrans.values.digest import hex_digest

_encode = line_encoder(ascii_only=True, sort_keys=True)
LONGEST_SEEN = 48
"""Characters of JSON; what was seen is kept as a digest beyond that."""
_ADDED, _GONE, _OTHER, _ITEMS = Node("+"), Node("-"), Node("="), Node("*")
Stale = Callable[[str, Node], None]
"""Told the path of an entry whose live value is no longer what was seen, and the patch that was not applied."""


def diff(want: Node, have: Node, name: str = "") -> Node | None:
    """The patch that makes `have` into `want`; None where they are the same."""
    x, y = want.value, have.value
    if x.__class__ is dict and y.__class__ is dict:
        return _diff_tables(x, y)
    if listed(x, y):
        return _diff_lists(name, x, y)
    if same(want, have):
        return None
    return Node([_OTHER, want, seen(have)])


def _diff_tables(x: dict[str, Node], y: dict[str, Node]) -> Node | None:
    out: dict[str, Node] = {}
    added = 0
    for key, node in x.items():
        other = y.get(key)
        if other is None:
            out[key] = Node([_ADDED, node])
            added += 1
        elif node is not other and not (
            node.value.__class__ is other.value.__class__ is str and node.value == other.value
        ):
            patch = diff(node, other, key)
            if patch is not None:
                out[key] = patch
    if len(x) - added < len(y):
        for key, node in y.items():
            if key not in x:
                out[key] = Node([_GONE, seen(node)])
    if len(out) > 1:
        out = dict(sorted(out.items()))
    return Node(out) if out else None


def _diff_lists(name: str, x: list[Node], y: list[Node]) -> Node | None:
    wanted, had = identities(name, x), identities(name, y)
    theirs = dict(zip(had, y, strict=True))
    out: dict[str, Node] = {}
    for key, node in zip(wanted, x, strict=True):
        if key not in theirs:
            out[key] = Node([_ADDED, node])
        else:
            patch = diff(node, theirs[key])
            if patch is not None:
                out[key] = patch
    mine = set(wanted)
    for key, node in zip(had, y, strict=True):
        if key not in mine:
            out[key] = Node([_GONE, seen(node)])
    kept = [key for key in had if key in mine]
    natural = kept + sorted(key for key in wanted if key not in theirs) == wanted
    if not out and natural:
        return None
    parts = [_ITEMS, Node(out)]
    return Node(
        parts
        if natural
        else [*parts, Node([Node(key, (), naming(name, item)) for key, item in zip(wanted, x, strict=True)])]
    )


def seen(node: Node) -> Node:
    """What an entry was when the patch was made, short enough to be kept."""
    text = _encode(node)
    if len(text) > LONGEST_SEEN:
        text = "#" + hex_digest(text)[:12]
    data = node.data()
    return Node(text, tuple(sorted(data)), tuple(sorted(node.leaves() - data)))


def is_seen(node: Node, was: Node) -> bool:
    """Whether an entry still is what it was."""
    return bool(seen(node).value == was.value)


def apply(patch: Node, have: Node, stale: Stale, name: str = "", path: str = "") -> Node:
    """`have` with the patch; where the live value is not what was seen, it stays and is told to `stale`."""
    value = patch.value
    if value.__class__ is dict:
        if have.value.__class__ is not dict:
            stale(path, patch)
            return have
        return _apply_table(value, have, stale, path)
    operation = value[0].value if value else ""
    if operation == "=" and len(value) > 2:
        if is_seen(have, value[2]):
            return value[1]  # type: ignore[no-any-return]
    elif operation == "*" and len(value) > 1 and have.value.__class__ is list and value[1].value.__class__ is dict:
        return _apply_list(value, have, stale, name, path)
    stale(path, patch)
    return have


def _apply_table(patches: dict[str, Node], have: Node, stale: Stale, path: str) -> Node:
    out = dict(have.value)
    for key, patch in patches.items():
        _apply_entry(out, key, patch, stale, key, f"{path}/{key}")
    return Node(out, have.sources, have.because, have.reason)


def _apply_entry(out: dict[str, Node], key: str, patch: Node, stale: Stale, name: str, path: str) -> None:
    value = patch.value
    operation = value[0].value if value.__class__ is list and value else ""
    if operation == "+" and len(value) > 1:
        if key in out:
            stale(path, patch)
        else:
            out[key] = value[1]
    elif operation == "-" and len(value) > 1:
        if key in out and is_seen(out[key], value[1]):
            del out[key]
        elif key in out:
            stale(path, patch)
    elif key in out and (value.__class__ is dict or operation in ("=", "*")):
        out[key] = apply(patch, out[key], stale, name, path)
    else:
        stale(path, patch)


def _apply_list(value: list[Node], have: Node, stale: Stale, name: str, path: str) -> Node:
    out = dict(zip(identities(name, have.value), have.value, strict=True))
    for key, patch in sorted(value[1].value.items()):
        _apply_entry(out, key, patch, stale, "", f"{path}/{key}")
    if len(value) > 2:
        order = [node.value for node in value[2].each()]
        first = {key: out[key] for key in order if key in out}
        out = {**first, **{key: node for key, node in out.items() if key not in first}}
    return Node(list(out.values()), have.sources, have.because, have.reason)


def brought(patch: Node) -> Iterator[tuple[str, Node]]:
    """(operation, node) of everything that a patch adds or replaces."""
    value = patch.value
    if value.__class__ is dict:
        for entry in value.values():
            yield from brought(entry)
    elif value.__class__ is not list:
        return
    elif value and value[0].value == "*":
        for entry in value[1].value.values():
            yield from brought(entry)
    elif value and value[0].value in ("+", "="):
        yield value[0].value, value[1]


def is_patch(value: Any) -> bool:
    """Whether a plain value has the form of a patch."""
    if isinstance(value, dict):
        return all(map(is_patch, value.values()))
    if not isinstance(value, list) or not value:
        return False
    if value[0] == "*":
        fits = len(value) in (2, 3) and isinstance(value[1], dict) and all(map(is_patch, value[1].values()))
        return fits and (len(value) == 2 or (isinstance(value[2], list) and all(isinstance(k, str) for k in value[2])))
    if value[0] == "=":
        return len(value) == 3 and isinstance(value[2], str)
    return len(value) == 2 and (value[0] == "+" or (value[0] == "-" and isinstance(value[1], str)))
