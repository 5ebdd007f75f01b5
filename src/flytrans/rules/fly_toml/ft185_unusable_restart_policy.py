"""A `[[restart]]` without a policy that Fly has.

flyctl refuses the file, also where the policy is left out.

Why: policies are always, on-failure and never, and none of them is the default of the section.

Wrong:

    [[restart]]
    policy = "on_failure"

Instead: write one of the three.

    [[restart]]
    policy = "on-failure"

Source: flyctl internal/appconfig/validation.go validateRestartPolicy.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.lint import Lint
from flytrans.rules.speech import did_you_mean, joined

SEVERITY = "error"
KEYS = ("restart",)
POLICIES = ("always", "on-failure", "never")


def find(lint: Lint) -> None:
    for entry in lint.listed("restart"):
        node = entry.get("policy")
        if node is None:
            lint.found(
                lint.path(entry) or ("restart",),
                "flyctl refuses the file: the entry has no policy",
                f"add policy: {joined(POLICIES, 'or')}",
                at="key",
            )
            continue
        written = str(lint.written(node))
        if written in POLICIES:
            continue
        near = "never" if written in ("no", "none") else did_you_mean(written.replace("_", "-"), POLICIES)
        lint.found(
            node,
            "flyctl refuses the file: there is no such restart policy",
            f'write "{near}"' if near else f"write {joined(POLICIES, 'or')}",
            edits=[replace(lint.path(node), f'"{near}"')] if near else [],
        )
