"""`flytrans explain`: the page of a code, or where a line of an output came from."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from flytrans.cli.lines import leaves_on
from flytrans.diagnostics.catalogue import CODES, severity_of
from flytrans.diagnostics.colour import Paint
from flytrans.diagnostics.pages import page
from flytrans.diagnostics.render import flat
from flytrans.diagnostics.report import Entry, Origin, Place, Report
from flytrans.diagnostics.report_json import report_of
from flytrans.migrate.delivery import REPORT
from flytrans.migrate.program import put_out
from flytrans.migrate.terminal import DONE, Unusable, wants_colour
from flytrans.values.whole import parse_digits

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser

MOST = 12
"""As many values and sources are listed."""


def add_arguments(parser: Parser) -> None:
    """The flags of `flytrans explain`."""
    parser.add_argument(
        "what", metavar="CODE|FILE:LINE", help="a code such as FT301 or its name, or a line of an output"
    )
    parser.add_argument("--color", "--colour", choices=("auto", "always", "never"), default="auto", dest="colour")


def run(said: argparse.Namespace) -> int:
    """Print the explanation."""
    paint = Paint(wants_colour(said.colour, sys.stdout))
    file, colon, line = said.what.rpartition(":")
    number = parse_digits(line) if colon else None
    text = _line(file, number, paint) if number is not None else _code(said.what, paint)
    put_out(text.encode("utf-8", "surrogateescape"))
    return DONE


def _code(what: str, paint: Paint) -> str:
    from flytrans.rules.registry import enter_rules

    enter_rules()
    known = CODES.get(what.upper()) or next((code for code in CODES.values() if code.name == what.lower()), None)
    if known is None:
        raise Unusable(f"{what} is neither a code such as FT301 nor a line of an output such as out/fly.toml:3")
    severity = severity_of(known.code)
    heading = f"{paint(severity, f'{known.code} {known.name}')}: {known.title}"
    return f"{heading}\n{paint('faint', f'{severity}; effect: {known.effect}')}\n\n{page(known.code)}"


def _line(file: str, line: int, paint: Paint) -> str:
    folder, report = _report_for(file)
    name = os.path.relpath(os.path.abspath(file), folder).replace(os.sep, "/")
    with open(file, encoding="utf-8", errors="surrogateescape", newline="") as opened:
        text = opened.read()
    wanted = [(span.document, span.pointer, f"{span.pointer}/") for span in leaves_on(file, text, line)]
    known = [
        origin for origin in report.origins if origin.file == name and any(_within(origin, *place) for place in wanted)
    ]
    entries = {entry.place: entry for entry in report.entries}
    if not known:
        raise Unusable(f"{file}:{line}: no value of the report stands on this line")
    lines = [paint("place", f"{file}:{line}")]
    for origin in known[:MOST]:
        lines.append(f"  {origin.pointer or '/'}")
        if origin.reason:
            lines.append(f"    {flat(origin.reason)}")
        lines += [f"    {_source(place, entries)}" for place in origin.sources[:MOST]]
        if origin.sources[MOST:]:
            lines.append(f"    and {len(origin.sources) - MOST} more")
    if known[MOST:]:
        lines.append(f"  and {len(known) - MOST} more values")
    return "\n".join(lines) + "\n"


def _within(origin: Origin, document: int, pointer: str, below: str) -> bool:
    return origin.document == document and (origin.pointer == pointer or origin.pointer.startswith(below))


def _source(place: Place, entries: dict[Place, Entry]) -> str:
    """A leaf of the input, with its position and what became of it; never its value."""
    entry = entries.get(place)
    if entry is None:
        return f"{place.file} {place.pointer}"
    fate = f"{entry.fate}, {entry.code}" if entry.code else entry.fate
    return f"{entry.file}:{entry.line}:{entry.column} {entry.pointer or '/'} ({fate})"


def _report_for(file: str) -> tuple[str, Report]:
    """The report of the run that wrote a file: in its folder, or above it."""
    if not os.path.isfile(file):
        raise Unusable(f"{file}: there is no such file")
    here = os.path.dirname(os.path.abspath(file))
    while True:
        path = os.path.join(here, REPORT)
        if os.path.isfile(path):
            break
        above = os.path.dirname(here)
        if above == here:
            raise Unusable(f"{file}: there is no {REPORT} beside it or above it; `flytrans convert -o` writes one")
        here = above
    try:
        with open(path, encoding="utf-8") as opened:
            return here, report_of(opened.read())
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise Unusable(f"{path} cannot be read as a report: {error}") from None
