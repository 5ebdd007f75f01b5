"""Durations: Go's own examples (src/time/time_test.go), and the laws."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.bad import Bad
from flytrans.values.duration import HOUR, MINUTE, SECOND, parse_duration, render_duration, wrap_int64

INT64 = st.integers(-(2**63), 2**63 - 1)


@given(INT64)
def test_what_is_written_reads_as_the_same_number(nanoseconds: int) -> None:
    assert parse_duration(render_duration(nanoseconds)) == nanoseconds


@given(st.text())
def test_any_text_is_a_duration_or_bad(text: str) -> None:
    with contextlib.suppress(Bad):
        assert -(2**63) <= parse_duration(text) < 2**63


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0),
        ("5s", 5 * SECOND),
        ("+5s", 5 * SECOND),
        ("-0", 0),
        ("5.s", 5 * SECOND),
        (".5s", SECOND // 2),
        ("1.004s", 1_004_000_000),
        ("100.00100s", 100_001_000_000),
        ("12µs", 12_000),
        ("12μs", 12_000),
        ("3h30m", 3 * HOUR + 30 * MINUTE),
        ("-1m30.5s", -(90 * SECOND + SECOND // 2)),
        ("52763797000ns", 52763797000),
        ("0.3333333333333333333h", 20 * MINUTE),
        ("9007199254740993ns", 2**53 + 1),
        ("9223372036854775807ns", 2**63 - 1),
        ("-9223372036854775808ns", -(2**63)),
        ("0.100000000000000000000h", 6 * MINUTE),
    ],
)
def test_durations_are_read_as_go_reads_them(text: str, nanoseconds: int) -> None:
    assert parse_duration(text) == nanoseconds


@pytest.mark.parametrize(
    "text", ["", "3", "-", "s", ".", "-.", ".s", "+.s", "1d", "1 s", "1s ", "9223372036854775808ns", "3000000h", "٣s"]
)
def test_what_go_refuses_is_bad(text: str) -> None:
    with pytest.raises(Bad):
        parse_duration(text)


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0s"),
        (1, "1ns"),
        (1100, "1.1µs"),
        (2_200_000, "2.2ms"),
        (3_300_000_000, "3.3s"),
        (90 * SECOND, "1m30s"),
        (HOUR, "1h0m0s"),
        (-(2**63), "-2562047h47m16.854775808s"),
    ],
)
def test_durations_are_written_as_go_writes_them(nanoseconds: int, text: str) -> None:
    assert render_duration(nanoseconds) == text


def test_what_goes_beyond_64_bits_wraps() -> None:
    assert render_duration(wrap_int64(9999999999999 * SECOND)) == "517975h34m8.423024128s"


@given(INT64)
def test_numbers_of_64_bits_do_not_wrap(number: int) -> None:
    assert wrap_int64(number) == number
