"""A `[[restart]]` that does not say when to restart.

flyctl refuses the file.

Why: policies are always, on-failure and never, and none of them is the default of the section.

Wrong:

    [[restart]]
    retries = 3

Instead: say the policy.

    [[restart]]
    policy = "on-failure"
    retries = 3

Source: flyctl internal/appconfig/validation.go validateRestartPolicy.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "error"


def find(lint: Lint) -> None:
    for entry in lint.listed("restart"):
        if entry.get("policy") is None:
            path = lint.path(entry) or ("restart",)
            lint.found(
                path,
                "flyctl refuses the file: the entry has no policy",
                'add policy = "on-failure", "always" or "never"',
                at="key",
            )
