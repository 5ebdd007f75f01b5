"""Commands: the examples of google/shlex, and the law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.values.bad import Bad
from flytrans.values.words import parse_words, render_words


@given(st.lists(st.text()))
def test_words_written_as_one_text_split_into_the_same_words(words: list[str]) -> None:
    assert parse_words(render_words(words)) == words


@given(st.text())
def test_any_text_splits_or_is_bad(text: str) -> None:
    try:
        words = parse_words(text)
    except Bad:
        pass
    else:
        assert parse_words(render_words(words)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bin/rails server -b '0.0.0.0'", ["bin/rails", "server", "-b", "0.0.0.0"]),
        (r'one "two three" "four \"five\"" six', ["one", "two three", 'four "five"', "six"]),
        (r"""'sev\en' ei\ ght a"b"'c'""", [r"sev\en", "ei ght", "abc"]),
        ("a && b | c > d", ["a", "&&", "b", "|", "c", ">", "d"]),
        ("a #b\nc d#e", ["a", "c", "d#e"]),
        (r'"a\n$x"', ["an$x"]),
        ("a\\\nb", ["a\nb"]),
        ("'' \"\"", ["", ""]),
        ("#x", []),
        (" ", []),
        ("", []),
        ("\u00a0", ["\u00a0"]),
    ],
)
def test_commands_split_as_flyctl_splits_them(text: str, words: list[str]) -> None:
    assert parse_words(text) == words


@pytest.mark.parametrize("text", ["'a", 'a "b', "a\\", '"a\\', '"a\\"'])
def test_open_quotes_are_bad(text: str) -> None:
    with pytest.raises(Bad):
        parse_words(text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["bin/rails", "db:migrate"], "bin/rails db:migrate"),
        (["sh", "-c", "a && b"], "sh -c 'a && b'"),
        (["echo", "it's \"\\"], 'echo "it\'s \\"\\\\"'),
        (["$HOME", ""], "'$HOME' ''"),
    ],
)
def test_words_are_quoted_only_where_needed(words: list[str], text: str) -> None:
    assert render_words(words) == text
