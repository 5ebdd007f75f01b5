"""The report as people read it: a summary, then one entry for each cause, the worst effect first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from flytrans.diagnostics.catalogue import CODES
from flytrans.diagnostics.causes import WORTH_READING, Cause, causes, counted, grouped, places, rank, told
from flytrans.diagnostics.colour import Paint
from flytrans.diagnostics.excerpt import Excerpts, Masked
from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.masking import masked_by
from flytrans.diagnostics.outputs import Outputs
from flytrans.diagnostics.pages import advice
from flytrans.diagnostics.policy import Policy
from flytrans.diagnostics.render import flat, head, note, shown
from flytrans.diagnostics.report import Entry, Place, Report, Step


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


MOST_MESSAGES = 8
"""As many different messages of one code are shown."""
MOST_KEYS = 8
"""What became of a value is shown where it went to no more kinds of places than this: a whole file goes everywhere."""
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
    found = causes(entries, policy or Policy())
    page = _Page(translation, Excerpts(sources, masked or masked_by(sources, entries)), Paint(colour))
    said = {place for cause in found for place in _said(cause)}
    findings = [finding for finding in translation.findings if not said & set(_ways_of(finding))]
    under: dict[str, list[tuple[int, str]]] = {effect: [] for effect in _HEADINGS}
    for group in grouped(findings):
        first = next(iter(group.values()))[0]
        usual = CODES[first.code].effect if first.code in CODES else "none"
        under["" if usual == "none" else usual].append((rank(first.severity), page.finding(group)))
    for cause in found:
        text = page.cause(cause) if cause.effect != "none" else page.lines(cause)
        under[cause.effect].append((rank(cause.severity), text))
    sections = [summary(entries) + "\n"]
    for effect, blocks in under.items():
        if blocks:
            texts = [text for _, text in sorted(blocks, key=lambda block: block[0])]
            between = "" if effect == "none" else "\n"
            sections.append(f"{page.paint('place', _HEADINGS[effect])}\n{between}{between.join(texts)}")
    return "\n".join(sections)


def summary(entries: Iterable[Entry]) -> str:
    """`41 translated, 2 approximated, 3 carried (1 not in force), 1 dropped`."""
    count: dict[str, int] = {}
    idle = 0
    for entry in entries:
        count[entry.fate] = count.get(entry.fate, 0) + 1
        idle += entry.fate == "carried" and entry.effect not in ("", "none")
    parts = [f"{count.get(fate, 0)} {fate}" for fate in ("translated", *WORTH_READING)]
    if idle:
        parts[2] += f" ({idle} not in force)"
    parts += [f"{count[fate]} {fate}" for fate in ("inert", "unknown") if count.get(fate)]
    return ", ".join(parts)


def render_steps(steps: Iterable[Step], colour: bool = False, where: str = "") -> str:
    """What to do outside the files, in order; `where` says what the commands take for granted."""
    paint = Paint(colour)
    lines: list[str] = []
    for step in sorted(steps, key=lambda step: step.order):
        lines.append(f"{step.order:3}. {flat(step.why)}")
        if step.needs:
            lines.append(f"     {paint('faint', 'needs')} {', '.join(step.needs)}")
        lines += [f"     {paint('faint', '$')} {line}" for line in step.command.splitlines()]
    place = f"{where}, " if where else ""
    return f"Then, {place}in this order:\n" + "\n".join(lines) + "\n" if lines else ""


def _said(cause: Cause) -> Iterator[tuple[object, ...]]:
    """By what a finding is known to be a cause that is told anyway: code and place, or code and message."""
    for message, entries in cause.messages.items():
        yield cause.first.code, message
        for entry in entries:
            yield entry.code, entry.file, entry.line, entry.column


def _ways_of(finding: Finding) -> Iterator[tuple[object, ...]]:
    """In which words, and where, a cause may say what a finding says."""
    yield finding.code, finding.message
    yield finding.code, f"{finding.message}: {finding.fix}"
    yield finding.code, finding.file, finding.line, finding.column


class _Page:
    """Renders causes and findings against the texts that they are about."""

    def __init__(self, translation: Translated, excerpts: Excerpts, paint: Paint) -> None:
        self.translation = translation
        self.excerpts = excerpts
        self.paint = paint
        self.outputs = Outputs(translation.files, getattr(translation, "value", None))
        self._folder = _shared_folder({entry.file for entry in translation.report.entries})
        self._shares: dict[Place, int] | None = None

    def cause(self, cause: Cause) -> str:
        """A cause in full: what it was, what it became, what to do."""
        first = cause.first
        title, why = told(first)
        lines = [head(_as_finding(first, cause, title), self.paint), *self._excerpt(first)]
        if why:
            lines.append(note("why", why, self.paint))
        lines.append(note("now", self._became(first), self.paint))
        if first.code and advice(first.code) not in ("", "Nothing."):
            lines.append(note("do", advice(first.code), self.paint))
        return "\n".join([*lines, *self._further(cause.messages, first.file)]) + "\n"

    def lines(self, cause: Cause) -> str:
        """A cause without an effect, in one line; one for each message where it is more than for information."""
        if cause.severity == "info":
            return self._line(cause, cause.entries, "" if cause.messages.keys() - {cause.first.message} else "why")
        groups = list(cause.messages.values())
        lines = [self._line(cause, entries, "message") for entries in groups[:MOST_MESSAGES]]
        left = [entry for entries in groups[MOST_MESSAGES:] for entry in entries]
        if left:
            lines.append(f"  and {len(left)} more of {cause.first.code}: {self._places(left, '')}\n")
        return "".join(lines)

    def _line(self, cause: Cause, entries: list[Entry], say: str) -> str:
        first = entries[0]
        title, why = told(first)
        if say == "message" and first.message:
            title = first.message
        elif not say and first.code in CODES:
            title = CODES[first.code].title
        elif why:
            title = f"{title}: {why}"
        return f"  {head(_as_finding(first, cause, title), self.paint)} ({counted(entries)})\n"

    def finding(self, group: Mapping[str, list[Finding]]) -> str:
        """Findings of one code: the first one with its line, the others by what they say."""
        first = next(iter(group.values()))[0]
        lines = [head(first, self.paint), *self._excerpt(first)]
        if first.fix:
            lines.append(note("fix", first.fix, self.paint))
        return "\n".join([*lines, *self._further(group, first.file)]) + "\n"

    def _excerpt(self, at: Entry | Finding) -> list[str]:
        if (at.line, at.column) == (1, 1) and (self.excerpts.line(at.file, at.document, 1) or "").startswith("#"):
            return []
        return shown(self.excerpts.show(at.file, at.document, at.line, at.column), self.paint)

    def _further(self, group: Mapping[str, Sequence[Entry | Finding]], file: str) -> Iterator[str]:
        """The places beside the first one, and what is said there if it is something else."""
        (_, same), *others = group.items()
        if same[1:]:
            number = len(same) - 1
            text = f"{number} more {'place' if number == 1 else 'places'}: {self._places(same[1:], file)}"
            yield note("also", text, self.paint)
        for message, entries in others[:MOST_MESSAGES]:
            yield note("also", f"{message}: {self._places(entries, file)}", self.paint)
        if others[MOST_MESSAGES:]:
            left = [entry for _, entries in others[MOST_MESSAGES:] for entry in entries]
            yield note("also", f"{len(left)} more like these: {self._places(left, file)}", self.paint)

    def _places(self, entries: Sequence[Entry | Finding], file: str) -> str:
        return places(entries, file, self._folder)

    def _became(self, entry: Entry) -> str:
        """What became of it."""
        files = list(dict.fromkeys(place.file for place in entry.targets))
        where = files[0] if files else ""
        if files[1:]:
            where += f" and {len(files) - 1} more {'file' if len(files) == 2 else 'files'}"
        if entry.fate == "dropped":
            return "dropped"
        if entry.fate == "carried":
            idle = "" if entry.effect in ("", "none") else ", not in force"
            return f"carried along{f' in {where}' if where else ''}{idle}"
        if len({place.pointer.rpartition("/")[2] for place in entry.targets}) > MOST_KEYS:
            return f"many values in {where}"
        value, file = self._value(entry)
        if value:
            more = f" and {len(files) - 1} more {'file' if len(files) == 2 else 'files'}" if files[1:] else ""
            return f"{value} in {file}{more}"
        if all(_is_carried(place) for place in entry.targets):
            return "much the same without being told" + (f"; carried along in {where}" if where else "")
        return f"another value in {where}"

    def _value(self, entry: Entry) -> tuple[str, str]:
        """The output leaf of a like key, else the one that owes the least to other leaves; bare names come last."""
        if self._shares is None:
            self._shares = {o.place: len(o.sources) for o in self.translation.report.origins}
        shares = self._shares
        own = entry.pointer.rpartition("/")[2].lower()

        def usual(place: Place) -> tuple[bool, bool, int, int]:
            key = place.pointer.rpartition("/")[2].lower()
            other = not (key in own or own in key)
            return key in ("name", "value"), other, shares.get(place, 0), abs(len(key) - len(own))

        order = sorted(entry.targets, key=usual)
        hidden = self.excerpts.masked(entry.file, entry.document, entry.line)
        spelled = self.outputs.key if hidden else self.outputs.spelled
        return next(((text, place.file) for place in order if (text := spelled(place))), ("", ""))


def _is_carried(place: Place) -> bool:
    """Whether a place of the output is only for the way back."""
    file, pointer = place.file, place.pointer
    return file.endswith("carried.json") or "flytrans.dev~1carried" in pointer or pointer.startswith("/carried")


def _shared_folder(files: set[str]) -> str:
    """The folder that all files are in, with a slash at its end."""
    folders = [file.split("/")[:-1] for file in files]
    depth = 0
    while folders and all(len(folder) > depth and folder[depth] == folders[0][depth] for folder in folders):
        depth += 1
    return "".join(f"{step}/" for step in folders[0][:depth]) if folders else ""


def _as_finding(entry: Entry, cause: Cause, title: str) -> Finding:
    known = CODES.get(entry.code)
    name = known.name if known else entry.fate
    return Finding(entry.code, name, cause.severity, entry.file, entry.document, entry.line, entry.column, title)
