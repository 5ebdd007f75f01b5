"""Leaves that reach no place of the output and are told of nowhere share the cause of what they belong to."""

from __future__ import annotations

from typing import Any

import pytest

import flytrans
from flytrans.diagnostics.report import Entry

NAMESAKES = """\
[[services]]
protocol = "udp"
internal_port = 25565
[[services.ports]]
port = 5000
[[services.tcp_checks]]
interval = "11s"
[[services.http_checks]]
grace_period = "59s"
method = "OPTIONS"
path = "/healthz"

[[services]]
protocol = "udp"
internal_port = 25565
[[services.http_checks]]
grace_period = "59s"
path = "/"
protocol = "https"
"""
DECIDERS = """\
[processes]
web = "run"
other = "rest"

[checks.first]
type = "tcp"
port = 80
processes = ["web"]

[checks.second]
type = "tcp"
port = 81
processes = ["web"]
"""


def entry_of(text: str, pointer: str, **options: Any) -> Entry:
    """What the report says of one leaf on the way to manifests."""
    done = flytrans.translate({"fly.toml": text}, to="kubernetes", **options)
    return next(entry for entry in done.report.entries if entry.pointer == pointer)


@pytest.mark.parametrize(("carry", "fate"), [(True, "carried"), (False, "dropped")])
def test_what_a_namesake_says_by_chance_is_not_said(carry: bool, fate: str) -> None:
    pointer = "/services/0/http_checks/0/grace_period"
    entry = entry_of(NAMESAKES, pointer, carry=carry)
    assert (entry.fate, entry.code) == (fate, "FT408")


@pytest.mark.parametrize("carry", [True, False])
def test_a_leaf_that_a_namesake_repeats_moves_the_output_as_its_fate_says(carry: bool) -> None:
    before = flytrans.translate({"fly.toml": NAMESAKES}, to="kubernetes", carry=carry).files
    after = flytrans.translate({"fly.toml": NAMESAKES.replace("59s", "58s", 1)}, to="kubernetes", carry=carry).files
    assert (before != after) == carry


@pytest.mark.parametrize(("carry", "fate"), [(True, "carried"), (False, "dropped")])
def test_what_decides_about_a_lost_item_has_the_code_of_the_item(carry: bool, fate: str) -> None:
    entry = entry_of(DECIDERS, "/checks/second/processes/0", carry=carry)
    assert (entry.fate, entry.code) == (fate, "FT408")
