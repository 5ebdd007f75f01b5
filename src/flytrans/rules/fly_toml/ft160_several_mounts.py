"""More than one volume for a machine.

The deploy fails: `invalid config.mounts, only 1 volume supported`. `fly config validate` does not see it.

Why: a machine takes one volume.

Wrong:

    [[mounts]]
    source = "data"
    destination = "/data"

    [[mounts]]
    source = "logs"
    destination = "/logs"

Instead: mount one volume, and use folders on it; or give each process group its own.

    [[mounts]]
    source = "data"
    destination = "/data"

Source: flyctl internal/appconfig/validation.go ValidateGroups; the API's message in superfly/flyctl#2625.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "error"
KEYS = ("mounts",)
NEEDS = ("processes",)


def find(lint: Lint) -> None:
    told: set[int] = set()
    for group, mounts in lint.within(lint.listed("mounts")).items():
        for further in mounts[1:]:
            if id(further) not in told:
                told.add(id(further))
                lint.found(
                    further,
                    f"the deploy fails: a machine has one volume, and machines of {group} would have {len(mounts)}",
                    "mount one volume and use folders on it",
                    at="key",
                    related=mounts[:1],
                )
