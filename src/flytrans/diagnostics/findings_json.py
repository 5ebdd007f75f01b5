"""Findings as JSON, by `schemas/findings.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flytrans.diagnostics.finding import Finding

VERSION = 1


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    return {**finding._asdict(), "related": [location._asdict() for location in finding.related]}


def render_json(findings: Iterable[Finding]) -> str:
    """A document with every finding on a line of its own."""
    lines = ",\n".join(f"    {json.dumps(finding_json(finding))}" for finding in findings)
    body = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {body}\n}}\n'
