"""A secret in the build arguments.

It stays readable in the history of the image, for everybody who can pull it. The value is not shown here.

Why: build arguments are recorded in the image's metadata; the file itself is in version control, too.

Wrong:

    [build.args]
    NPM_TOKEN = "wD8q-2kfLm9x-7Tzz"

Instead: pass it with `fly deploy --build-secret`, and read it in the Dockerfile with `RUN --mount=type=secret`.

    [build.args]
    NODE_VERSION = "22"

Source: Fly's documentation, reference/build-secrets.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.tree.node import entries_of
from flytrans.values.sensitive import is_secret

SEVERITY = "warning"
KEYS = ("args",)
EFFECT = "security"


def find(lint: Lint) -> None:
    for name, node in entries_of(lint.doc.at("build", "args")):
        if is_secret(name, node.value):
            lint.found(
                node,
                f"the value of {name} can be read from the image's history by everybody who can pull it",
                f"fly deploy --build-secret {name}=…, and replace the secret by a new one",
                at="key",
            )
