"""Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flytrans.diagnostics.catalogue import CODES, severity_of
from flytrans.diagnostics.excerpt import Excerpts
from flytrans.diagnostics.finding import Finding, Severity
from flytrans.diagnostics.pages import page
from flytrans.version import VERSION

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(findings: Sequence[Finding], excerpts: Excerpts) -> str:
    """One run, with the rules that were met."""
    codes = sorted({finding.code for finding in findings})
    driver = {"name": "flytrans", "version": VERSION, "semanticVersion": VERSION, "rules": [_rule(c) for c in codes]}
    seen: dict[str, int] = {}
    results = [_result(finding, codes.index(finding.code), excerpts, seen) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    known = CODES[code]
    text = page(code)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in known.name.split("-")),
        "shortDescription": {"text": known.title},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[severity_of(code)]},
        "properties": {"effect": known.effect},
    }


def _result(finding: Finding, index: int, excerpts: Excerpts, seen: dict[str, int]) -> dict[str, Any]:
    message = finding.message + (f"\nfix: {finding.fix}" if finding.fix else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [_location(finding.file, finding.line, finding.column)],
        "partialFingerprints": {"flytrans/v1": _fingerprint(finding, excerpts, seen)},
    }
    if finding.related:
        result["relatedLocations"] = [_location(place.file, place.line, place.column) for place in finding.related]
    return result


def _location(file: str, line: int, column: int) -> dict[str, Any]:
    file = _below_here(file)
    artifact: dict[str, Any] = {"uri": _uri(file)}
    if not os.path.isabs(file):
        artifact["uriBaseId"] = "%SRCROOT%"
    return {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": line, "startColumn": column}}}


def _below_here(file: str) -> str:
    """A path as code scanning wants it: from the folder that is scanned, wherever that stands."""
    return file.removeprefix(os.path.join(os.getcwd(), ""))


def _uri(file: str) -> str:
    path = file.replace(os.sep, "/").encode("utf-8", "surrogateescape")
    return ("file://" if os.path.isabs(file) else "") + quote(path, safe="/@+~")


def _fingerprint(finding: Finding, excerpts: Excerpts, seen: dict[str, int]) -> str:
    """The same for the same finding after lines above it moved; of a line that may not be shown, not even a digest."""
    text = excerpts.line(finding.file, finding.document, finding.line) or ""
    key = "\0".join((finding.code, _below_here(finding.file).replace(os.sep, "/"), " ".join(text.split())))
    nth = seen[key] = seen.get(key, -1) + 1
    return hashlib.sha256(f"{key}\0{nth}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
