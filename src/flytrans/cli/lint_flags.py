"""The flags of `flytrans lint`, and a parser of just them: argparse takes longer to load than a file to be linted."""

from __future__ import annotations

import os

from flytrans.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

FORMATS = ("full", "concise", "json", "github", "sarif")


class Flag(NamedTuple):
    """One flag; without `metavar` and `choices` it takes no value."""

    name: str
    about: str
    default: Any = None
    choices: tuple[str, ...] = ()
    metavar: str = ""
    many: bool = False
    also: str = ""

    @property
    def dest(self) -> str:
        """The attribute that has its value."""
        return (self.also or self.name).removeprefix("--").replace("-", "_")


FLAGS = (
    Flag("--stdin-filename", "what standard input is called (%(default)s)", "fly.toml", metavar="NAME"),
    Flag("--format", "default: %(default)s", "full", FORMATS),
    Flag("--output", "write the findings to a file instead", metavar="FILE"),
    Flag("--fix", "put right, in TOML, what leaves every machine as it is", False),
    Flag("--unsafe-fixes", "with --fix or --diff: what changes machines, too", False),
    Flag("--diff", "show what --fix would change, and change nothing", False),
    Flag("--select", "only these codes, or beginnings of codes: FT1,FT004", metavar="CODES", many=True),
    Flag("--ignore", "not these codes", metavar="CODES", many=True),
    Flag("--policy", "severities and codes, instead of those of the project", metavar="FILE"),
    Flag("--profile", "what manifests are meant for: Fly's own Kubernetes", choices=("fks",)),
    Flag("--fail-on", "default: %(default)s", "error", ("info", "warning", "error", "never")),
    Flag("--exit-zero", "exit with 0 whatever is found", False),
    Flag("--color", "default: %(default)s", "auto", ("auto", "always", "never"), also="--colour"),
)


class Said:
    """What was said on the command line; each flag is an attribute."""

    def __init__(self, paths: list[str], **flags: Any) -> None:
        self.paths = paths or ["."]
        for flag in FLAGS:
            setattr(self, flag.dest, flags.get(flag.dest, usual(flag)))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


def usual(flag: Flag) -> Any:
    """What a flag is where it is not said: under GitHub Actions findings stand beside their lines."""
    if flag.name == "--format" and os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return flag.default


def add_flags(parser: argparse.ArgumentParser) -> None:
    """All of them, for argparse."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files or folders; default: here and below; - is standard input"
    )
    for flag in FLAGS:
        names = [name for name in (flag.name, flag.also) if name]
        if flag.choices:
            parser.add_argument(*names, choices=flag.choices, default=usual(flag), help=flag.about, dest=flag.dest)
        elif flag.metavar:
            action = "append" if flag.many else "store"
            parser.add_argument(*names, metavar=flag.metavar, default=flag.default, help=flag.about, action=action)
        else:
            parser.add_argument(*names, action="store_true", help=flag.about)


def parsed(arguments: list[str]) -> Said | None:
    """The same without argparse; None for whatever is not plain, which argparse then takes, or refuses in its words."""
    by_name = {name: flag for flag in FLAGS for name in (flag.name, flag.also) if name}
    paths: list[str] = []
    flags: dict[str, Any] = {}
    words = iter(arguments)
    for word in words:
        if word == "-" or not word.startswith("-"):
            paths.append(word)
            continue
        name, equals, value = word.partition("=")
        flag = by_name.get(name)
        if flag is None or (equals and not (flag.choices or flag.metavar)):
            return None
        if not (flag.choices or flag.metavar):
            flags[flag.dest] = True
            continue
        value = value if equals else next(words, "-")
        if (value.startswith("-") and not equals) or (flag.choices and value not in flag.choices):
            return None
        flags[flag.dest] = [*flags.get(flag.dest, []), value] if flag.many else value
    return Said(paths, **flags)
