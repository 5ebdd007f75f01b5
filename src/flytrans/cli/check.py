"""`flytrans check`: the hook that reads and translates each file, and shows what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytrans.cli.showing import add_format_flag, show
from flytrans.diagnostics.finding import Finding, InputError
from flytrans.migrate.delivery import translate
from flytrans.migrate.shown import found_at
from flytrans.migrate.sources import Sources, Texts
from flytrans.migrate.terminal import UNUSABLE, add_output_flags, policy_for

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser


def add_arguments(parser: Parser) -> None:
    """The flags of `flytrans check`."""
    add = parser.add_argument
    add("sources", metavar="FILE", nargs="+", help="files or folders; each file is looked at by itself")
    add(
        "--to", choices=("fly", "machines", "kubernetes"), default="machines", help="what to translate to (%(default)s)"
    )
    add_format_flag(parser)
    add_output_flags(parser, fail_on="error")


def run(said: argparse.Namespace) -> int:
    """Show the findings of every file."""
    sources = Sources(said.sources)
    policy = policy_for(said.policy, sources.paths)
    findings: list[Finding] = []
    unreadable = False
    for path in sources.paths:
        one = Sources([path], sources.stdin)
        try:
            found = translate(one, said.to, policy, {}).findings
        except InputError as error:
            found = error.findings
            unreadable = True
        findings += found_at(found, Texts(one))
    shown = show(findings, Texts(sources), said)
    return UNUSABLE if unreadable else shown
