"""Schedules and Fly's words: once an hour, a day, a week, a month, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.cron import WORDS, fly_word, render_word

FIELD = st.from_regex(r"\A(\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?\Z")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_reads_as_itself(word: str) -> None:
    assert fly_word(render_word(word)) == word


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
        ("0 */1 * * *", "hourly"),
        ("@every 1h", "hourly"),
        ("30 3 * * *", "daily"),
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
