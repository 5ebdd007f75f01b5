"""Schedules and Fly's words: once an hour, a day, a week, a month, and nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.cron import WORDS, fly_word, is_schedule

FIELD = st.from_regex(r"\A(\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?\Z")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_reads_as_itself(word: str) -> None:
    assert fly_word(f"@{word}") == word


@given(st.lists(FIELD, min_size=5, max_size=5).map(" ".join))
def test_any_schedule_has_a_word_or_none(text: str) -> None:
    assert fly_word(text) in (*WORDS, None)


@given(st.text(max_size=20))
def test_any_text_has_a_word_or_none(text: str) -> None:
    assert fly_word(text) in (*WORDS, None)


@pytest.mark.parametrize(
    ("schedule", "word"),
    [
        ("7 * * * *", "hourly"),
        (" 7 *  * * * ", "hourly"),
        ("0 */1 * * *", "hourly"),
        ("@every 1h", "hourly"),
        ("30 3 * * *", "daily"),
        ("30 00000000003 * * *", "daily"),
        ("0 0 ? * *", "daily"),
        ("0 0 * JAN-DEC *", "daily"),
        ("0 0 1-31 * MON", "daily"),
        ("@midnight", "daily"),
        ("@every 24h", "daily"),
        ("0 0 * * SUN", "weekly"),
        ("@every 168h0m0s", "weekly"),
        ("0 0 1 * *", "monthly"),
        ("0 0 28 * ?", "monthly"),
    ],
)
def test_a_schedule_that_comes_once_has_a_word(schedule: str, word: str) -> None:
    assert fly_word(schedule) == word


@pytest.mark.parametrize(
    "schedule",
    [
        "*/5 * * * *",
        "0 0,12 * * *",
        "0 0 * * 1-5",
        "0 * * * 1",
        "0 0 1 * 1",
        "0 0 31 * *",
        "0 0 1 1 *",
        "0 0 1,15 * *",
        "@yearly",
        "@every 2h",
        "@every soon",
        "0 0 * * x",
        " @daily",
        "@daily ",
        "@every 1h ",
        "TZ=UTC 0 0 * * *",
        "0 0 * * 7",
        "0 24 * * *",
        "0 0 * * * *",
        "*/0 * * * *",
        "5-1 * * * *",
        "",
    ],
)
def test_any_other_schedule_has_none(schedule: str) -> None:
    assert fly_word(schedule) is None


@pytest.mark.parametrize(
    ("schedule", "is_taken"),
    [
        ("0 3 * * *", True),
        (" 0 3 * * * ", True),
        ("*/5 * 1-15 jan mon-fri", True),
        ("@yearly", True),
        ("@every 90s", True),
        ("0 3 * * x", False),
        ("0 3 * *", False),
        ("0 3 * * mon#1", False),
        ("60 3 * * *", False),
        ("@sometimes", False),
        ("@every soon", False),
        (" @daily", False),
        ("@daily ", False),
        ("@every  5m", False),
        ("@every 5m ", False),
    ],
)
def test_what_kubernetes_takes_for_a_schedule(schedule: str, is_taken: bool) -> None:
    """As an API server judged each of them: blanks count before and after a word that begins with @."""
    assert is_schedule(schedule) is is_taken


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("0 0 1 {} *", ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        ("0 0 * * {}", ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ],
)
def test_months_and_days_are_in_their_order(form: str, names: list[str]) -> None:
    for first, second in pairwise(names):
        assert is_schedule(form.format(f"{first}-{second}"))
        assert not is_schedule(form.format(f"{second}-{first}"))
