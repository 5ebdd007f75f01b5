"""How items of a list are told apart."""

from __future__ import annotations

from typing import Any

import pytest

from flytrans.engine.identity import identities
from flytrans.tree.node import lift


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("ports", [{"containerPort": 53, "protocol": "TCP"}, {"containerPort": 53, "protocol": "UDP"}]),
        ("ports", [{"port": 53, "protocol": "TCP"}, {"port": 53, "protocol": "UDP"}]),
        ("services", [{"protocol": "tcp", "internal_port": 53}, {"protocol": "udp", "internal_port": 53}]),
        ("paths", [{"path": "/", "pathType": "Exact"}, {"path": "/", "pathType": "Prefix"}]),
        ("statics", [{"url_prefix": "/", "guest_path": "/a"}, {"url_prefix": "/", "guest_path": "/b"}]),
        ("mounts", [{"name": "a", "path": "/a"}, {"name": "a", "path": "/b"}]),
    ],
)
def test_items_that_share_a_part_of_their_key_are_found_in_any_order(name: str, items: list[dict[str, Any]]) -> None:
    there, back = (identities(name, [lift(item, ()) for item in order]) for order in (items, items[::-1]))
    assert there == back[::-1]
    assert len(set(there)) == 2


def test_items_of_one_key_are_counted() -> None:
    items = [lift({"name": "a"}, ())] * 3
    assert identities("containers", items) == ["a", "a#1", "a#2"]
