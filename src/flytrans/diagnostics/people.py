"""The report as people read it: a summary, then one entry for each cause, the worst effect first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from flytrans.diagnostics.catalogue import CODES, SEVERITIES, severity_of
from flytrans.diagnostics.colour import Paint
from flytrans.diagnostics.excerpt import Excerpts, Masked
from flytrans.diagnostics.finding import Finding, Severity
from flytrans.diagnostics.masking import masked_by
from flytrans.diagnostics.outputs import Outputs
from flytrans.diagnostics.pages import advice
from flytrans.diagnostics.policy import Policy
from flytrans.diagnostics.render import flat, head, note, shown
from flytrans.diagnostics.report import Entry, Report, Step


class Translated(Protocol):
    """What a report is made from."""

    @property
    def files(self) -> Mapping[str, str]: ...
    @property
    def report(self) -> Report: ...
    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def steps(self) -> Sequence[Step]: ...


class Cause(NamedTuple):
    """Entries with one code and one message."""

    severity: Severity
    entries: list[Entry]


_WORTH_READING = ("approximated", "carried", "dropped")
_HEADINGS = {
    "": "About the source:",
    "data": "Data may be lost or shared until someone acts:",
    "security": "The app is less protected or more exposed until someone acts:",
    "behaviour": "The app runs differently until someone acts:",
    "none": "Nothing runs otherwise because of these:",
}
"""What an effect means, the worst one first."""


def render_report(
    translation: Translated,
    sources: Mapping[str, str],
    colour: bool = False,
    masked: Masked | None = None,
    policy: Policy | None = None,
) -> str:
    """The whole report; the lines of secrets are never shown. A policy leaves out codes that do not count."""
    entries = translation.report.entries
    excerpts = Excerpts(sources, masked or masked_by(sources, entries))
    outputs = Outputs(translation.files)
    paint = Paint(colour)
    told = causes(entries, policy or Policy())
    said = {(e.code, e.file, e.line, e.column) for cause in told for e in cause.entries}
    findings = [f for f in translation.findings if (f.code, f.file, f.line, f.column) not in said]
    under: dict[str, list[tuple[int, str]]] = {effect: [] for effect in _HEADINGS}
    for group in _grouped(findings):
        usual = CODES[group[0].code].effect if group[0].code in CODES else "none"
        under["" if usual == "none" else usual].append((_rank(group[0].severity), _finding(group, excerpts, paint)))
    for cause in told:
        effect = cause.entries[0].effect or "none"
        text = _line(cause, paint) if effect == "none" else _cause(cause, excerpts, outputs, paint)
        under[effect].append((_rank(cause.severity), text))
    sections = [summary(entries) + "\n"]
    for effect, blocks in under.items():
        if blocks:
            texts = [text for _, text in sorted(blocks, key=lambda block: block[0])]
            between = "" if effect == "none" else "\n"
            sections.append(f"{paint('place', _HEADINGS[effect])}\n{between}{between.join(texts)}")
    return "\n".join(sections)


def summary(entries: Iterable[Entry]) -> str:
    """`41 translated, 2 approximated, 3 carried (1 not in force), 1 dropped`."""
    count: dict[str, int] = {}
    idle = 0
    for entry in entries:
        count[entry.fate] = count.get(entry.fate, 0) + 1
        idle += entry.fate == "carried" and entry.effect not in ("", "none")
    parts = [f"{count.get(fate, 0)} {fate}" for fate in ("translated", *_WORTH_READING)]
    if idle:
        parts[2] += f" ({idle} not in force)"
    parts += [f"{count[fate]} {fate}" for fate in ("inert", "unknown") if count.get(fate)]
    return ", ".join(parts)


def causes(entries: Iterable[Entry], policy: Policy) -> list[Cause]:
    """What is worth reading, in the order of the source; one cause for each code, message and effect."""
    found: dict[tuple[str, str, str, Severity], list[Entry]] = {}
    for entry in entries:
        if entry.fate in _WORTH_READING:
            usual = severity_of(entry.code, entry.effect) if entry.code in CODES else "info"
            level = policy.level(entry.code, usual, file=entry.file, pointer=entry.pointer)
            if level is not None:
                found.setdefault((entry.code, entry.message, entry.effect, level), []).append(entry)
    return [Cause(level, group) for (_, _, _, level), group in found.items()]


def render_steps(steps: Iterable[Step], colour: bool = False) -> str:
    """What to do outside the files, in order."""
    paint = Paint(colour)
    lines: list[str] = []
    for step in sorted(steps, key=lambda step: step.order):
        lines.append(f"{step.order:3}. {flat(step.why)}")
        if step.needs:
            lines.append(f"     {paint('faint', 'needs')} {', '.join(step.needs)}")
        lines += [f"     {paint('faint', '$')} {line}" for line in step.command.splitlines()]
    return "Then, in this order:\n" + "\n".join(lines) + "\n" if lines else ""


def _rank(severity: Severity) -> int:
    return -SEVERITIES.index(severity)


def _cause(cause: Cause, excerpts: Excerpts, outputs: Outputs, paint: Paint) -> str:
    first = cause.entries[0]
    lines = [head(_as_finding(first, cause.severity), paint)]
    lines += shown(excerpts.show(first.file, first.document, first.line, first.column), paint)
    if first.code and first.message:
        lines.append(note("why", first.message, paint))
    lines.append(note("now", _became(first, outputs), paint))
    if first.code and advice(first.code) not in ("", "Nothing."):
        lines.append(note("do", advice(first.code), paint))
    return "\n".join([*lines, *_further(cause.entries, paint)]) + "\n"


def _as_finding(entry: Entry, severity: Severity) -> Finding:
    known = CODES.get(entry.code)
    name, title = (known.name, known.title) if known else (entry.fate, entry.message)
    return Finding(entry.code, name, severity, entry.file, entry.document, entry.line, entry.column, title)


def _became(entry: Entry, outputs: Outputs) -> str:
    """What became of it."""
    files = list(dict.fromkeys(place.file for place in entry.targets))
    where = files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more files" if files else ""
    if entry.fate == "dropped":
        now = "dropped"
    elif entry.fate == "carried":
        now = f"carried along in {where}" if where else "carried along"
        now += "" if entry.effect in ("", "none") else ", not in force"
    else:
        value = next(filter(None, map(outputs.spelled, entry.targets)), "")
        now = f"{value} in {where}" if value else f"another value in {where}" if where else "approximated"
    return now


def _further(entries: Sequence[Entry] | Sequence[Finding], paint: Paint) -> list[str]:
    """The places beside the first one."""
    first, more = entries[0], entries[1:]
    if not more:
        return []
    places = dict.fromkeys(f"{e.line}" if e.file == first.file else f"{e.file}:{e.line}" for e in more)
    shortened = list(places)[:8] + (["…"] if len(places) > 8 else [])
    return [
        note("also", f"{len(more)} more {'place' if len(more) == 1 else 'places'}: line {', '.join(shortened)}", paint)
    ]


def _line(cause: Cause, paint: Paint) -> str:
    """A cause without an effect, in one line."""
    first = cause.entries[0]
    finding = _as_finding(first, cause.severity)
    text = f"{finding.message}: {first.message}" if first.message and first.code else finding.message
    more = len(cause.entries) - 1
    fate = f"{first.fate}{f', and {more} more' if more else ''}"
    return f"  {head(finding._replace(message=text), paint)} ({fate})\n"


def _grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.message), []).append(finding)
    return list(groups.values())


def _finding(group: list[Finding], excerpts: Excerpts, paint: Paint) -> str:
    first = group[0]
    lines = [head(first, paint), *shown(excerpts.show(first.file, first.document, first.line, first.column), paint)]
    if first.fix:
        lines.append(note("fix", first.fix, paint))
    return "\n".join([*lines, *_further(group, paint)]) + "\n"
