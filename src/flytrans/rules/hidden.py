"""Lines of a fly.toml that may not be shown, since a secret stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flytrans.values.sensitive import is_secret

HOLDERS = (("env",), ("build", "args"), ("experimental", "attached", "secrets", "export"))
"""Where values of the user's own stand."""
_ENTRY = r"""name["']?\s*:\s*["']?(?P<name>[\w.-]+)["']?[\s,]+["']?value["']?\s*:\s*["']?(?P<value>[^"',}\s]+)"""


def hidden_lines(file: str, text: str) -> set[int]:
    """The lines of every value that is told to be a secret from its name or from itself."""
    if file.endswith((".json", ".yaml")):
        return set(_by_line(text))
    import tomli

    from flytrans.fly_toml.toml_text import index_toml

    try:
        tree = tomli.loads(text)
    except (ValueError, RecursionError):
        return set(_by_line(text))
    secrets = list(_secrets(tree))
    if not secrets:
        return set()
    spans, _ = index_toml(text)
    lines: set[int] = set()
    for path in secrets:
        span = spans.get(path)
        if span is not None:
            first = text.count("\n", 0, span.start) + 1
            lines.update(range(first, first + text.count("\n", span.start, span.end) + 1))
    return lines


def _secrets(tree: Any) -> Iterator[tuple[str | int, ...]]:
    for holder in HOLDERS:
        here = tree
        for step in holder:
            here = here.get(step) if isinstance(here, dict) else None
        tables = [(holder, here)] if isinstance(here, dict) else []
        if isinstance(here, list):
            tables = [((*holder, index), item) for index, item in enumerate(here) if isinstance(item, dict)]
        for path, table in tables:
            for name, value in table.items():
                if isinstance(value, str) and is_secret(name, value):
                    yield (*path, name)


def _by_line(text: str) -> Iterator[int]:
    """The same where the text cannot be parsed, or is no TOML: each line by itself.

    A manifest says a variable as `name: NAME, value: …` on one line, or on two that follow each other.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        entry = re.search(_ENTRY, f"{line}\n{lines[number] if number < len(lines) else ''}")
        if entry is not None and is_secret(entry["name"], entry["value"]):
            yield from (number,) if entry.end("value") <= len(line) else (number + 1,)
        for mark in ("=", ":"):
            name, found, value = line.partition(mark)
            if found and is_secret(name.strip(" \t\"'{,-"), value.strip(" \t\r\"',}")):
                yield number
                break
