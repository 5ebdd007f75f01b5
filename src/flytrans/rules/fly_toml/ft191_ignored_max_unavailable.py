"""A limit of the rollout that the strategy does not look at.

It does nothing: only a rolling deploy replaces a share of the machines at a time.

Why: flyctl warns that it ignores the value with another strategy.

Wrong:

    [deploy]
    strategy = "immediate"
    max_unavailable = 0.5

Instead: delete it, or roll.

    [deploy]
    strategy = "rolling"
    max_unavailable = 0.5

Source: flyctl internal/command/deploy/deploy.go.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("max_unavailable",)


def find(lint: Lint) -> None:
    strategy, node = lint.doc.at("deploy", "strategy"), lint.doc.at("deploy", "max_unavailable")
    if node is not None and strategy is not None and strategy.value not in ("rolling", "canary"):
        path = lint.path(node)
        lint.found(
            path,
            f"it does nothing with the strategy {strategy.value}",
            "delete it",
            at="key",
            related=[strategy],
            edits=[remove(path)],
        )
