"""A replay cache that Fly does not take.

The deploy fails, or the cache remembers nothing.

Why: an entry is remembered for at least 10 seconds, by a cookie or a header that has to be named.

Wrong:

    [http_service]
    internal_port = 3000

    [[http_service.http_options.replay_cache]]
    path_prefix = "/"
    ttl_seconds = 5
    type = "cookie"
    name = "session"

Instead: remember for 10 seconds or more, and say by what.

    [http_service]
    internal_port = 3000

    [[http_service.http_options.replay_cache]]
    path_prefix = "/"
    ttl_seconds = 60
    type = "cookie"
    name = "session"

Source: Machines API, ReplayCache; Fly's documentation, networking/dynamic-request-routing.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.rules.lint import Lint
from flytrans.rules.ports import ports_of
from flytrans.tree.node import Node, items_of

SEVERITY = "warning"
KEYS = ("replay_cache",)
SHORTEST = 10


def find(lint: Lint) -> None:
    for entry in _caches(lint):
        ttl, kind = entry.get("ttl_seconds"), entry.get("type")
        if ttl is not None and ttl.value < SHORTEST:
            lint.found(ttl, f"Fly remembers for at least 10 seconds, not {ttl.value}", "write 10 or more")
        elif kind is not None and kind.value not in ("cookie", "header"):
            lint.found(kind, "Fly can tell clients apart by a cookie or a header only", 'write "cookie" or "header"')


def _caches(lint: Lint) -> Iterator[Node]:
    holders = [service.node for service in lint.services] + [port for _, port in ports_of(lint)]
    for holder in holders:
        yield from items_of(holder.at("http_options", "replay_cache"))
