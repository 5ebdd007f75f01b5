"""The commands; only the one that was named is loaded."""

from __future__ import annotations

import importlib
import sys

from flytrans.migrate.plain import PlainParser
from flytrans.migrate.terminal import UNUSABLE, guarded

COMMANDS = {
    "convert": "translate to fly.toml, Machines API requests or Kubernetes manifests",
    "lint": "say what is wrong with a fly.toml or with manifests",
    "check": "say whether each file loads and translates",
    "explain": "say what a code means, or where a line of an output came from",
    "diff": "say what differs in meaning between two sources of any format",
    "secrets": "write the values of the Secrets of manifests, as `fly secrets import` takes them",
}


def run(arguments: list[str]) -> int:
    """Parse the arguments and run the command that they name."""
    name = arguments[0] if arguments else ""
    if name in COMMANDS:
        command = importlib.import_module(f"flytrans.cli.{name}")
        plain = PlainParser()
        command.add_arguments(plain)
        said = plain.parsed(arguments[1:])
        if said is not None:
            return guarded(lambda: command.run(said), "flytrans")
    return _run_parsed(arguments)


def _run_parsed(arguments: list[str]) -> int:
    """The same with argparse, which knows help, abbreviations and mistakes."""
    import argparse

    parser = argparse.ArgumentParser(
        prog="flytrans",
        description="Translate between fly.toml, Fly Machines API requests and Kubernetes manifests.",
    )
    parser.add_argument("--version", "-V", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    named = next((word for word in arguments if word in COMMANDS), "")
    for name, does in COMMANDS.items():
        command = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
        if name == named:
            importlib.import_module(f"flytrans.cli.{name}").add_arguments(command)
    try:
        said = parser.parse_args(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else UNUSABLE
    if said.command is None:
        parser.print_help(sys.stderr)
        return UNUSABLE
    return guarded(lambda: importlib.import_module(f"flytrans.cli.{said.command}").run(said), "flytrans")
