"""Codes of Fly's regions."""

from __future__ import annotations

from flytrans.values.regions import REGIONS, RETIRED


def test_regions_are_airports_and_closed_ones_have_one_that_is_open() -> None:
    codes = (*REGIONS, *RETIRED)
    assert all(len(code) == 3 and code.isascii() and code.isalpha() and code.islower() for code in codes)
    assert len(set(codes)) == len(codes)
    assert set(RETIRED.values()) <= set(REGIONS)
