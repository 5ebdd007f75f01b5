"""What a report tells, put together by cause: one for each code and effect, however many places it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flytrans.diagnostics.catalogue import CODES, SEVERITIES, severity_of
from flytrans.diagnostics.finding import Finding, Severity
from flytrans.diagnostics.policy import Policy
from flytrans.diagnostics.report import Entry
from flytrans.named_tuple import NamedTuple

WORTH_READING = ("approximated", "carried", "dropped")
MOST_PLACES = 8
_SMALL = frozenset(
    {
        *("a", "an", "and", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its"),
        *("of", "on", "one", "only", "or", "so", "that", "the", "there", "to", "up"),
    }
)
"""Words that say nothing about the subject of a sentence."""


class Cause(NamedTuple):
    """Entries with one code, effect and severity, by what each says."""

    severity: Severity
    effect: str
    messages: dict[str, list[Entry]]

    @property
    def entries(self) -> list[Entry]:
        """All of them."""
        return [entry for entries in self.messages.values() for entry in entries]

    @property
    def first(self) -> Entry:
        """The one that is shown."""
        return next(iter(self.messages.values()))[0]


def causes(entries: Iterable[Entry], policy: Policy) -> list[Cause]:
    """What is worth reading, in the order of the source."""
    found: dict[tuple[str, str, Severity], dict[str, list[Entry]]] = {}
    for entry in entries:
        if entry.fate in WORTH_READING:
            usual = severity_of(entry.code, entry.effect) if entry.code in CODES else "info"
            level = policy.level(entry.code, usual, file=entry.file, pointer=entry.pointer)
            if level is not None:
                key = (entry.code or entry.message, entry.effect or "none", level)
                found.setdefault(key, {}).setdefault(entry.message, []).append(entry)
    return [Cause(level, effect, messages) for (_, effect, level), messages in found.items()]


def told(entry: Entry) -> tuple[str, str]:
    """What a cause is called, and why it is so here; the second is empty where it would say the same again."""
    known = CODES.get(entry.code)
    if known is None or not entry.message:
        return (known.title if known is not None else entry.message), ""
    general, special = _words(known.title), _words(entry.message)
    shared = len(general & special)
    if shared >= 0.6 * len(general) and any(c in "0123456789'\"/" for c in entry.message):
        return entry.message[0].upper() + entry.message[1:], ""
    return known.title, ("" if 2 * shared >= len(special) else entry.message)


def _words(text: str) -> set[str]:
    """What a sentence is about."""
    return {word.strip("\"'`.,:;()").rstrip("s") for word in text.lower().split()} - _SMALL


def rank(severity: Severity) -> int:
    """The worst first."""
    return -SEVERITIES.index(severity)


def places(entries: Sequence[Entry | Finding], file: str, folder: str) -> str:
    """`line 26, 27; other.yaml:61, 64 …`: lines of the file that was shown, then of others, as named in `folder`."""
    by_file: dict[str, list[int]] = {}
    seen = 0
    total = len({(entry.file, entry.line) for entry in entries})
    for entry in sorted(entries, key=lambda entry: (entry.file != file, entry.file, entry.line)):
        lines = by_file.setdefault(entry.file, [])
        if entry.line not in lines and seen < MOST_PLACES:
            lines.append(entry.line)
            seen += 1
    parts = [
        f"{'line ' if name == file else f'{name.removeprefix(folder)}:'}{', '.join(map(str, lines))}"
        for name, lines in by_file.items()
        if lines
    ]
    return "; ".join(parts) + (" …" if total > seen else "")


def counted(entries: Sequence[Entry]) -> str:
    """`28 carried, 1 approximated`; just the fate where there is one entry."""
    count: dict[str, int] = {}
    for entry in entries:
        count[entry.fate] = count.get(entry.fate, 0) + 1
    if len(entries) == 1:
        return entries[0].fate
    return ", ".join(f"{number} {fate}" for fate, number in count.items())


def grouped(findings: Iterable[Finding]) -> list[Mapping[str, list[Finding]]]:
    """Findings of one code and severity, by what each says."""
    groups: dict[tuple[str, str], dict[str, list[Finding]]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.severity), {}).setdefault(finding.message, []).append(finding)
    return list(groups.values())
