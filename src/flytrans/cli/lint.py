"""`flytrans lint`: what is wrong with each fly.toml and with manifests, and, when asked, put right in place."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from flytrans.cli.linted import Linted
from flytrans.rules.discovery import NotThere, find_files

if TYPE_CHECKING:
    from flytrans.diagnostics.policy import Policy

DONE, FOUND, UNUSABLE = 0, 1, 2
STDIN = "-"
UNREADABLE = frozenset(("FT001", "FT002", "FT009", "FT010", "FT011"))
"""Codes of files that could not be read, so that nothing else is known of them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of `flytrans lint`."""
    add = parser.add_argument
    usual = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"
    add("paths", metavar="PATH", nargs="*", default=["."], help="files or folders; default: here and below; - is stdin")
    add("--stdin-filename", metavar="NAME", default="fly.toml", help="what standard input is called (%(default)s)")
    add("--format", choices=("full", "concise", "json", "github", "sarif"), default=usual, help="default: %(default)s")
    add("--output", metavar="FILE", help="write the findings to a file instead")
    add("--fix", action="store_true", help="put right what leaves every machine as it is")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff: what changes machines, too")
    add("--diff", action="store_true", help="show what --fix would change, and change nothing")
    add("--select", metavar="CODES", action="append", help="only these codes, or beginnings of codes: FT1,FT004")
    add("--ignore", metavar="CODES", action="append", help="not these codes")
    add("--policy", metavar="FILE", help="severities and codes, instead of those of the project")
    add("--profile", choices=("fks",), help="what manifests are meant for: Fly's own Kubernetes")
    add("--fail-on", choices=("info", "warning", "error", "never"), default="error", help="default: %(default)s")
    add("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    add("--color", "--colour", choices=("auto", "always", "never"), default="auto", dest="colour")


def run(said: argparse.Namespace) -> int:
    """Show the findings of every file."""
    from flytrans.diagnostics.policy import PolicyError

    try:
        return _run(said)
    except (NotThere, PolicyError) as error:
        sys.stderr.write(f"flytrans: {error}\n")
        return UNUSABLE


def _run(said: argparse.Namespace) -> int:
    paths = find_files(said.paths)
    policy = policy_for(said, paths)
    linted = Linted(_texts(paths, said.stdin_filename), policy, said.profile or "")
    if not paths:
        sys.stderr.write("flytrans: there is neither a fly.toml nor a manifest here\n")
    if said.diff:
        changed = linted.fix(said.unsafe_fixes)
        _write(None, "".join(linted.differences(changed)))
        return FOUND if changed and not said.exit_zero else DONE
    if said.fix:
        _rewrite(linted.fix(said.unsafe_fixes), said.stdin_filename if STDIN in paths else "")
        _tell_of_fixes(linted)
    to_stdout = not (said.fix and STDIN in paths)
    colour = _wants_colour(said.colour, sys.stdout if to_stdout else sys.stderr)
    _write(said.output, linted.render(said.format, colour and said.output is None), to_stdout)
    if said.format == "full" and to_stdout and said.output is None:
        sys.stderr.write(linted.summary())
    return _exit_code(linted, said)


def policy_for(said: argparse.Namespace, paths: list[str]) -> Policy:
    """The policy that was named, else the project's, with what the command line adds."""
    from flytrans.diagnostics.policy import Policy, PolicyError, found_from

    if said.policy is not None:
        if not os.path.isfile(said.policy):
            raise PolicyError(f"{said.policy}: there is no such file")
        policy = Policy.of(said.policy)
    else:
        first = paths[0] if paths and paths[0] != STDIN else ""
        policy = Policy.of(found_from(os.path.dirname(first) or "."))
    select, ignore = (_codes(words, f"--{name}") for name, words in (("select", said.select), ("ignore", said.ignore)))
    return policy._replace(select=select or policy.select, ignore=policy.ignore + ignore)


def _codes(words: list[str] | None, flag: str) -> tuple[str, ...]:
    from flytrans.diagnostics.policy import PolicyError

    codes = tuple(code.strip() for word in words or () for code in word.split(",") if code.strip())
    for code in codes:
        if not code.startswith("FT"):
            raise PolicyError(f"{flag}: {code} is no code such as FT101 or FT1")
    return codes


def _texts(paths: list[str], stdin_name: str) -> dict[str, str]:
    from flytrans.api.lint import read_text
    from flytrans.diagnostics.finding import InputError

    texts = {}
    for path in paths:
        if path == STDIN:
            texts[stdin_name] = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
            continue
        try:
            texts[path] = read_text(path)
        except InputError as error:
            raise NotThere(f"{path}: {error.findings[0].message}") from None
    return texts


def _rewrite(changed: dict[str, str], stdin_name: str) -> None:
    for name, text in changed.items():
        if name != stdin_name:
            with open(name, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
                file.write(text)
    if stdin_name:
        _write(None, changed[stdin_name])


def _tell_of_fixes(linted: Linted) -> None:
    count = sum(linted.fixed.values())
    if count:
        codes = ", ".join(f"{code} {number}×" for code, number in sorted(linted.fixed.items()))
        sys.stderr.write(f"flytrans: {count} put right ({codes})\n")


def _write(path: str | None, text: str, to_stdout: bool = True) -> None:
    data = text.encode("utf-8", "surrogateescape")
    if path is not None:
        with open(path, "wb") as file:
            file.write(data)
        return
    stream = sys.stdout if to_stdout else sys.stderr
    stream.buffer.write(data)
    stream.flush()


def _wants_colour(said: str, stream: object) -> bool:
    """As said, else on a terminal that is not told otherwise (https://no-color.org)."""
    if said != "auto":
        return said == "always"
    is_terminal: Callable[[], bool] = stream.isatty  # type: ignore[attr-defined]
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _exit_code(linted: Linted, said: argparse.Namespace) -> int:
    if said.exit_zero:
        return DONE
    if any(finding.code in UNREADABLE and finding.severity == "error" for finding in linted.findings):
        return UNUSABLE
    levels = ("info", "warning", "error")
    least = levels.index(said.fail_on) if said.fail_on != "never" else len(levels)
    return FOUND if any(levels.index(finding.severity) >= least for finding in linted.findings) else DONE
