"""`flytrans diff`: what two files say differently, whatever format and spelling they have."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from flytrans.diagnostics.colour import Paint
from flytrans.diagnostics.finding import InputError
from flytrans.diagnostics.policy import Policy
from flytrans.migrate.delivery import translate
from flytrans.migrate.sources import Sources, Texts
from flytrans.migrate.terminal import DONE, FOUND, UNUSABLE, show_findings, wants_colour
from flytrans.tree.node import escape

MISSING = object()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of `flytrans diff`."""
    parser.add_argument("before", metavar="A", help="a file or folder")
    parser.add_argument("after", metavar="B", help="a file or folder")
    parser.add_argument("--color", "--colour", choices=("auto", "always", "never"), default="auto", dest="colour")


def run(said: argparse.Namespace) -> int:
    """Print the values that differ in the machines that both would run; 1 where any does."""
    meanings = []
    for name in (said.before, said.after):
        sources = Sources([name])
        try:
            meanings.append(_meaning(sources))
        except InputError as error:
            show_findings(error.findings, Texts(sources), wants_colour(said.colour, sys.stderr))
            return UNUSABLE
    paint = Paint(wants_colour(said.colour, sys.stdout))
    lines = list(_lines(meanings[0], meanings[1], paint))
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
    return FOUND if lines else DONE


def _meaning(sources: Sources) -> dict[str, Any]:
    """The machines, with lists that have names as tables; what only a carrier says is no part of the meaning."""
    files = translate(sources, "machines", Policy(), {}).files
    meaning: dict[str, Any] = {}
    for name, text in files.items():
        app = json.loads(text)
        app.pop("carried", None)
        for key in ("requests", "volumes"):
            app[key] = _by_group(app.pop(key, []))
        meaning[name.rpartition("/")[0] or app.get("app", "")] = app
    return meaning if len(meaning) != 1 else next(iter(meaning.values()))


def _by_group(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Requests or volumes by their process group, so that their order says nothing."""
    named: dict[str, Any] = {}
    for item in items:
        group = item.get("process_group", "")
        nth = sum(name.partition("#")[0] == group for name in named)
        named[f"{group}#{nth}" if nth else group] = item
    return named


def _lines(before: Any, after: Any, paint: Paint) -> Iterator[str]:
    for pointer, old, new in differences(before, after):
        yield paint("place", pointer or "/")
        if old is not MISSING:
            yield paint("error", f"  - {json.dumps(old, ensure_ascii=False)}")
        if new is not MISSING:
            yield paint("good", f"  + {json.dumps(new, ensure_ascii=False)}")


def differences(before: Any, after: Any, pointer: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Pointer, old and new value of everything that differs; lists are compared place by place."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            step = f"{pointer}/{escape(key)}"
            yield from differences(before.get(key, MISSING), after.get(key, MISSING), step)
    elif isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            old, new = (items[index] if index < len(items) else MISSING for items in (before, after))
            yield from differences(old, new, f"{pointer}/{index}")
    elif type(before) is not type(after) or before != after:
        yield pointer, before, after
