"""Durations that are no numbers of anything."""

from __future__ import annotations

import pytest

import flytrans


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e308"])
def test_a_number_without_end_is_told(number: str) -> None:
    text = f'app = "x"\n[checks.alive]\ntype = "tcp"\nport = 80\ninterval = {number}\ntimeout = {number}\n'
    assert flytrans.lint({"fly.toml": text})
