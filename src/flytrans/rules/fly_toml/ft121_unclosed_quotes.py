"""A command whose quotes are not closed.

The deploy stops before it does anything: flyctl cannot tell where the words of the command end.

Why: a quote opens a word that has to be closed by the same quote; a backslash takes the character behind it as it is.

Wrong:

    [processes]
    app = "echo 'hello"

Instead: close the quote. A single quote that is meant stands in double ones.

    [processes]
    app = "echo 'hello'"

Source: flyctl internal/appconfig/validation.go; google/shlex.
"""

from __future__ import annotations

from flytrans.rules.commands import commands
from flytrans.rules.lint import Lint
from flytrans.values.bad import Bad
from flytrans.values.words import parse_words

SEVERITY = "error"
KEYS = ("^processes", "release_command", "console_command")
WORDS = ("'", '"', "\\")


def find(lint: Lint) -> None:
    console = lint.doc.get("console_command")
    for node in (*commands(lint), *([console] if console is not None else [])):
        try:
            parse_words(node.value)
        except Bad as error:
            lint.found(
                node, f"the deploy stops here, as the command cannot be split into words: {error}", "close the quote"
            )
