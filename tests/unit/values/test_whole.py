"""Whole numbers in text, as Go's strconv reads them."""

from __future__ import annotations

import pytest

from flytrans.values.whole import parse_digits, parse_integer

LARGEST = 2**63 - 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("7", 7), ("007", 7), ("0", 0), ("000", 0), ("+7", 7), ("-7", -7)),
        *((str(LARGEST), LARGEST), (str(-(2**63)), -(2**63)), ("0" * 5000 + "7", 7)),
        *((text, None) for text in ("", "+", "-", "--7", "7 ", "1_000", "1.0", "0x7", "²", "٣")),
        *((text, None) for text in (str(2**63), str(-(2**63) - 1), "9" * 5000)),
    ],
)
def test_integers_are_those_of_strconv(text: str, number: int | None) -> None:
    assert parse_integer(text) == number


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("+7", None), ("-7", None), ("", None), ("²", None)])
def test_digits_have_no_sign(text: str, number: int | None) -> None:
    assert parse_digits(text) == number
