"""%v: texts that flyctl itself wrote for environment values."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.sprint import sprint

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (12, "12"),
        (2**53 + 1, "9007199254740993"),
        (2.0, "2"),
        (0.5, "0.5"),
        (1000000.0, "1e+06"),
        (123456.0, "123456"),
        (123456789.0, "1.23456789e+08"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (0.000123, "0.000123"),
        (-1.5, "-1.5"),
        (-0.0, "-0"),
        (float("inf"), "+Inf"),
        (float("-inf"), "-Inf"),
        (float("nan"), "NaN"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        ([1, "b"], "[1 b]"),
        ([], "[]"),
        ({"b": True, "a": 1}, "map[a:1 b:true]"),
        (None, "<nil>"),
        (datetime.datetime(1979, 5, 27, 7, 32, tzinfo=UTC), "1979-05-27 07:32:00 +0000 UTC"),
        (datetime.date(1979, 5, 27), "1979-05-27"),
        (datetime.time(7, 32), "07:32:00"),
    ],
)
def test_values_are_spelled_as_go_spells_them(value: Any, text: str) -> None:
    assert sprint(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_from_its_text(number: float) -> None:
    assert float(sprint(number)) == number
