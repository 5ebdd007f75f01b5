"""Plain scalars as kubectl reads them."""

from __future__ import annotations

from typing import Any

import pytest
from documents_given import value_of
from hypothesis import given
from hypothesis import strategies as st

from flytrans.diagnostics.finding import InputError
from flytrans.kubernetes.yaml_scalars import is_read_as_text, read_plain


@pytest.mark.parametrize("text", ["y", "Y", "yes", "On", "TRUE"])
def test_yes_is_true(text: str) -> None:
    assert read_plain(text) is True


@pytest.mark.parametrize("text", ["n", "N", "no", "Off", "FALSE"])
def test_no_is_false(text: str) -> None:
    assert read_plain(text) is False


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null_is_nothing(text: str) -> None:
    assert read_plain(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("400", 400),
        ("0644", 420),
        ("0o644", 420),
        ("0O644", 420),
        ("-0o7", -7),
        ("0x1F", 31),
        ("0X1F", 31),
        ("0b101", 5),
        ("1_000", 1000),
        ("0_7", 7),
        ("+1", 1),
        ("-0", 0),
        ("1e3", 1000),
        ("1.0", 1),
        ("5.", 5),
        (".5", 0.5),
        (".1_5", 0.15),
        ("-.5", -0.5),
        ("1e-3", 0.001),
        ("08", 8),
        ("1e20", 1e20),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", 2.0**63),
        ("0xFFFFFFFFFFFFFFFF", 2.0**64 - 1),
        ("-0x8000000000000000", -(2**63)),
        ("07777777777777777777777", 7777777777777777777777.0),
    ],
)
def test_numbers_are_those_of_go(text: str, value: float) -> None:
    found = read_plain(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *("12:30", "190:20:30", "2024-01-02", "2001-12-14T21:59:43Z", "1Gi", "100m", "0x", "0o8", "1e", "1,000", "="),
        *("nULL", "yEs", "tRUE", "1e400", "_1", ".", "0xFFFFFFFFFFFFFFFFF", "1.2.3", "0x1.8p1", "inf", "nan"),
    ],
)
def test_what_other_yaml_readers_take_for_something_stays_text(text: str) -> None:
    assert read_plain(text) == text


@pytest.mark.parametrize("text", [".inf", "-.INF", "+.Inf", ".nan", ".NaN"])
def test_numbers_that_json_lacks_are_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        value_of(f"a: 1\nb: {text}\n")
    assert (caught.value.findings[0].code, caught.value.findings[0].line, caught.value.findings[0].column) == (
        *("FT002", 2),
        4,
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'yes'", "yes"),
        ('"1e3"', "1e3"),
        ("! 3", "3"),
        ("!!str 3", "3"),
        ("!!str", ""),
        ('!!int "3"', 3),
        ("!!float 3", 3),
        ("!!bool yes", True),
        ('!!null ""', None),
        ("!!binary aGk=", "hi"),
        ("!!binary /w==", "\ufffd"),
        ("!!timestamp 2024-01-02", "2024-01-02"),
        ("!mine 3", "3"),
        ("!!python/object:os.system x", "x"),
        ("!!set {a, b}", {"a": None, "b": None}),
        ("!mine {a: 1}", {"a": 1}),
    ],
)
def test_tags_are_read_as_go_reads_them_and_construct_nothing(text: str, value: Any) -> None:
    assert value_of(f"k: {text}\n") == {"k": value}


@pytest.mark.parametrize("text", ["!!int foo", "!!null foo", "!!bool 3", "!!float x", "!!binary ="])
def test_a_value_that_does_not_fit_its_tag_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        value_of(f"k: {text}\n")


NUMERIC = st.text(alphabet="0123456789eEoOxXb+-._:yYnNfFtT", min_size=1, max_size=8)


@given(NUMERIC)
def test_what_is_read_as_text_is_text(text: str) -> None:
    if is_read_as_text(text):
        assert read_plain(text) == text


@given(NUMERIC)
def test_what_pyyaml_takes_for_something_else_is_not_read_as_text(text: str) -> None:
    import yaml

    resolved = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False))
    if resolved != "tag:yaml.org,2002:str":
        assert not is_read_as_text(text)


@pytest.mark.parametrize("text", ["+0xFFFFFFFFFFFFFFFF", "0x1FFFFFFFFFFFFFFFF", "-0x8000000000000001", "1e999", "0o8"])
def test_a_number_that_go_cannot_hold_stays_text(text: str) -> None:
    assert read_plain(text) == text
