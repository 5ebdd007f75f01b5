"""`flytrans lint`."""

from __future__ import annotations

import argparse

from flytrans.cli.showing import add_format_flag, show
from flytrans.diagnostics.finding import Finding, InputError
from flytrans.migrate.sources import Sources, Texts
from flytrans.migrate.terminal import UNUSABLE, add_output_flags, policy_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of `flytrans lint`."""
    parser.add_argument("sources", metavar="PATH", nargs="*", default=["."], help="files or folders; default: here")
    add_format_flag(parser)
    add_output_flags(parser, fail_on="error")


def run(said: argparse.Namespace) -> int:
    """Show the findings of every file."""
    from flytrans import lint

    sources = Sources(said.sources)
    policy = policy_for(said.policy, sources.paths)
    findings: list[Finding] = []
    unreadable = False
    for path in sources.paths:
        try:
            findings += lint(Sources([path]).source, policy=policy)
        except InputError as error:
            findings += error.findings
            unreadable = True
    shown = show(findings, Texts(sources), said)
    return UNUSABLE if unreadable else shown
