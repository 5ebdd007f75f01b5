"""From sources to files: translate, verify, weigh, write, and say what happened."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from flytrans.diagnostics.finding import InputError
from flytrans.diagnostics.people import Translated, render_report, render_steps
from flytrans.diagnostics.policy import Policy
from flytrans.diagnostics.report_json import report_of, report_parts
from flytrans.migrate.folder import NotWritten, write_folder
from flytrans.migrate.joined import STREAM, joined
from flytrans.migrate.options import options_of
from flytrans.migrate.program import put_out
from flytrans.migrate.shown import masks, with_paths
from flytrans.migrate.sources import Sources, Texts
from flytrans.migrate.terminal import (
    DONE,
    FOUND,
    UNUSABLE,
    Unusable,
    add_output_flags,
    at_or_above,
    policy_for,
    show_findings,
    tell,
    told_of,
    wants_colour,
)

if TYPE_CHECKING:
    import argparse

    from flytrans.migrate.plain import Parser

REPORT = "report.json"
CARRIED = "fly.carried.json"


def add_delivery_flags(parser: Parser) -> None:
    """Flags about what is written, and where."""
    add = parser.add_argument
    add("--report", metavar="FILE", help="write the report as JSON, too")
    add("--single-file", action="store_true", help="manifests as one stream")
    add("--check", action="store_true", help="hold every output against its schema before writing")
    add("--force", action="store_true", help="write over existing files")
    add_output_flags(parser, fail_on="never")


def deliver(said: argparse.Namespace, to: str, folder: str | None) -> int:
    """Translate what was named and write it: into a folder, or to standard output where that is None."""
    sources = Sources(said.sources)
    texts = Texts(sources)
    policy = policy_for(said.policy, sources.paths)
    colour = wants_colour(said.colour, sys.stderr)
    try:
        translation: Translated = translate(sources, to, policy, options_of(said))
    except InputError as error:
        show_findings(error.findings, texts, colour)
        return UNUSABLE
    if said.single_file or folder is None:
        translation = joined(translation)
    faults = _verified(translation) if said.check else []
    weighed = [*translation.findings, *policy.applied(told_of(translation.report.entries), translation.report.entries)]
    unread = not translation.files and at_or_above("error", translation.findings)
    stopped = bool(faults) or unread or at_or_above(said.fail_on, weighed)
    if not stopped:
        _write(translation, folder, said.report, force=said.force)
    shown = with_paths(translation, texts)
    tell(render_report(shown, texts, colour, masks(texts, shown.report.entries), policy))
    if stopped:
        tell("\n".join(["", *faults, "Nothing was written."]))
        return UNUSABLE if unread else FOUND
    steps = render_steps(translation.steps, colour, _where(translation, folder))
    tell(f"\n{steps}" if steps else "")
    return DONE


def _where(translation: Translated, folder: str | None) -> str:
    """What the commands of the steps take for granted."""
    if folder is None:
        return f"with the manifests in {STREAM}" if STREAM in translation.files else ""
    return f"in {folder}" if os.path.normpath(folder) != "." else ""


def translate(sources: Sources, to: Any, policy: Policy, options: dict[str, Any]) -> Translated:
    """The library's own `translate`; an option that it refuses is bad usage."""
    from flytrans import translate as library

    try:
        translation: Translated = library(sources.source, to=to, policy=policy, **options)
    except InputError:
        raise
    except ValueError as error:
        raise Unusable(str(error)) from None
    return translation


def _verified(translation: Translated) -> list[str]:
    from flytrans.migrate.verification import verify

    return verify(translation.files)


def _write(translation: Translated, folder: str | None, report: str | None, *, force: bool) -> None:
    if report is not None:
        new = not os.path.lexists(report)
        write_folder(os.path.dirname(report) or ".", {os.path.basename(report): report_parts(translation)}, force=force)
    try:
        if folder is None:
            _print(translation)
        else:
            files = {**translation.files, REPORT: report_parts(translation)}
            gone = write_folder(folder, files, force=force, stale=_earlier(folder) if force else ())
            removed = f", and removed {len(gone)} of an earlier run" if gone else ""
            if any(name.endswith(".yaml") for name in gone):
                removed += "; their objects stay in the cluster until kubectl delete"
            tell(f"{_counted(len(files))} written to {folder}{removed}\n\n")
    except (NotWritten, Unusable, KeyboardInterrupt):
        if report is not None and new:
            os.unlink(report)
        raise


def _earlier(folder: str) -> list[str]:
    """The outputs of the run before, by its report; none where there is no report, and none outside the folder."""
    try:
        with open(os.path.join(folder, REPORT), encoding="utf-8") as file:
            origins = report_of(file.read()).origins
    except (OSError, ValueError, LookupError, TypeError):
        return []
    names = dict.fromkeys(origin.file for origin in origins)
    return [name for name in names if name and not os.path.isabs(name) and ".." not in name.split("/")]


def _counted(files: int) -> str:
    return f"{files} file{'s' if files != 1 else ''}"


def _print(translation: Translated) -> None:
    files = dict(translation.files)
    beside = files.pop(CARRIED, None) if len(files) > 1 else None
    if len(files) > 1:
        raise Unusable(f"there are {len(files)} files, {', '.join(files)}; -o DIR writes them")
    text = next(iter(files.values()), "")
    if beside is not None:
        tell(f"{CARRIED} goes with it: -o DIR writes both\n")
    put_out(text.encode("utf-8", "surrogateescape"))
