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
"""Times that a file is tried with further edits."""


class Fixed(NamedTuple):
    """The text after all edits, and how many findings they put right, by code."""

    text: str
    counts: Counter[str]


def fix_fly_toml(file: str, text: str, *, unsafe: bool = False, policy: Policy | None = None) -> Fixed:
    """Put right what can be. Safe edits leave every machine as it was; the others only with `unsafe`.

    Edits stay only if their findings are gone, nothing new is found, and, if they are safe ones, the meaning is the
    same. Those of a kind are tried together; where that fails, fewer and fewer, and then more again.
    """
    counts: Counter[str] = Counter()
    if not file.endswith(".toml"):
        return Fixed(text, counts)
    failed: set[tuple[str, str, str]] = set()
    problems = lint_fly_toml(file, text)
    meaning = meaning_of(file, text)
    size = len(problems)
    for _ in range(MOST):
        lines = text.split("\n")
        todo = [p for p in problems if _wanted(p, unsafe, policy) and _mark(p, lines) not in failed]
        if not todo:
            break
        group = [p for p in todo if _kind(p) == _kind(todo[0])][:size]
        better = _edited(file, text, group, problems, meaning)
        if better is not None:
            counts.update(problem.finding.code for problem in group)
            text, problems = better
            meaning = meaning if group[0].safe else meaning_of(file, text)
            size = 2 * len(group)
        elif len(group) > 1:
            size = len(group) // 2
        else:
            failed.add(_mark(group[0], lines))
            size = 2
    return Fixed(text, counts)


def _kind(problem: Problem) -> str:
    """Edits of one kind are made together: safe ones, or else of one code, as one may make another needless."""
    return "safe" if problem.safe else problem.finding.code


def _mark(problem: Problem, lines: list[str]) -> tuple[str, str, str]:
    """What a finding is known by while other edits move its line."""
    return problem.finding.code, problem.finding.message, lines[problem.finding.line - 1]


def _wanted(problem: Problem, unsafe: bool, policy: Policy | None) -> bool:
    finding = problem.finding
    if not problem.edits or not (problem.safe or unsafe):
        return False
    return policy is None or policy.level(finding.code, finding.severity, file=finding.file) is not None


def _edited(
    file: str, text: str, group: list[Problem], before: list[Problem], meaning: Any
) -> tuple[str, list[Problem]] | None:
    """The text with some findings put right, and what is found then; None where that would not be the better text."""
    try:
        edited = applied(text, [edit for problem in group for edit in problem.edits])
    except Unplaceable:
        return None
    after = lint_fly_toml(file, edited)
    was, now, gone = (Counter(p.finding.code for p in problems) for problems in (before, after, group))
    if any(now[code] > was[code] - number for code, number in gone.items()):
        return None
    # what else is wrong in a section was not known as long as it could not be read
    if _kind(group[0]) != "FT004" and any(now[code] > was[code] for code in now):
        return None
    if group[0].safe and meaning_of(file, edited) != meaning:
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
