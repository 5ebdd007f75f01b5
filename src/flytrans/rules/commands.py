"""Commands that flyctl splits into words, and what of a shell stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytrans.rules.lint import Lint
from flytrans.tree.node import Node, entries_of

_PIECE = re.compile(r"""\\.|"(?:\\.|[^"\\])*"|'[^']*'""", re.DOTALL)
_SPECIAL = str.maketrans("$`|&;<>*", "xxxxxxxx")


def commands(lint: Lint) -> Iterator[Node]:
    """Texts that flyctl splits into words for a machine."""
    yield from (node for _, node in entries_of(lint.doc.get("processes")) if node.value)
    release = lint.doc.at("deploy", "release_command")
    if release is not None and isinstance(release.value, str):
        yield release


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


def as_a_shell_sees(command: str) -> str:
    """The command without what a shell would let be, too: its own characters within single quotes, here an x each."""
    return _PIECE.sub(lambda found: found[0].translate(_SPECIAL) if found[0].startswith("'") else found[0], command)
