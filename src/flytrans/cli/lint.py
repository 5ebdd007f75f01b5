"""`flytrans lint`: what is wrong with each fly.toml and with manifests, and, when asked, put right in place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from flytrans.cli.lint_flags import add_flags
from flytrans.cli.linted import Linted
from flytrans.diagnostics.policy_file import policy_file
from flytrans.migrate.plain import PlainParser
from flytrans.migrate.program import INTERRUPTED, PIPE_CLOSED, put_out
from flytrans.rules.texts import NEITHER, UsageError, is_known

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from flytrans.diagnostics.policy import Policy
    from flytrans.migrate.plain import Parser

DONE, FOUND, UNUSABLE = 0, 1, 2
STDIN = "-"
UNREADABLE = frozenset(("FT001", "FT002", "FT009", "FT010", "FT011"))
"""Codes of files that could not be read, so that nothing else is known of them."""


def add_arguments(parser: Parser) -> None:
    """The flags of `flytrans lint`."""
    add_flags(parser)


def main(arguments: list[str]) -> int | None:
    """Run with plain arguments, without argparse; None where it takes argparse to understand them."""
    plain = PlainParser()
    add_flags(plain)
    said = plain.parsed(arguments)
    if said is None:
        return None
    try:
        return run(said)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"flytrans: {error.filename or 'the output'}: {error.strerror or error}\n")
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED


def run(said: argparse.Namespace) -> int:
    """Show the findings of every file."""
    try:
        return _run(said)
    except UsageError as error:
        sys.stderr.write(f"flytrans: {error}\n")
    except ValueError as error:
        from flytrans.diagnostics.policy import PolicyError

        if not isinstance(error, PolicyError):
            raise
        sys.stderr.write(f"flytrans: {error}\n")
    return UNUSABLE


def _run(said: argparse.Namespace) -> int:
    paths = _paths(said.paths)
    policy = policy_for(said, paths)
    linted = Linted(_texts(paths, said.stdin_filename), policy, said.profile or "")
    if not paths:
        sys.stderr.write("flytrans: there is neither a fly.toml nor a manifest here\n")
    if said.diff or said.fix:
        _tell_of_others(linted)
    if said.diff:
        changed = linted.fix(said.unsafe_fixes)
        _write(None, "".join(linted.differences(changed)))
        return FOUND if changed and not said.exit_zero else DONE
    if said.fix:
        _rewrite(linted, said.unsafe_fixes, said.stdin_filename if STDIN in paths else "")
        _tell_of_fixes(linted)
    to_stdout = not (said.fix and STDIN in paths)
    colour = _wants_colour(said.colour, sys.stdout if to_stdout else sys.stderr)
    _write(said.output, linted.render(said.format, colour and said.output is None), to_stdout)
    if said.format == "full" and to_stdout and said.output is None:
        sys.stderr.write(linted.summary())
    return _exit_code(linted, said)


def _paths(named: list[str]) -> list[str]:
    """Files as they are named; folders and what is not there take a closer look."""
    if all(name == STDIN or os.path.isfile(name) for name in named):
        return list(dict.fromkeys(named))
    from flytrans.rules.discovery import find_files

    return find_files(named)


def policy_for(said: argparse.Namespace, paths: list[str]) -> Policy | None:
    """The policy that was named, else the project's, with what the command line adds; None where nothing is said."""
    first = paths[0] if paths else ""
    path = said.policy or policy_file(os.path.dirname(first) or ".")
    if path is None and not said.select and not said.ignore:
        return None
    from flytrans.diagnostics.policy import Policy, PolicyError

    if said.policy is not None and not os.path.isfile(said.policy):
        raise PolicyError(f"{said.policy}: there is no such file")
    policy = Policy.of(path)
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
    from flytrans.diagnostics.finding import InputError
    from flytrans.rules.texts import read_text

    texts = {}
    for path in paths:
        if path == STDIN:
            texts[stdin_name] = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
            continue
        try:
            texts[path] = read_text(path)
        except InputError as error:
            raise UsageError(f"{path}: {error.findings[0].message}") from None
        if not is_known(path, texts[path]):
            raise UsageError(f"{path}: {NEITHER}")
    return texts


def _rewrite(linted: Linted, unsafe: bool, stdin_name: str) -> None:
    for name, text in linted.fix(unsafe).items():
        if name != stdin_name:
            _save(name, text.encode("utf-8", "surrogateescape"))
    if stdin_name:
        _write(None, linted.texts[stdin_name])


def _tell_of_others(linted: Linted) -> None:
    """What has findings and is no TOML stays as it is: say so, rather than let it look mended."""
    others = sorted({finding.file for finding in linted.findings if not finding.file.endswith(".toml")})
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        sys.stderr.write(f"flytrans: fixes are made in TOML only, not in {others[0]}{more}\n")


def _tell_of_fixes(linted: Linted) -> None:
    count = sum(linted.fixed.values())
    if count:
        codes = ", ".join(f"{code} {number}×" for code, number in sorted(linted.fixed.items()))
        sys.stderr.write(f"flytrans: {count} put right ({codes})\n")


def _write(path: str | None, text: str, to_stdout: bool = True) -> None:
    data = text.encode("utf-8", "surrogateescape")
    if path is not None:
        _save(path, data)
        return
    if to_stdout:
        put_out(data)
        sys.stdout.flush()
    else:
        sys.stderr.buffer.write(data)
        sys.stderr.flush()


def _save(path: str, data: bytes) -> None:
    from flytrans.migrate.folder import write_file

    try:
        write_file(path, data)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or 'it cannot be written'}") from None


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
