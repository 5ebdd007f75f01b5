"""A rollout strategy that flyctl does not have.

flyctl refuses the file.

Why: strategies are rolling, immediate, canary and bluegreen.

Wrong:

    [deploy]
    strategy = "blue-green"

Instead: write one of the four.

    [deploy]
    strategy = "rolling"

Source: flyctl internal/appconfig/validation.go validateDeploySection.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.lint import Lint
from flytrans.rules.speech import did_you_mean, joined

SEVERITY = "error"
KEYS = ("strategy",)
STRATEGIES = ("canary", "rolling", "immediate", "bluegreen")


def find(lint: Lint) -> None:
    node = lint.doc.at("deploy", "strategy")
    if node is None or node.value in STRATEGIES:
        return
    near = did_you_mean(node.value, STRATEGIES)
    lint.found(
        node,
        "flyctl refuses the file: there is no such strategy",
        f'write "{near}"' if near else f"write {joined(STRATEGIES, 'or')}",
        edits=[replace(lint.path(node), f'"{near}"')] if near else [],
    )
