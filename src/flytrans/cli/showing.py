"""Findings on standard output, in the form that was asked for, and the exit code that they make."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.render import FORMATS, render_findings
from flytrans.migrate.program import put_out
from flytrans.migrate.shown import masks
from flytrans.migrate.terminal import DONE, FOUND, at_or_above, wants_colour

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser


def add_format_flag(parser: Parser) -> None:
    """The form of findings; under GitHub Actions they stand beside their lines by themselves."""
    usual = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"
    parser.add_argument("--format", choices=FORMATS, default=usual, help="form of the findings (%(default)s)")


def show(findings: Sequence[Finding], texts: Mapping[str, str], said: argparse.Namespace) -> int:
    """Print findings, in the order of files and lines."""
    order = {file: index for index, file in enumerate(texts)}
    ordered = sorted(findings, key=lambda f: (order.get(f.file, len(order)), f.file, f.line, f.column, f.code))
    colour = wants_colour(said.colour, sys.stdout)
    text = render_findings(ordered, said.format, sources=texts, masked=masks(texts), colour=colour)
    put_out(text.encode("utf-8", "surrogateescape"))
    return FOUND if at_or_above(said.fail_on, ordered) else DONE
