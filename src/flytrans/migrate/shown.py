"""What is shown to a person: places by the paths that were given, and no line that holds a secret."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flytrans.diagnostics.excerpt import Masked
from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.masking import masked_by
from flytrans.diagnostics.people import Translated
from flytrans.diagnostics.report import Entry, Place, Report, Step
from flytrans.migrate.sources import Texts
from flytrans.named_tuple import NamedTuple


class Shown(NamedTuple):
    """A translation as it is shown: by the user's names of files, or with its manifests in one."""

    files: Mapping[str, str]
    report: Report
    findings: Sequence[Finding]
    steps: Sequence[Step]
    value: Callable[[Place], Any] | None = None


def with_paths(translation: Translated, texts: Texts) -> Shown:
    """The translation as it is shown; the library names files shorter than their paths."""
    entries = translation.report.entries
    if any(texts.path(file) != file for file in {entry.file for entry in entries}):
        entries = tuple(entry._replace(file=texts.path(entry.file)) for entry in entries)
    report = Report(entries, translation.report.origins)
    value = getattr(translation, "value", None)
    return Shown(translation.files, report, found_at(translation.findings, texts), translation.steps, value)


def found_at(findings: Iterable[Finding], texts: Texts) -> list[Finding]:
    """Findings by path."""
    return [
        finding._replace(
            file=texts.path(finding.file),
            related=tuple(place._replace(file=texts.path(place.file)) for place in finding.related),
        )
        for finding in findings
    ]


def masks(texts: Mapping[str, str], entries: Iterable[Entry] = ()) -> Masked:
    """Lines of Secrets, and those of a fly.toml whose value looks like a secret."""
    from flytrans.fly_toml.file_names import is_fly

    manifests = masked_by(texts, entries)
    hidden: dict[str, set[int]] = {}

    def masked(file: str, document: int, line: int) -> bool:
        if is_fly(file):
            if file not in hidden:
                from flytrans.rules.hidden import hidden_lines

                hidden[file] = hidden_lines(file, texts.get(file, ""))
            if line in hidden[file]:
                return True
        return manifests(file, document, line)

    return masked
