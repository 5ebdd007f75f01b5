"""The items of a fly.toml that can name process groups."""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.lint import Lint
from flytrans.tree.node import Node

LISTS = (
    ("mounts", "[[mounts]]"),
    ("files", "[[files]]"),
    ("restart", "[[restart]]"),
    ("vm", "[[vm]]"),
    ("metrics", "[[metrics]]"),
)


def grouped_items(lint: Lint) -> Iterator[tuple[str, Node]]:
    """Each item, with its section as a user names it."""
    for service in lint.services:
        yield service.spelled, service.node
    for name, check in lint.checks:
        yield f"[checks.{name}]", check
    for key, section in LISTS:
        for item in lint.listed(key):
            yield section, item
