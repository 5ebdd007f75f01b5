"""How a command talks: colour, text to standard error, and how bad it was."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from flytrans.diagnostics.catalogue import CODES, SEVERITIES, severity_of
from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.policy import Policy, PolicyError
from flytrans.diagnostics.policy_file import policy_file
from flytrans.diagnostics.report import Entry
from flytrans.migrate.folder import NotWritten
from flytrans.migrate.program import INTERRUPTED, PIPE_CLOSED
from flytrans.migrate.sources import NoSource, Texts

if TYPE_CHECKING:
    from flytrans.migrate.plain import Parser

DONE, FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: nothing at or above the level asked for; findings; bad usage or input that cannot be read."""

LEVELS = (*SEVERITIES, "never")


class Unusable(Exception):
    """The command cannot do what was asked; the text says why."""


def guarded(work: Callable[[], int], program: str) -> int:
    """Run a command; what its user got wrong, or a full disk, becomes one line and exit code 2.

    Nobody is told of a closed pipe, whose program knows best, nor of Ctrl-C.
    """
    try:
        code = work()
        sys.stdout.flush()
        return code
    except (NoSource, NotWritten, PolicyError, Unusable) as error:
        tell(f"{program}: {error}")
        return UNUSABLE
    except BrokenPipeError:
        _silence()
        return PIPE_CLOSED
    except OSError as error:
        _silence()
        tell(f"{program}: {error.filename or 'the output'}: {error.strerror or error}")
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED


def _silence() -> None:
    """Let what is still buffered for standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def add_output_flags(parser: Parser, fail_on: str) -> None:
    """Flags that every command has."""
    parser.add_argument("--policy", metavar="FILE", help="severities and codes, instead of those of the project")
    parser.add_argument(
        "--fail-on", choices=LEVELS, default=fail_on, help="least severity that makes the command fail (%(default)s)"
    )
    parser.add_argument("--color", "--colour", choices=("auto", "always", "never"), default="auto", dest="colour")


def wants_colour(said: str, stream: TextIO) -> bool:
    """Whether to colour: as said, else on a terminal that is not told otherwise (https://no-color.org)."""
    if said != "auto":
        return said == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def tell(text: str) -> None:
    """Text for the person at the terminal."""
    sys.stderr.write(text if text.endswith("\n") or not text else text + "\n")


def policy_for(said: str | None, paths: Sequence[str]) -> Policy:
    """The policy that was named, else the one of the project that the first source is in."""
    if said is not None:
        if not os.path.isfile(said):
            raise PolicyError(f"{said}: there is no such file")
        return Policy.of(said)
    first = paths[0] if paths else ""
    return Policy.of(policy_file(os.path.dirname(first) or "."))


def at_or_above(level: str, findings: Iterable[Finding]) -> bool:
    """Whether a finding is as severe as the level, or more."""
    return level != "never" and any(SEVERITIES.index(f.severity) >= SEVERITIES.index(level) for f in findings)


def told_of(entries: Iterable[Entry]) -> list[Finding]:
    """What a report says about leaves, as findings, so that a policy can weigh them."""
    return [
        Finding(
            e.code, CODES[e.code].name, severity_of(e.code, e.effect), e.file, e.document, e.line, e.column, e.message
        )
        for e in entries
        if e.code in CODES and e.fate in ("approximated", "carried", "dropped")
    ]


def show_findings(findings: Iterable[Finding], sources: Texts, colour: bool) -> None:
    """Findings with their lines, to standard error."""
    from flytrans.diagnostics.render import render_findings
    from flytrans.migrate.shown import found_at, masks

    tell(render_findings(found_at(findings, sources), sources=sources, masked=masks(sources), colour=colour))
