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

from flytrans.rules.lint import Lint
from flytrans.rules.sensitive import is_secret

SEVERITY = "info"


def find(lint: Lint) -> None:
    env = lint.doc.get("env")
    for name, node in env.items() if env is not None else ():
        if "$" in node.value and not is_secret(name, node.value) and variable_in(node.value):
            lint.found(
                node,
                f"nobody replaces {variable_in(node.value)}; the process gets it as it stands here",
                "write the value out",
            )


def variable_in(text: str) -> str:
    """The first `$NAME` or `${NAME}` of a text, as it stands there."""
    at = text.find("$")
    while at >= 0:
        braced = text[at + 1 : at + 2] == "{"
        start = end = at + 1 + braced
        while end < len(text) and (text[end].isalnum() or text[end] == "_"):
            end += 1
        name = text[start:end]
        if (
            name
            and not name[0].isdigit()
            and name.upper() == name
            and (not braced or text[end : end + 1] in ("}", ":"))
        ):
            close = text.find("}", end)
            return text[at : close + 1] if braced and close >= 0 else text[at:end]
        at = text.find("$", at + 1)
    return ""
