"""Findings put right in the text, one after the other, each checked before it stays."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flytrans.diagnostics.finding import InputError
from flytrans.diagnostics.policy import Policy
from flytrans.fly_toml.document import parse
from flytrans.fly_toml.edits import Unplaceable, applied
from flytrans.fly_toml.shape import read
from flytrans.named_tuple import NamedTuple
from flytrans.rules.run import Problem, lint_fly_toml
from flytrans.tree.context import Reading
from flytrans.tree.ledger import Ledger

MOST = 500
"""Edits in one file."""


class Fixed(NamedTuple):
    """The text after all edits, and how many findings they put right, by code."""

    text: str
    counts: Counter[str]


def fix_fly_toml(file: str, text: str, *, unsafe: bool = False, policy: Policy | None = None) -> Fixed:
    """Put right what can be. Safe edits leave every machine as it was; the others only with `unsafe`.

    An edit stays only if its finding is gone, nothing new is found, and, if it is a safe one, the meaning is the same.
    """
    counts: Counter[str] = Counter()
    if not file.endswith(".toml"):
        return Fixed(text, counts)
    failed: set[tuple[str, str, str]] = set()
    problems = lint_fly_toml(file, text)
    meaning = meaning_of(file, text)
    while sum(counts.values()) < MOST:
        lines = text.split("\n")
        todo = [p for p in problems if _wanted(p, unsafe, policy) and _mark(p, lines) not in failed]
        if not todo:
            break
        finding = todo[0].finding
        better = _edited(file, text, todo[0], problems, meaning)
        if better is None:
            failed.add(_mark(todo[0], lines))
        else:
            counts[finding.code] += 1
            text, problems = better
            meaning = meaning if todo[0].safe else meaning_of(file, text)
    return Fixed(text, counts)


def _mark(problem: Problem, lines: list[str]) -> tuple[str, str, str]:
    """What a finding is known by while other edits move its line."""
    return problem.finding.code, problem.finding.message, lines[problem.finding.line - 1]


def _wanted(problem: Problem, unsafe: bool, policy: Policy | None) -> bool:
    finding = problem.finding
    if not problem.edits or not (problem.safe or unsafe):
        return False
    return policy is None or policy.level(finding.code, finding.severity, file=finding.file) is not None


def _edited(
    file: str, text: str, problem: Problem, before: list[Problem], meaning: Any
) -> tuple[str, list[Problem]] | None:
    """The text with one finding put right, and what is found then; None where that would not be the better text."""
    try:
        edited = applied(text, problem.edits)
    except Unplaceable:
        return None
    after = lint_fly_toml(file, edited)
    was, now = (Counter(p.finding.code for p in problems) for problems in (before, after))
    code = problem.finding.code
    unread = code == "FT004"  # the section could not be read before, so what else is wrong in it was not known
    if now[code] >= was[code] or (not unread and any(now[other] > was[other] for other in now)):
        return None
    if problem.safe and meaning_of(file, edited) != meaning:
        return None
    return edited, after


def meaning_of(file: str, text: str) -> Any:
    """What flyctl makes of a file, as plain data; None where it refuses it."""
    ledger = Ledger()
    try:
        documents = parse(file, text, ledger)
        return read(documents, Reading(ledger, file=file, read_file=lambda name: name.encode(), own=True)).plain()
    except InputError:
        return None
