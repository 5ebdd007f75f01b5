"""Which lines of the source may not be shown, because a secret stands or may stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flytrans.diagnostics.excerpt import Masked
from flytrans.diagnostics.report import Entry

SECRET_CODES = frozenset({"FT502", "FT510", "FT511"})
"""Codes of leaves that are secrets or copies of them."""


def masked_by(sources: Mapping[str, str], entries: Iterable[Entry] = ()) -> Masked:
    """Masks lines of secret leaves, and every line of a YAML or JSON document that speaks of a Secret.

    The second is told from the bare text: it has to hold where the text does not parse and no leaf is known.
    """
    lines = {(entry.file, entry.line) for entry in entries if entry.code in SECRET_CODES}
    spans = {file: _secret_spans(text) for file, text in sources.items() if "Secret" in text}

    def masked(file: str, document: int, line: int) -> bool:
        return (file, line) in lines or any(first <= line <= last for first, last in spans.get(file, ()))

    return masked


def _secret_spans(text: str) -> list[tuple[int, int]]:
    """First and last line of each document of a stream that has `kind: Secret` in it, however it is quoted."""
    spans: list[tuple[int, int]] = []
    start, secret = 1, False
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("---", "...")) and number > start:
            if secret:
                spans.append((start, number - 1))
            start, secret = number, False
        secret = secret or ("Secret" in line and _says_secret(line))
    if secret:
        spans.append((start, number))
    return spans


def _says_secret(line: str) -> bool:
    """Whether a line says that an object is a Secret, or holds a copy of one."""
    bare = "".join(c for c in line if c not in "\\\"'")
    kind = bare.find("kind")
    at = bare.find("Secret", kind) if kind >= 0 else -1
    while at >= 0:
        after = bare[at + len("Secret") :]
        if not bare[at - 1].isalnum() and (not after[:1].isalnum() or after.startswith("List")):
            return True
        at = bare.find("Secret", at + 1)
    return False
