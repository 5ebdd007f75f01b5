"""A check that is neither HTTP nor TCP.

flyctl refuses the file.

Why: each check under `[checks]` has to say its type; there are `http` and `tcp`.

Wrong:

    [http_service]
    internal_port = 3000

    [checks.alive]
    path = "/health"

Instead: say the type.

    [http_service]
    internal_port = 3000

    [checks.alive]
    type = "http"
    path = "/health"

Source: flyctl internal/appconfig/toplevelcheck.go; validation.go validateChecksSection.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import insert
from flytrans.rules.lint import Lint
from flytrans.rules.speech import did_you_mean

SEVERITY = "error"
KEYS = ("^checks",)
TYPES = ("http", "tcp")


def find(lint: Lint) -> None:
    for name, check in lint.checks:
        kind = check.get("type")
        if kind is not None and kind.value in TYPES:
            continue
        likely = "http" if check.get("path") is not None else "tcp"
        if kind is not None and kind.value:
            if kind.value == "script":
                lint.found(
                    kind,
                    "flyctl refuses the file: no check runs a script in the machine any more",
                    "let the app answer by HTTP",
                )
                continue
            near = did_you_mean(kind.value, TYPES) or likely
            lint.found(kind, "flyctl refuses the file: a check is of type http or tcp", f'write "{near}"')
            continue
        path = lint.path(check)
        lint.found(
            path or ("checks", name),
            f"flyctl refuses the file: the check {name} has no type",
            f'add type = "{likely}"',
            at="key",
            edits=[insert(path, "type", f'"{likely}"')] if kind is None and path else [],
        )
