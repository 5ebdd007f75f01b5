"""The report as JSON, by `schemas/report.schema.json`: one line for each entry, so that reports can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from flytrans.diagnostics.findings_json import finding_json
from flytrans.diagnostics.people import Translated
from flytrans.diagnostics.report import Entry, Origin, Place, Report, Step

VERSION = 1
FATES = ("translated", "approximated", "carried", "dropped", "inert", "unknown")


def report_json(translation: Translated) -> str:
    """The whole record; the same input gives the same bytes."""
    return "".join(report_parts(translation))


def report_parts(translation: Translated) -> Iterator[str]:
    """The same piece by piece: of many objects it is larger than all that is known of them."""
    report = translation.report
    count = dict.fromkeys(FATES, 0)
    for entry in report.entries:
        count[entry.fate] += 1
    sections: dict[str, Iterable[dict[str, Any]]] = {
        "entries": map(_entry, report.entries),
        "origins": map(_origin, report.origins),
        "findings": map(finding_json, translation.findings),
        "steps": map(_step, translation.steps),
    }
    yield f'{{\n  "version": {VERSION},\n  "summary": {json.dumps(count)}'
    for name, rows in sections.items():
        yield f',\n  "{name}": ['
        between = "\n    "
        for row in rows:
            yield between + json.dumps(row)
            between = ",\n    "
        yield "]" if between[0] == "\n" else "\n  ]"
    yield "\n}\n"


def report_of(text: str) -> Report:
    """The record in a report that `report_json` wrote."""
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ValueError(f"it is no report of version {VERSION}")
    return Report(
        tuple(Entry(**{**row, "targets": _places(row["targets"])}) for row in data["entries"]),
        tuple(Origin(**{**row, "sources": _places(row["sources"])}) for row in data["origins"]),
    )


def _places(rows: list[dict[str, Any]]) -> tuple[Place, ...]:
    return tuple(Place(**row) for row in rows)


def _entry(entry: Entry) -> dict[str, Any]:
    return {**entry._asdict(), "targets": [place._asdict() for place in entry.targets]}


def _origin(origin: Origin) -> dict[str, Any]:
    return {**origin._asdict(), "sources": [place._asdict() for place in origin.sources]}


def _step(step: Step) -> dict[str, Any]:
    return {**step._asdict(), "needs": list(step.needs)}
