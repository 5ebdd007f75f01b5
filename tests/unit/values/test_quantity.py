"""Quantities: numbers, canonical forms, and what is none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.bad import Bad
from flytrans.values.quantity import ONE, canonical_quantity, parse_quantity, same_quantity

SUFFIXES = ("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "e3", "E3", "e-3")
QUANTITIES = st.builds(
    lambda sign, number, suffix: f"{sign}{number}{suffix}",
    st.sampled_from(("", "-", "+")),
    st.one_of(st.integers(0, 10**9).map(str), st.decimals(0, 10**6, places=4).map(str)),
    st.sampled_from(SUFFIXES),
)


@given(QUANTITIES)
def test_the_canonical_form_is_the_same_number(text: str) -> None:
    assert same_quantity(canonical_quantity(text), text)


@given(QUANTITIES)
def test_the_canonical_form_is_its_own_canonical_form(text: str) -> None:
    once = canonical_quantity(text)
    assert canonical_quantity(once) == once


@given(st.text(alphabet="0123456789.+-eEinumkKMGTP ", max_size=12))
def test_any_text_is_a_quantity_or_bad(text: str) -> None:
    try:
        value = parse_quantity(text)
    except Bad:
        return
    assert same_quantity(f"{value}n", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("500m", Fraction(1, 2)),
        ("0.5", Fraction(1, 2)),
        (".5", Fraction(1, 2)),
        ("1.5Gi", Fraction(1536 * 2**20)),
        ("128Mi", Fraction(128 * 2**20)),
        ("1e3", Fraction(1000)),
        ("12E-1", Fraction(12, 10)),
        ("1E", Fraction(10**18)),
        ("-2k", Fraction(-2000)),
        ("0.0000000001", Fraction(1, 10**9)),
        ("-0.0000000001", Fraction(-1, 10**9)),
        ("16Ei", Fraction(2**63 - 1)),
        ("Gi", Fraction(0)),
        (" 1Gi ", Fraction(2**30)),
    ],
)
def test_a_quantity_is_a_number(text: str, number: Fraction) -> None:
    assert parse_quantity(text) == number * ONE


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1000m", "1"),
        ("0.5", "500m"),
        ("1.5Gi", "1536Mi"),
        ("1024Ki", "1Mi"),
        ("0.5Ki", "512"),
        ("1.5Ki", "1536"),
        ("0.1Gi", "107374182400m"),
        ("1000000000", "1G"),
        ("1e10", "10e9"),
        ("10e1", "100"),
        ("12e-1", "1200e-3"),
        ("01", "01"),
        ("+1", "+1"),
        ("5.", "5."),
        ("1e3", "1e3"),
        ("0m", "0"),
        ("1.23456789Gi", "1325607178060431360n"),
    ],
)
def test_the_canonical_form_has_no_fraction_and_the_largest_suffix(text: str, canonical: str) -> None:
    assert canonical_quantity(text) == canonical


@pytest.mark.parametrize(
    "text", ["", "1K", "1MB", "1gb", "1 Gi", "1e", "1e3Gi", "0x10", "inf", "1_000", "1,5", "1e999999999", "9" * 500]
)
def test_what_is_no_quantity_is_bad(text: str) -> None:
    with pytest.raises(Bad):
        parse_quantity(text)


def test_texts_that_are_no_quantities_are_the_same_when_equal() -> None:
    assert same_quantity("${SIZE}", "${SIZE}")
    assert not same_quantity("${SIZE}", "1Gi")
