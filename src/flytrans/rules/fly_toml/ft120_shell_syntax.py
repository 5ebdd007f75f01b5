"""A command that would need a shell.

Fly starts the program itself, with the words of the command as its arguments. `&&`, `|`, `>`, `;`, `*` and `$NAME`
are handed to the program as they are. Within single quotes they are let be: a shell would not act on them either.

Why: flyctl splits the text as a shell splits words, and does nothing else that a shell does.

Wrong:

    [processes]
    app = "bin/migrate && bin/serve"

Instead: start a shell, or put the commands into a script of the image.

    [processes]
    app = "sh -c 'bin/migrate && exec bin/serve'"

Source: google/shlex; flyctl internal/appconfig/machines.go.
"""

from __future__ import annotations

import itertools

from flytrans.rules.commands import as_a_shell_sees, commands, variable_in
from flytrans.rules.lint import Lint
from flytrans.tree.node import items_of
from flytrans.values.bad import Bad
from flytrans.values.words import parse_words

SEVERITY = "warning"
KEYS = ("^processes", "release_command")
WORDS = ("&", "|", ";", "<", ">", "$", "`", "=", "*.", "cd", "export", "source", ". ", "ulimit", "umask", "set")
NEEDS = ("build",)
BUILTINS = ("cd", "export", "source", ".", "ulimit", "umask", "set")
OPERATORS = frozenset(("&&", "||", "|", ";", "&", ">", ">>", "<", "2>&1", "2>", "&>", "<<<"))


def find(lint: Lint) -> None:
    for node in commands(lint):
        try:
            words, seen = parse_words(node.value), parse_words(as_a_shell_sees(node.value))
        except Bad:
            continue
        if _is_script_of(lint):
            continue
        text = _shellish(seen, expands=_has_launcher(lint))
        text = text or next((word for word in words[1:] if _is_pattern(word, node.value)), "")
        if text:
            program = "the image's own program" if words[0].startswith("-") else words[0]
            lint.found(
                node,
                f"no shell runs this, so {text} is handed to {program} as it stands here",
                "write sh -c '…' around it, or put it into a script of the image",
            )


def _is_pattern(word: str, text: str) -> bool:
    """Whether a word stands for files, as `*.js` without quotes does."""
    return "*." in word and "://" not in word and not word.startswith("-") and word in text.split()


def _is_script_of(lint: Lint) -> bool:
    """Whether the ENTRYPOINT that the file gives is a shell that takes the command as its script."""
    words = items_of(lint.doc.at("experimental", "entrypoint"))
    return bool(words) and _takes_script(words[-1].value)


def _takes_script(word: object) -> bool:
    """Whether a word is a shell's `-c`, be it with other letters."""
    return isinstance(word, str) and word.startswith("-") and word.endswith("c") and word[1:].isalpha()


def _has_launcher(lint: Lint) -> bool:
    """Images of buildpacks start through a launcher, which expands variables."""
    build = lint.doc.get("build")
    return build is not None and (build.get("builder") is not None or build.get("buildpacks") is not None)


def _shellish(words: list[str], expands: bool) -> str:
    """The first word that only a shell would understand; a script behind `-c` is let be."""
    if not words:
        return ""
    name, equals, _ = words[0].partition("=")
    if words[0] in BUILTINS or (equals and name.isidentifier()):
        return words[0]
    for before, word in itertools.pairwise(words):
        if _takes_script(before):
            return ""
        if word in OPERATORS or word.startswith(("$(", "`")):
            return word
        if word.endswith(";") and len(word) > 1:
            return ";"
        if not expands and variable_in(word):
            return variable_in(word)
    return ""
