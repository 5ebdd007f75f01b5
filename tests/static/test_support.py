"""How the support matrix is written."""

from __future__ import annotations

from generate.support import Line, folded


def line(path: str, reason: str = "") -> Line:
    return Line(path, "translated", "carried", reason)


def test_fields_of_one_fate_under_one_key_share_a_line() -> None:
    assert list(folded([line("/a/b/1"), line("/a/b/2"), line("/a/b/3")])) == [line("/a/…")]
    assert list(folded([line("/a/b"), line("/a/c")])) == [line("/a/b"), line("/a/c")]


def test_what_stands_between_fields_that_share_a_line_keeps_its_own() -> None:
    lines = [line("/a/b/1"), line("/a/b/2"), line("/a/other", "why"), line("/z"), line("/a/b/3")]
    assert list(folded(lines)) == [line("/a/b/…"), line("/a/other", "why"), line("/z")]
