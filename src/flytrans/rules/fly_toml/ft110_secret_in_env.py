"""A secret stands in the file.

Whoever can read the file, its history in version control or the release on Fly can read the secret. flyctl warns
about such names during a deploy. The value is not shown here. A plain word or two, or the variable's own name, is only
an info: it is a sample that somebody is meant to replace, or a secret that anybody guesses, wherever it stands.

Why: values of `[env]` are stored in plain text with every release; secrets are kept encrypted and reach the process
the same way, as environment variables.

Wrong:

    [env]
    STRIPE_SECRET_KEY = "wD8q-2kfLm9x-7Tzz"

Instead: `fly secrets set NAME=VALUE`, and take the line out; a secret that was committed has to be replaced by a new
one.

    [env]
    STRIPE_ACCOUNT = "acct_1032D82eZvKYlo2C"

Source: flyctl internal/command/deploy/deploy.go and common_secrets.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.tree.node import entries_of
from flytrans.values.sensitive import is_sample, is_secret

SEVERITY = "warning"
KEYS = ("env",)
EFFECT = "security"


def find(lint: Lint) -> None:
    for name, node in entries_of(lint.doc.get("env")):
        if is_secret(name, node.value):
            sample = is_sample(name, node.value)
            lint.found(
                node,
                f"{name} is a word that anybody guesses, or a sample; a real secret does not belong here"
                if sample
                else f"the value of {name} can be read by everybody who can read this file or its history",
                f"fly secrets set {name}=…, and delete the line",
                at="key",
                severity="info" if sample else None,
            )
