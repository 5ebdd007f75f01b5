"""Sizes: examples of flyctl and docker/go-units."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.bad import Bad
from flytrans.values.size import parse_memory_mb, parse_volume_gb


@pytest.mark.parametrize(
    ("text", "megabytes"),
    [
        ("512", 512),
        ("-5", -5),
        ("1gb", 1024),
        ("1.5gb", 1536),
        ("1000mb", 1000),
        ("1 GiB", 1024),
        ("1g", 1024),
        ("1.5", 0),
        ("0.5mb", 0),
        ("1048576b", 1),
        ("1e3mb", 1000),
        (".5gb", 512),
    ],
)
def test_memory_is_binary(text: str, megabytes: int) -> None:
    assert parse_memory_mb(text) == megabytes


@pytest.mark.parametrize(
    ("text", "gigabytes"), [("10", 10), ("10gb", 10), ("10GiB", 10), ("1.9gb", 1), ("500mb", 0), ("1tb", 1000)]
)
def test_volumes_are_decimal_and_cut(text: str, gigabytes: int) -> None:
    assert parse_volume_gb(text) == gigabytes


@pytest.mark.parametrize("text", ["", "gb", " 1gb", "1  gb", "1gb ", "-1gb", "1xb", "1gbb", "1ib", "1_000mb", "infgb"])
def test_what_is_no_size_is_bad(text: str) -> None:
    with pytest.raises(Bad):
        parse_memory_mb(text)


@given(st.integers(0, 2**40))
def test_a_size_written_in_megabytes_reads_as_itself(megabytes: int) -> None:
    assert parse_memory_mb(f"{megabytes}mb") == megabytes
    assert parse_volume_gb(f"{megabytes}") == megabytes


@given(st.text())
def test_any_text_is_a_size_or_bad(text: str) -> None:
    for parse in (parse_memory_mb, parse_volume_gb):
        with contextlib.suppress(Bad):
            assert isinstance(parse(text), int)
