"""Findings as text, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from flytrans.diagnostics.colour import Paint
from flytrans.diagnostics.excerpt import Excerpts, Masked, nothing_masked, printable
from flytrans.diagnostics.finding import Finding, Location

FORMATS = ("full", "concise", "json", "github", "sarif")


def render_findings(
    findings: Iterable[Finding],
    form: str = "full",
    *,
    sources: Mapping[str, str] | None = None,
    masked: Masked = nothing_masked,
    colour: bool = False,
) -> str:
    """Findings in one of `FORMATS`, in the order given; text ends with a line end, and is empty for no findings."""
    excerpts = Excerpts(sources or {}, masked)
    found = list(findings)
    if form == "json":
        from flytrans.diagnostics.findings_json import render_json

        return render_json(found)
    if form == "sarif":
        from flytrans.diagnostics.sarif import render_sarif

        return render_sarif(found, excerpts)
    render: Callable[[Finding, Excerpts, Paint], str] = _TEXT[form]
    paint = Paint(colour)
    return "".join(render(finding, excerpts, paint) for finding in found)


def head(finding: Finding, paint: Paint) -> str:
    """`fly.toml:12:3: FT101 unexposed-port: message`."""
    place = f"{finding.file}:{finding.line}:{finding.column}:"
    code = paint(finding.severity, f"{finding.code} {finding.name}")
    return f"{paint('place', printable(place))} {code}: {flat(finding.message)}"


def flat(message: str) -> str:
    """A message on one line, without what a terminal would act on."""
    return printable(" ".join(message.split()))


def note(label: str, text: str, paint: Paint) -> str:
    """A line below an excerpt."""
    return f"{'':5} {paint('faint', '=')} {label}: {flat(text)}"


def shown(lines: Sequence[str], paint: Paint) -> list[str]:
    """The lines of an excerpt, their carets in colour."""
    return [lines[0], *(paint("caret", line) for line in lines[1:])] if lines else []


def _full(finding: Finding, excerpts: Excerpts, paint: Paint) -> str:
    lines = [head(finding, paint)]
    lines += shown(excerpts.show(finding.file, finding.document, finding.line, finding.column), paint)
    if finding.fix:
        lines.append(note("fix", finding.fix, paint))
    if finding.related:
        lines.append(note("see also", ", ".join(map(_place, finding.related)), paint))
    return "\n".join(lines) + "\n"


def _concise(finding: Finding, excerpts: Excerpts, paint: Paint) -> str:
    return head(finding, paint) + "\n"


def _github(finding: Finding, excerpts: Excerpts, paint: Paint) -> str:
    """A workflow command of GitHub Actions, which shows it beside the line."""
    level = {"error": "error", "warning": "warning", "info": "notice"}[finding.severity]
    fields = {
        "file": finding.file,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code} {finding.name}",
    }
    said = ",".join(f"{key}={_github_field(value)}" for key, value in fields.items())
    message = finding.message + (f"\nfix: {finding.fix}" if finding.fix else "")
    return f"::{level} {said}::{_github_text(message)}\n"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_field(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}:{location.column}"


_TEXT: dict[str, Callable[[Finding, Excerpts, Paint], str]] = {"full": _full, "concise": _concise, "github": _github}
