"""A rollout that starts new machines beside the old ones, where each machine has a volume.

The deploy fails: there is no volume for the new machines, as one volume belongs to one machine. For canary, flyctl
refuses the file; bluegreen fails later.

Why: canary and bluegreen make machines before the old ones go; rolling and immediate replace them in place.

Wrong:

    [deploy]
    strategy = "canary"

    [[mounts]]
    source = "data"
    destination = "/data"

Instead: roll through the machines in place.

    [deploy]
    strategy = "rolling"

    [[mounts]]
    source = "data"
    destination = "/data"

Source: flyctl internal/appconfig/validation.go validateDeploySection; internal/command/deploy/strategy_bluegreen.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "error"
KEYS = ("strategy",)
WORDS = ("canary", "bluegreen")
NEEDS = ("deploy",)


def find(lint: Lint) -> None:
    node = lint.doc.at("deploy", "strategy")
    mounts = lint.listed("mounts")
    if node is not None and mounts and node.value.lower() in ("canary", "bluegreen"):
        lint.found(
            node,
            f"the deploy fails: {node.value} starts machines beside the old ones, and there is no volume for them",
            'write "rolling"',
            related=mounts[:1],
        )
