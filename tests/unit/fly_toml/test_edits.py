"""Changes to the text of a fly.toml, by span."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from flytrans.fly_toml.edits import Edit, Unplaceable, append, applied, insert, remove, rename, replace

TEXT = """\
# the shop
app = "shop"  # its name

[http_service]
  internal_port = 8080
  checks = [{ path = "/a", interval = "1s" }, { path = "/b" }]

  [http_service.concurrency]
  type = "requests"

[[vm]]
size = "shared-cpu-1x"

[[vm]]
memory = "1gb"
# about the environment
[env]
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (replace(("app",), '"store"'), '"shop"  #', '"store"  #'),
        (rename(("app",), "name"), "app =", "name ="),
        (remove(("app",)), 'app = "shop"  # its name\n', ""),
        (remove(("http_service", "checks", 0, "interval")), ', interval = "1s"', ""),
        (remove(("http_service", "checks", 0, "path")), 'path = "/a", ', ""),
        (remove(("http_service", "checks", 1)), ', { path = "/b" }', ""),
        (rename(("http_service", "concurrency"), "limits"), "service.concurrency]", "service.limits]"),
        (rename(("vm", 1), "compute"), "[[vm]]\nmemory", "[[compute]]\nmemory"),
        (remove(("vm", 0)), '[[vm]]\nsize = "shared-cpu-1x"\n\n', ""),
        (remove(("http_service", "concurrency")), '  [http_service.concurrency]\n  type = "requests"\n\n', ""),
        (insert((), "region", "1"), "its name\n", "its name\nregion = 1\n"),
        (insert(("http_service",), "x", "1"), '"/b" }]\n', '"/b" }]\n  x = 1\n'),
        (insert(("http_service", "checks", 1), "x", "1"), '"/b" }]', '"/b", x = 1 }]'),
        (insert(("env",), "A", '"1"'), "[env]\n", '[env]\nA = "1"\n'),
        (append("[x]\na = 1"), "[env]\n", "[env]\n\n[x]\na = 1\n"),
    ],
)
def test_an_edit_changes_its_place_and_nothing_else(edit: Edit, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert applied(TEXT, [edit]) == TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("index", "left"),
    [
        (0, "a = [\n  { x = 2 },\n  { x = 3 }]\n"),
        (1, "a = [{ x = 1 },\n  { x = 3 }]\n"),
        (2, "a = [{ x = 1 },\n  { x = 2 }]\n"),
    ],
)
def test_an_item_of_a_list_over_lines_goes_with_its_comma(index: int, left: str) -> None:
    text = "a = [{ x = 1 },\n  { x = 2 },\n  { x = 3 }]\n"
    assert applied(text, [remove(("a", index))]) == left


def test_an_empty_table_on_one_line_gets_its_first_key() -> None:
    assert applied("a = {} # none\n", [insert(("a",), "x", "1")]) == "a = { x = 1 } # none\n"


def test_a_table_goes_with_the_tables_in_it() -> None:
    text = applied(TEXT, [remove(("http_service",))])
    assert tomli.loads(text) == {k: v for k, v in tomli.loads(TEXT).items() if k != "http_service"}
    assert "# about the environment" in text


def test_several_edits_are_made_at_once() -> None:
    text = applied(TEXT, [insert(("env",), "A", "1"), insert(("env",), "B", "2"), remove(("vm", 0)), remove(("vm", 1))])
    assert text.endswith("[env]\nA = 1\nB = 2\n")
    assert "vm" not in tomli.loads(text)


def test_a_file_without_a_last_line_end_stays_so() -> None:
    assert applied("[env]\nA = 1", [insert(("env",), "B", "2")]) == "[env]\nA = 1\nB = 2"


def test_line_ends_are_those_of_the_file() -> None:
    assert (
        applied("a = 1\r\n", [insert((), "b", "2"), append("[c]\nd = 1")]) == "a = 1\r\nb = 2\r\n\r\n[c]\r\nd = 1\r\n"
    )


@pytest.mark.parametrize(
    "edits",
    [
        [replace(("nothing",), "1")],
        [replace(("http_service",), "1")],
        [rename(("http_service", "checks", 0), "x")],
        [replace(("app",), "1"), remove(("app",))],
    ],
)
def test_what_cannot_be_placed_is_said(edits: list[Edit]) -> None:
    with pytest.raises(Unplaceable):
        applied(TEXT, edits)


_KEYS = st.sampled_from(["a", "b", "c", '"x.y"'])
_VALUES = st.sampled_from(["1", '"t"', "[1, 2]", "{ p = 1, q = [2] }", "'''\nm\n'''"])


@given(st.dictionaries(_KEYS, _VALUES, min_size=1), st.dictionaries(_KEYS, _VALUES), st.data())
def test_removing_a_key_removes_just_that(top: dict[str, str], inner: dict[str, str], data: st.DataObject) -> None:
    lines = [f"{key} = {value}  # {key}" for key, value in top.items()]
    lines += ["[t]", *(f"  {key} = {value}" for key, value in inner.items())]
    text = "\n".join(lines) + "\n"
    tree = tomli.loads(text)
    key = data.draw(st.sampled_from(sorted(key.strip('"') for key in top)))
    del tree[key]
    assert tomli.loads(applied(text, [remove((key,))])) == tree
