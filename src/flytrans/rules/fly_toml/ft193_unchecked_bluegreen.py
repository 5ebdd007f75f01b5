"""A bluegreen deploy without any check.

The deploy fails: `You need to define at least 1 check in order to use blue-green deployments`.

Why: traffic moves to the new machines when their checks pass; without a check that moment never comes.

Wrong:

    [deploy]
    strategy = "bluegreen"

    [http_service]
    internal_port = 3000

Instead: add a check.

    [deploy]
    strategy = "bluegreen"

    [http_service]
    internal_port = 3000

    [[http_service.checks]]
    path = "/health"

Source: flyctl internal/command/deploy/strategy_bluegreen.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "error"
KEYS = ("strategy",)
WORDS = ("bluegreen",)
NEEDS = ("checks", "services", "http_service", "machine_config", "mounts")


def find(lint: Lint) -> None:
    node = lint.doc.at("deploy", "strategy")
    if node is None or node.value != "bluegreen" or lint.listed("mounts"):
        return
    if not lint.checks and next(lint.service_checks(), None) is None:
        lint.found(
            node,
            "the deploy fails: bluegreen needs at least one check",
            "add [[http_service.checks]], or another strategy",
        )
