"""Sizes of volumes."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.lint import Lint
from flytrans.tree.node import Node

SIZES = {
    "initial_gb": "initial_size",
    "add_size_gb": "auto_extend_size_increment",
    "size_gb_limit": "auto_extend_size_limit",
}
"""Keys of `[[mounts]]` by the name that the model has for them."""


def sizes_of(lint: Lint) -> Iterator[tuple[str, Node]]:
    """Every size in `[[mounts]]`, with its key."""
    for mount in lint.listed("mounts"):
        for name, key in SIZES.items():
            node = mount.get(name)
            if node is not None:
                yield key, node
