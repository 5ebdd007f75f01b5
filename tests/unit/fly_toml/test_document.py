"""What is parsed, and what is refused with its place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.fly_toml.document import LONGEST, parse
from flytrans.tree.ledger import Ledger


def read(file: str, text: str) -> Any:
    """The plain data of the only document."""
    (document,) = parse(file, text, Ledger())
    return document.node.plain()


def refused(text: str, file: str = "fly.toml") -> Finding:
    with pytest.raises(InputError) as caught:
        parse(file, text, Ledger())
    return caught.value.findings[0]


def test_the_name_says_the_language() -> None:
    assert read("fly.toml", "a = 1") == {"a": 1}
    assert read("fly.yml", "a = 1") == {"a": 1}
    assert read("fly.yaml", "a: 1") == {"a": 1}
    assert read("fly.json", '{"a": 1}') == {"a": 1.0}


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('app = "x"\n[env]\nA = "b\n', 3, 7, "the quote is not closed on its line"),
        ("app = x", 1, 7, "no value that TOML knows"),
        ("a = 1\na = 2", 2, 6, "the key is already there, at 1:1"),
        ("[a]\n[a]", 2, 3, "the table is already there, at 1:1"),
        ("...", 1, 1, "neither a key, nor a [table], nor a comment"),
        ("a 1", 1, 3, "= is missing after the key"),
        ("a = 1 b = 2", 1, 7, "something follows the value on its line"),
        ("\ufeffa = 1", 1, 1, "the file starts with a byte order mark"),
        ("a = 1\nb = '\udcff'", 2, 6, "bytes that are no UTF-8"),
        ("a = [\n 9223372036854775808]", 2, 2, "an integer has at most 64 bits"),
        ("b = 1\na = " + "9" * 5000, 2, 5, "the number is too large"),
    ],
)
def test_what_is_no_toml_is_refused_at_its_place(text: str, line: int, column: int, message: str) -> None:
    finding = refused(text)
    assert (finding.code, finding.line, finding.column, finding.message) == ("FT001", line, column, message)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a = 1\n[t]\n  b = {c = 1}\nb.d = 2", "table t.b was written inline at 3:3"),
        ("b = {c = 1}\n\n[b]\nd = 2", "table b was written inline at 1:1"),
        ("b = {c = 1}\n[b.d.e]", "table b was written inline at 1:1"),
        ("b = {c = {d = 1}}\n[b.c]", "table b was written inline at 1:1"),
        ("b = {c = {d = 1},\n c.e = 2}", "table b.c was written inline at 1:6"),
        ("b = [{c = 1}]\r\n[[b]]", "list b was written inline at 1:1"),
        ("[[s]]\nb = {c = 1}\n[[s]]\nb = {c = 1}\nb.d = 2", "table s.b was written inline at 4:1"),
        ("[[s]]\nb = {c = 1}\n[s.b]", "table s.b was written inline at 2:1"),
        ("'b' = {c = 1}\nb.d = [\n2]", "table b was written inline at 1:1"),
    ],
)
def test_a_table_that_is_added_to_says_where_it_was_written_inline(text: str, what: str) -> None:
    found = refused(text)
    assert found.message == f"the {what} and cannot be added to"
    assert found.fix in ("write all of it in one place", "a table is written once; join the two")


def test_a_key_of_a_table_on_one_line_is_written_there() -> None:
    assert refused("a = {b = 1}\na.c = 2").fix == "write all of it in one place"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("b = {c = 1}\nb = {d = 1}", "the key is already there, at 1:1"),
        ("x = 1\nb = 1\n[b]", "the key is already there, at 2:1"),
        ("b = {c = 1, c = 2}", "the key is written twice, at 1:6"),
        ("[t.b]\n[t]\nb.c = 1", "the table is already there, at 1:1"),
        ("x = 1\n[t]\nb.c = 1\n[t.b]", "the table is already there, at 3:1"),
    ],
)
def test_what_is_said_twice_says_where_it_was_said_first(text: str, message: str) -> None:
    assert refused(text).message == message


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: [1", 1, 7), ("a: 1\na: 2", 2, 1), ("a:\n  1: x", 2, 3), ("\x00", 1, 1), ("a: *b", 1, 4)],
)
def test_what_is_no_yaml_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    finding = refused(text, "fly.yaml")
    assert (finding.code, finding.line) == ("FT002", line)
    assert abs(finding.column - column) <= 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("{", 1, 2),
        ('{"a": 1,\n}', 1, 8),
        ('{"a": [1 ,\n ]}', 1, 10),
        ('{"a": 1,\n,}', 2, 1),
        ('{"a": NaN}', 1, 1),
        ('{\n"a": ' + "9" * 400 + "}", 2, 6),
        ("\ufeff{}", 1, 1),
    ],
)
def test_what_is_no_json_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    finding = refused(text, "fly.json")
    assert (finding.code, finding.line) == ("FT009", line)
    assert abs(finding.column - column) <= 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("fly.toml", "a = " + "[" * 100_000 + "]" * 100_000),
        ("fly.toml", "a = " + "[" * 150 + "]" * 150),
        ("fly.toml", "a = " + "{a=" * 5000 + "1" + "}" * 5000),
        ("fly.toml", ".".join(["a"] * 5000) + " = 1"),
        ("fly.json", "[" * 100_000 + "]" * 100_000),
        ("fly.yaml", "[" * 200 + "]" * 200),
        ("fly.toml", "#" * (LONGEST + 1)),
    ],
)
def test_what_is_too_deep_or_too_large_is_refused(file: str, text: str) -> None:
    assert refused(text, file).code == "FT011"


def test_fifty_megabytes_are_refused() -> None:
    text = '[env]\nA = "' + "x" * 50_000_000 + '"'
    assert refused(text).code == "FT011"


def test_aliases_do_not_explode() -> None:
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(b)}: &{chr(b)} [{', '.join('*' + chr(b - 1) for _ in range(10))}]\n" for b in range(ord("b"), ord("j"))
    )
    assert refused(text, "fly.yaml").message == "aliases make it too large"


@given(st.text(), st.sampled_from(["fly.toml", "fly.json", "fly.yaml"]))
def test_any_text_is_read_or_refused_with_a_place(text: str, file: str) -> None:
    ledger = Ledger()
    try:
        parse(file, text, ledger)
        places = [leaf.position() for leaf in ledger.leaves]
    except InputError as error:
        places = [(finding.line, finding.column) for finding in error.findings]
    assert all(line >= 1 and column >= 1 for line, column in places)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("True", True),
        ("~", None),
        ("0777", 511),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", 1000),
        ("08", 8.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        (".inf", float("inf")),
        ("'5'", "5"),
        ("!!str 5", "5"),
        ('!!int "5"', 5),
        ("1:30", "1:30"),
        ("1.2.3", "1.2.3"),
        ("99999999999999999999", 1e20),
        ("18446744073709551615", 2**64 - 1),
        ("18446744073709551616", 2.0**64),
        ("+18446744073709551615", 2.0**64),
        ("-9223372036854775808", -(2**63)),
        ("-9223372036854775809", -(2.0**63)),
        ("0xFFFFFFFFFFFFFFFF", 2**64 - 1),
        ("0x1FFFF_FFFFFFFFFFFFF", "0x1FFFF_FFFFFFFFFFFFF"),
        ("-0b11", -3),
        ("07777777777777777777777", 7777777777777777777777.0),
        ("1" * 400, "1" * 400),
        ("1e999", "1e999"),
        ("2001-2-3", datetime(2001, 2, 3, tzinfo=UTC)),
        ("2001-12-14 21:59:43.10", datetime(2001, 12, 14, 21, 59, 43, 100000, tzinfo=UTC)),
        ("2001-12-14t1:2:3Z", datetime(2001, 12, 14, 1, 2, 3, tzinfo=UTC)),
        ("2001-12-14T21:59:43.123456789-05:30", datetime(2001, 12, 15, 3, 29, 43, 123456, tzinfo=UTC)),
        ("2001-12-14T21:59:43", "2001-12-14T21:59:43"),
        ("2001-12-14 21:59:43Z", "2001-12-14 21:59:43Z"),
        ("2001-13-14", "2001-13-14"),
        ("2001-12-14T24:00:00Z", "2001-12-14T24:00:00Z"),
    ],
)
def test_yaml_scalars_are_those_of_go(text: str, value: Any) -> None:
    assert read("fly.yaml", f"a: {text}") == {"a": value}


def test_merged_tables_fill_what_is_missing() -> None:
    assert read("fly.yaml", "x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}")["y"] == {"a": 1, "b": 3}


def test_of_several_merged_tables_the_first_wins() -> None:
    text = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz: {<<: [*x, *y], a: 5}\n"
    assert read("fly.yaml", text)["z"] == {"a": 5, "b": 2, "c": 4}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {<<: 3}", "only tables can be merged"),
        ("a: {[1]: 2}", "a key has to be text"),
        ("a: {1: 2}", "a key has to be text; write '1' in quotes"),
        ("a: 1\na: 2", "the key a is written twice"),
    ],
)
def test_keys_that_go_would_not_take_are_refused(text: str, message: str) -> None:
    assert refused(text, "fly.yaml").message == message


def test_an_empty_stream_has_no_documents() -> None:
    assert parse("fly.yaml", "", Ledger()) == []
    assert parse("fly.yaml", "---\n", Ledger()) == []
