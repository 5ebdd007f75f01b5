"""`fly-to-k8s`: a folder with a fly.toml becomes a folder of manifests."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser


def main(argv: list[str] | None = None) -> int:
    """Run the script; its exit code. Without `argv` it is the program itself, which ends."""
    if argv is not None:
        return _run(argv)
    from flytrans.migrate.program import run_to_end

    return run_to_end(lambda: _run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        from flytrans.version import VERSION

        print(f"fly-to-k8s {VERSION}")
        return 0
    import os

    from flytrans.migrate.delivery import deliver
    from flytrans.migrate.sources import NoSource, fly_file, others_in
    from flytrans.migrate.terminal import guarded

    said = _said(arguments)
    if isinstance(said, int):
        return said

    def work() -> int:
        said.sources = [said.source]
        if os.path.isdir(said.source) and fly_file(said.source) is None:
            raise NoSource(f"{said.source}: there is no fly.toml in this folder{others_in(said.source)}")
        return deliver(said, "kubernetes", None if said.output == "-" else said.output)

    return guarded(work, "fly-to-k8s")


def _said(arguments: list[str]) -> argparse.Namespace | int:
    """What was said, or the exit code of what argparse had to answer."""
    from flytrans.migrate.plain import PlainParser

    plain = PlainParser()
    _add_arguments(plain)
    said = plain.parsed(arguments)
    if said is not None:
        return said
    import argparse

    from flytrans.migrate.terminal import UNUSABLE

    parser = argparse.ArgumentParser(
        prog="fly-to-k8s", description="Write the Kubernetes manifests of a Fly app, and say what is left to do."
    )
    _add_arguments(parser)
    try:
        return parser.parse_args(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else UNUSABLE


def _add_arguments(parser: Parser) -> None:
    from flytrans.migrate.delivery import add_delivery_flags
    from flytrans.migrate.options import add_options

    add = parser.add_argument
    add("--version", "-V", action="store_true", help="print the version")
    add("source", metavar="DIR|fly.toml", nargs="?", default=".", help="the app; default: this folder")
    add("-o", "--output", metavar="DIR", default="k8s", help="folder to write to (%(default)s); - is standard output")
    add_delivery_flags(parser)
    add_options(parser)


if __name__ == "__main__":
    sys.exit(main())
