"""A `#` in a command, which cuts off what follows.

The words behind it never reach the program. If nothing stands before it, the machine starts with no command at all,
and the image's own is not taken either.

Why: flyctl splits commands as a shell does, and there a word that begins with `#` opens a comment.

Wrong:

    [processes]
    app = "bin/serve --colour #fff"

Instead: put the word in quotes.

    [processes]
    app = "bin/serve --colour '#fff'"

Source: google/shlex; flyctl internal/appconfig/machines.go.
"""

from __future__ import annotations

from flytrans.rules.commands import commands
from flytrans.rules.lint import Lint
from flytrans.values.bad import Bad
from flytrans.values.words import parse_words

SEVERITY = "warning"
KEYS = ("^processes", "release_command")
WORDS = ("#",)


def find(lint: Lint) -> None:
    for node in commands(lint):
        text = node.value
        if "#" not in text:
            continue
        try:
            kept, whole = parse_words(text), parse_words(text.replace("#", "\\#"))
        except Bad:
            continue
        if len(kept) < len(whole):
            what = "the words before it run" if kept else "the machine starts with no command at all"
            lint.found(
                node,
                f"everything from # on is a comment: only {what}" if kept else f"all of it is a comment: {what}",
                "put the word with # in quotes",
            )
