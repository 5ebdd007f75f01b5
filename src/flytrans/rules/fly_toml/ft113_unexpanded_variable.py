"""A variable inside a value, which nobody replaces.

Neither flyctl nor the platform replaces `$NAME` or `${NAME}`; the process gets the dollar sign. It is right only where
the program itself, or a template before the deploy, expands it.

Why: values of `[env]` are passed on as they are.

Wrong:

    [env]
    PUBLIC_URL = "https://${FLY_APP_NAME}.fly.dev"

Instead: write the value out, or put it together in the program.

    [env]
    PUBLIC_URL = "https://shop.fly.dev"

Source: flyctl internal/appconfig/machines.go.
"""

from __future__ import annotations

from flytrans.rules.commands import variable_in
from flytrans.rules.lint import Lint
from flytrans.tree.node import entries_of
from flytrans.values.sensitive import is_secret

SEVERITY = "info"
KEYS = ("env",)
WORDS = ("$",)


def find(lint: Lint) -> None:
    for name, node in entries_of(lint.doc.get("env")):
        if "$" in node.value and not is_secret(name, node.value) and variable_in(node.value):
            lint.found(
                node,
                f"nobody replaces {variable_in(node.value)}; the process gets it as it stands here",
                "write the value out",
            )
