"""`flytrans convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytrans.migrate.delivery import add_delivery_flags, deliver
from flytrans.migrate.options import add_options

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser

TARGETS = ("fly", "machines", "kubernetes")


def add_arguments(parser: Parser) -> None:
    """The flags of `flytrans convert`."""
    add = parser.add_argument
    add("sources", metavar="SOURCE", nargs="+", help="files or folders; - is standard input")
    add("--to", choices=TARGETS, required=True, help="what to write; the source's own format is canonical form")
    add("-o", "--output", metavar="DIR", default="-", help="folder to write to, with report.json; - is standard output")
    add_delivery_flags(parser)
    add_options(parser)


def run(said: argparse.Namespace) -> int:
    """Translate and write."""
    return deliver(said, said.to, None if said.output == "-" else said.output)
