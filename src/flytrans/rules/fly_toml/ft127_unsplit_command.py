"""A command that is one word.

The machine looks for one program whose name is the whole text, blanks included, and does not find it.

Why: flyctl splits the commands of `[processes]` into words, but makes a list of one word from a text in
`[experimental]`.

Wrong:

    [experimental]
    cmd = "bin/serve --port 3000"

Instead: write a list of words.

    [experimental]
    cmd = ["bin/serve", "--port", "3000"]

Source: flyctl internal/appconfig/patches.go stringOrSliceToSlice.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.lint import Lint
from flytrans.rules.speech import quoted
from flytrans.values.bad import Bad
from flytrans.values.words import parse_words

SEVERITY = "warning"
KEYS = ("cmd", "entrypoint", "exec")


def find(lint: Lint) -> None:
    experimental = lint.raw.get("experimental")
    for key in ("cmd", "entrypoint", "exec"):
        node = experimental.get(key) if experimental is not None else None
        if node is None or not isinstance(node.value, str):
            continue
        try:
            words = parse_words(node.value)
        except Bad:
            words = node.value.split()
        if len(words) > 1:
            spelled = f"[{', '.join(map(quoted, words))}]"
            lint.found(
                node,
                f"Fly looks for one program of this whole name, blanks included; {key} is not split into words",
                "write a list of words",
                edits=[replace(lint.path(node), spelled)],
            )
