"""A soft limit that can never be reached.

The proxy stops sending at the hard limit, so the soft one, which spreads load earlier, never counts: machines fill up
before others are started.

Why: above `soft_limit` other machines are preferred and started; at `hard_limit` nothing more is sent.

Wrong:

    [http_service]
    internal_port = 3000

    [http_service.concurrency]
    soft_limit = 50
    hard_limit = 25

Instead: set the soft limit below the hard one.

    [http_service]
    internal_port = 3000

    [http_service.concurrency]
    soft_limit = 20
    hard_limit = 25

Source: Fly's documentation, reference/concurrency and load-balancing.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("hard_limit",)


def find(lint: Lint) -> None:
    for service in lint.services:
        soft, hard = service.node.at("concurrency", "soft_limit"), service.node.at("concurrency", "hard_limit")
        if soft is not None and hard is not None and soft.value > hard.value:
            lint.found(
                soft,
                f"the soft limit of {soft.value} is never reached, as nothing is sent beyond {hard.value}",
                f"write less than {hard.value}",
                related=[hard],
            )
