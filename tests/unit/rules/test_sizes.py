"""A size that there is not: what was meant is of its family, and as large."""

from __future__ import annotations

import pytest

import flytrans
from flytrans.rules.sizes import nearest_size


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("shared-cpu-3x", "shared-cpu-4x"),
        ("shared-cpu-16x", "shared-cpu-8x"),
        ("performance-3x", "performance-4x"),
        ("performance-9x", "performance-10x"),
        ("performance-11x", "performance-12x"),
        ("performance-128x", "performance-16x"),
        ("SHARED_CPU_5X", "shared-cpu-6x"),
        ("perfomance-3x", "performance-4x"),
        ("shared-cpu1x", "shared-cpu-1x"),
        ("shared-cpu-2", "shared-cpu-2x"),
        ("shared", "shared-cpu-1x"),
        ("a100-80g", "a100-80gb"),
        ("shared-cpu-" + "9" * 5000, ""),
        ("dedicated-cpu-2x", ""),
        ("huge", ""),
        ("", ""),
    ],
)
def test_the_size_that_was_meant(word: str, meant: str) -> None:
    assert nearest_size(word) == meant


@pytest.mark.parametrize("section", ["[[vm]]", "[compute]"])
def test_it_is_named_in_every_section_that_has_a_size(section: str) -> None:
    (found,) = (f for f in flytrans.lint({"fly.toml": f'{section}\nsize = "performance-3x"\n'}) if f.code == "FT004")
    assert found.fix == 'write "performance-4x"'
