"""Comments that let a finding stand: `# flytrans: allow[FT130] reason`, on its line or above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flytrans.diagnostics.finding import Finding
from flytrans.fly_toml.spans import Spans
from flytrans.named_tuple import NamedTuple
from flytrans.rules.run import Problem

_ALLOW = re.compile(r"#\s*flytrans:\s*allow\s*(?:\[([^\]]*)\])?")
_IN_YAML = re.compile(r"(?:^|\s)(#\s*flytrans:\s*allow.*)$")


class Allow(NamedTuple):
    """One comment; `first` and `last` are the lines for which it counts."""

    codes: tuple[str, ...]
    line: int
    column: int
    first: int
    last: int


def without_allowed(problems: list[Problem], file: str, spans: Spans) -> list[Problem]:
    """The problems that no comment lets stand, and a finding for each comment that does nothing."""
    if file.endswith(".yaml"):
        return filtered(problems, allows_in_yaml(spans.text), file)
    allows = list(_allows(spans.text, ((start, spans.text[start:end]) for start, end in spans.comments), spans))
    return filtered(problems, allows, file)


def allows_in_yaml(text: str) -> list[Allow]:
    """The comments in YAML."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        comment = _IN_YAML.search(line.rstrip("\r"))
        allow = allow_in(comment[1], number, comment.start(1) + 1, lines) if comment is not None else None
        if allow is not None:
            found.append(allow)
    return found


def filtered(problems: list[Problem], allows: list[Allow], file: str, document: int = 0) -> list[Problem]:
    """The same for comments that were found already."""
    used: set[tuple[int, str]] = set()
    kept = []
    for problem in problems:
        named = [(allow, word) for allow in allows for word in allow.codes if _fits(problem.finding, allow, word)]
        used |= {(id(allow), word) for allow, word in named}
        if not named:
            kept.append(problem)
    for allow in allows:
        idle = [word for word in allow.codes if (id(allow), word) not in used]
        if idle or not allow.codes:
            what = f"there is no {', '.join(idle)} here" if idle else "it names no code"
            fix = "delete it" if idle else "write # flytrans: allow[FT130] reason"
            kept.append(
                Problem(
                    Finding(
                        "FT100",
                        "unused-allow",
                        "warning",
                        file,
                        document,
                        allow.line,
                        allow.column,
                        f"this comment lets nothing stand: {what}",
                        fix,
                    )
                )
            )
    return sorted(kept, key=lambda problem: (problem.finding.line, problem.finding.column, problem.finding.code))


def _fits(finding: Finding, allow: Allow, word: str) -> bool:
    return allow.first <= finding.line <= allow.last and word.lower() in (finding.code.lower(), finding.name)


def _allows(text: str, comments: Iterable[tuple[int, str]], spans: Spans) -> Iterator[Allow]:
    lines = text.split("\n")
    for start, comment in comments:
        if "flytrans:" in comment:
            allow = allow_in(comment, *spans.line_column(start), lines)
            if allow is not None:
                yield allow


def allow_in(comment: str, line: int, column: int, lines: list[str]) -> Allow | None:
    """What a comment allows, None where it speaks of something else.

    A comment behind something counts for its line; one on its own line for the next that says something.
    """
    found = _ALLOW.match(comment)
    if found is None:
        return None
    codes = tuple(word.strip() for word in (found[1] or "").split(",") if word.strip())
    last = line
    if not lines[line - 1][: column - 1].strip():
        last = line + 1
        while last <= len(lines) and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
            last += 1
    return Allow(codes, line, column, line, last)
