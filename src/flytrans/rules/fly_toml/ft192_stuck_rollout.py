"""A rollout that may never take a machine out of service.

flyctl works on no machine at all, so the deploy does not go forward.

Why: `max_unavailable` is a number of machines from 1 on, or a share between 0 and 1. flyctl checks the same option
on its command line, but not in the file.

Wrong:

    [deploy]
    max_unavailable = 0

Instead: allow one machine, or a share.

    [deploy]
    max_unavailable = 1

Source: flyctl internal/command/deploy/machines_deploymachinesapp.go getPoolSize.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("max_unavailable",)


def find(lint: Lint) -> None:
    node = lint.doc.at("deploy", "max_unavailable")
    if node is not None and node.value <= 0:
        lint.found(
            node,
            "the deploy never replaces a machine, as none may be out of service",
            "write 1, or a share such as 0.33",
        )
