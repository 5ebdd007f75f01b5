"""The flags of `flytrans lint`."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flytrans.migrate.plain import Parser

FORMATS = ("full", "concise", "json", "github", "sarif")


def add_flags(parser: Parser) -> None:
    """All of them; under GitHub Actions findings stand beside their lines by themselves."""
    add = parser.add_argument
    usual = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"
    files = "files or folders; default: here and below; - is standard input"
    add("paths", metavar="PATH", nargs="*", default=["."], help=files)
    add("--stdin-filename", metavar="NAME", default="fly.toml", help="what standard input is called (%(default)s)")
    add("--format", choices=FORMATS, default=usual, help="default: %(default)s")
    add("--output", metavar="FILE", help="write the findings to a file instead")
    add("--fix", action="store_true", help="put right, in TOML, what leaves every machine as it is")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff: what changes machines, too")
    add("--diff", action="store_true", help="show what --fix would change, and change nothing")
    codes = "only these codes, or beginnings of codes: FT1,FT004"
    add("--select", metavar="CODES", action="append", help=codes)
    add("--ignore", metavar="CODES", action="append", help="not these codes")
    add("--policy", metavar="FILE", help="severities and codes, instead of those of the project")
    add("--profile", choices=("fks",), help="what manifests are meant for: Fly's own Kubernetes")
    levels = ("info", "warning", "error", "never")
    add("--fail-on", choices=levels, default="error", help="default: %(default)s")
    add("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    when = ("auto", "always", "never")
    add("--color", "--colour", choices=when, default="auto", dest="colour", help="default: %(default)s")
