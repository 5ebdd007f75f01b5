"""Cron schedules, and the word of Fly's that comes as often.

Sources: robfig/cron v3 parser.go (as Kubernetes uses it), kubernetes pkg/apis/batch/validation.go (no time zone in
the text), Fly's schedules hourly, daily, weekly, monthly.
"""

from __future__ import annotations

import re

from flytrans.named_tuple import NamedTuple
from flytrans.values.bad import Bad
from flytrans.values.duration import HOUR, parse_duration
from flytrans.values.whole import parse_digits

WORDS = ("hourly", "daily", "weekly", "monthly")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_BOUNDS: tuple[tuple[int, int, tuple[str, ...]], ...] = (
    *((0, 59, ()), (0, 23, ()), (1, 31, ())),
    *((1, 12, _MONTHS), (0, 6, _DAYS)),
)
_RANGE = r"(\*|\?|[0-9]+|[a-z]{3})(?:-([0-9]+|[a-z]{3}))?(?:/([0-9]+))?"
_DESCRIPTORS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_EVERY = {HOUR: "hourly", 24 * HOUR: "daily", 168 * HOUR: "weekly"}
_IN_EVERY_MONTH = 28


class _Part(NamedTuple):
    values: frozenset[int]
    star: bool
    """Whether it was `*` or `?`: it then leaves the choice of days to the other field."""
    full: bool


def is_schedule(schedule: str) -> bool:
    """Whether Kubernetes takes a text for a schedule."""
    if schedule.startswith("@every "):
        try:
            parse_duration(schedule.removeprefix("@every "))
        except Bad:
            return False
        return True
    if schedule.startswith("@"):
        return schedule in _DESCRIPTORS
    fields = schedule.split()
    try:
        return len(fields) == len(_BOUNDS) and all(
            _part(field, *bound) for field, bound in zip(fields, _BOUNDS, strict=True)
        )
    except Bad:
        return False


def fly_word(schedule: str) -> str | None:
    """Fly's word for a schedule that comes exactly once an hour, a day, a week or a month; None for any other."""
    text = _DESCRIPTORS.get(schedule, schedule)
    if text.startswith("@every "):
        try:
            return _EVERY.get(parse_duration(text.removeprefix("@every ")))
        except Bad:
            return None
    fields = text.split()
    if len(fields) != 5:
        return None
    try:
        minute, hour, day, month, weekday = (_part(field, *bound) for field, bound in zip(fields, _BOUNDS, strict=True))
    except Bad:
        return None
    if len(minute.values) != 1 or not month.full or not (hour.full or len(hour.values) == 1):
        return None
    either = not (day.star or weekday.star)
    if (day.full or weekday.full) if either else (day.full and weekday.full):
        return "hourly" if hour.full else "daily"
    if hour.full or either:
        return None
    if day.full and len(weekday.values) == 1:
        return "weekly"
    once = len(day.values) == 1 and max(day.values) <= _IN_EVERY_MONTH
    return "monthly" if weekday.full and once else None


def _part(text: str, lowest: int, highest: int, names: tuple[str, ...]) -> _Part:
    values: set[int] = set()
    star = False
    for piece in filter(None, text.lower().split(",")):
        found = re.fullmatch(_RANGE, piece)
        if found is None:
            raise Bad(f"{piece!r} is no range")
        first, last, step = found.groups()
        if first in "*?":
            start, end = lowest, highest
            star = star or step in (None, "1")
        else:
            start = _number(first, lowest, names)
            end = _number(last, lowest, names) if last else highest if step else start
        every = parse_digits(step) if step else 1
        if not lowest <= start <= end <= highest or not every:
            raise Bad(f"{piece!r} is out of range")
        values |= set(range(start, end + 1, every))
    return _Part(frozenset(values), star, len(values) == highest - lowest + 1)


def _number(text: str, lowest: int, names: tuple[str, ...]) -> int:
    if text in names:
        return names.index(text) + lowest
    number = parse_digits(text)
    if number is not None:
        return number
    raise Bad(f"{text!r} is no number")
