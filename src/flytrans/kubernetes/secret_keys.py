"""Keys of Secrets: which there are, and what each is called among the secrets of an app, which are flat.

Values are never read.
"""

from __future__ import annotations

import re

from flytrans.kubernetes.objects import identity_of
from flytrans.mapping.made_secrets import maker_of
from flytrans.tree.node import Node, entries_of, made

OPEN = "open"
"""Where a Secret that a maker's object stands for says what makes it, if it may have keys that stand in no file."""


def keys_of(secret: Node | None) -> list[str]:
    """The keys of a Secret: those that leaves say in their order, then those of tables by name."""
    said: list[str] = []
    keys: set[str] = set()
    for field in ("data", "stringData"):
        entries = secret.get(field) if secret is not None else None
        for key, entry in entries_of(entries):
            said.append(key) if entry.sources else keys.add(key)
    return [*said, *sorted(keys)]


def said_key(secret: Node, key: str, space: Node | None = None) -> Node | None:
    """A key as the value of a leaf; None where it is one of a table. `space`: the leaf that says where it is asked."""
    entry = secret.at("data", key)
    return entry.map(lambda _: key).why(space) if entry is not None and entry.sources else None


def key_node(secret: Node, key: str, maker: str) -> Node:
    """A key and where it is from: what says it, or else that there is the Secret. `maker`: what makes it, if known."""
    said = said_key(secret, key)
    if said is not None:
        return said
    kind = secret.get("kind")
    found = made(key, kind).why(*identity_of(secret), secret.at("data", key)) if kind is not None else Node(key)
    return because(found, maker)


def is_open(secret: Node | None) -> bool:
    """Whether a Secret may have keys that stand in no file."""
    return secret is not None and secret.get(OPEN) is not None


def maker_of_key(secret: Node | None, key: str) -> str:
    """What makes a key of a Secret, as a reason; empty where the Secret itself is in the input, or unknown."""
    entry = secret.at("data", key) or secret.get(OPEN) if secret is not None else None
    return maker_of(entry) if entry is not None else ""


def joined_name(secret: str, key: str) -> str:
    """One name of a Secret and a key, for an app's flat list of secrets."""
    return re.sub(r"[^A-Z0-9_]", "_", f"{secret}_{key}".upper())


def secret_called(secret: Node, key: Node) -> Node:
    """The app's secret for a key: the Secret and the key in one name, as two Secrets may have the same key."""
    return made(joined_name(secret.value, key.value), key, secret, reason="the Secret and the key in one name")


def because(node: Node, reason: str) -> Node:
    """The node with another reason, where there is one."""
    return Node(node.value, node.sources, node.because, reason) if reason else node
