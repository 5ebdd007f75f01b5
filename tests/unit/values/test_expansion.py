"""`$(NAME)`, as the kubelet puts values in its place (kubernetes third_party/forked/golang/expansion)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.expansion import escape, expand

KNOWN = {"A": "1", "B": "$(A)", "EMPTY": ""}


@given(st.text(alphabet="$()A B"))
def test_an_escaped_text_expands_to_itself(text: str) -> None:
    assert expand(escape(text), KNOWN.get) == text


@given(st.text())
def test_a_text_without_dollars_is_not_touched(text: str) -> None:
    bare = text.replace("$", "")
    assert escape(bare) == bare
    assert expand(bare, KNOWN.get) == bare


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("$(A)-$(A)", "1-1"),
        ("$(B)", "$(A)"),
        ("$(EMPTY)", ""),
        ("$(UNKNOWN)", "$(UNKNOWN)"),
        ("$$(A)", "$(A)"),
        ("$$$(A)", "$1"),
        ("$(A", "$(A"),
        ("$A", "$A"),
        ("$", "$"),
        ("$$", "$"),
        ("$()", "$()"),
    ],
)
def test_references_become_values(text: str, expanded: str) -> None:
    assert expand(text, KNOWN.get) == expanded


@pytest.mark.parametrize(("text", "escaped"), [("a$", "a$"), ("$(A)", "$$(A)"), ("$$", "$$$"), ("$x", "$x")])
def test_only_a_dollar_that_means_something_is_doubled(text: str, escaped: str) -> None:
    assert escape(text) == escaped
