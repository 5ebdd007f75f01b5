"""`flytrans diff`: what two sources say differently, whatever format and spelling they have."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flytrans.diagnostics.colour import Paint
from flytrans.diagnostics.excerpt import HIDDEN
from flytrans.diagnostics.finding import InputError
from flytrans.diagnostics.render import flat
from flytrans.migrate.program import put_out
from flytrans.migrate.sources import Sources, Texts
from flytrans.migrate.terminal import DONE, FOUND, UNUSABLE, show_findings, tell, wants_colour

if TYPE_CHECKING:
    import argparse

    from flytrans.cli.differences import Difference
    from flytrans.cli.meaning import Meaning
    from flytrans.migrate.plain import Parser
    from flytrans.tree.node import Node

VERSION = 1
MOST = 3
"""As many places of a value are named."""
LONGEST = 160
"""Characters of a value on a line."""


def add_arguments(parser: Parser) -> None:
    """The flags of `flytrans diff`."""
    parser.add_argument("before", metavar="A", help="a file or folder, of any of the formats; - is standard input")
    parser.add_argument("after", metavar="B", help="a file or folder; what the Machines API answers is a source, too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    parser.add_argument("--color", "--colour", choices=("auto", "always", "never"), default="auto", dest="colour")


def run(said: argparse.Namespace) -> int:
    """Print what differs in the machines that both ask for, and in how they are deployed; 1 where anything does."""
    from flytrans.cli.differences import differences
    from flytrans.cli.meaning import Meaning

    sides = []
    for name in (said.before, said.after):
        sources = Sources([name])
        try:
            sides.append(Meaning(sources))
        except InputError as error:
            show_findings(error.findings, Texts(sources), wants_colour(said.colour, sys.stderr))
            return UNUSABLE
    before, after = map(_Side, sides)
    found = differences(before.meaning, after.meaning)
    if said.format == "json":
        text = _json(found, before, after)
    else:
        text = "".join(_lines(found, before, after, Paint(wants_colour(said.colour, sys.stdout))))
        count = f"{len(found)} {'value differs' if len(found) == 1 else 'values differ'}"
        tell(f"{count} in meaning" if found else "the same in meaning")
    put_out(text.encode("utf-8", "surrogateescape"))
    return FOUND if found else DONE


class _Side:
    """One of the two sources; says where its values stand, and hides those that may be secret."""

    def __init__(self, meaning: Meaning) -> None:
        from flytrans.migrate.shown import masks

        self.meaning = meaning
        self._masked = masks(meaning.texts)

    def value(self, node: Node) -> Any:
        """The plain value; of one on a line that may not be shown, only that it is not shown."""
        hidden = any(self._masked(spot.file, 0, spot.line) for spot in self.meaning.places(node))
        return HIDDEN if hidden else node.plain()

    def places(self, node: Node) -> list[dict[str, Any]]:
        """Where it stands."""
        return [spot._asdict() for spot in self.meaning.places(node)[:MOST]]

    def text(self, node: Node, whole: bool) -> str:
        """The value on one line, and its places."""
        value = "it is there" if whole else self.value(node)
        spelled = value if whole or value == HIDDEN else json.dumps(value, ensure_ascii=False)
        if len(spelled) > LONGEST:
            spelled = f"{spelled[:LONGEST]}…"
        spots = self.meaning.places(node)[:1] if whole else self.meaning.places(node)[:MOST]
        where = ", ".join(f"{spot.file}:{spot.line}" for spot in spots)
        return flat(f"{spelled}  ({where})" if spelled and where else spelled or where)


def _lines(found: list[Difference], before: _Side, after: _Side, paint: Paint) -> Iterator[str]:
    several = len({difference.app for difference in found}) > 1
    for difference in found:
        whole = not difference.what
        yield paint("place", flat(_heading(difference, several))) + "\n"
        if difference.before is not None:
            yield paint("error", f"  - {before.text(difference.before, whole)}") + "\n"
        if difference.after is not None:
            yield paint("good", f"  + {after.text(difference.after, whole)}") + "\n"


def _heading(difference: Difference, several: bool) -> str:
    """`web, worker: services[tcp/3000].checks[http].interval`."""
    app = f"{difference.app}: " if several and difference.groups + difference.what else ""
    what = "".join(step if step.startswith("[") else f".{step}" for step in difference.what).lstrip(".")
    groups = ", ".join(difference.groups)
    if not difference.what:
        return f"{app}the process group {groups}" if groups else f"the app {difference.app}"
    return f"{app}{groups}: {what}" if groups else f"{app}{what}"


def _json(found: list[Difference], before: _Side, after: _Side) -> str:
    rows = []
    for difference in found:
        row: dict[str, Any] = {"app": difference.app, "groups": difference.groups, "what": list(difference.what)}
        for name, side, node in (("before", before, difference.before), ("after", after, difference.after)):
            if node is not None:
                row |= {name: side.value(node), f"{name}_at": side.places(node)}
        rows.append(row)
    return json.dumps({"version": VERSION, "same": not rows, "differences": rows}, indent=2) + "\n"
