"""The style of the text: that of `fly launch`."""

from __future__ import annotations

from typing import Any

import pytest
import tomli

from flytrans.fly_toml.text import render_key, render_text, render_toml
from flytrans.tree.node import lift


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("plain", "'plain'"),
        ("", "''"),
        ('say "hi"', "'say \"hi\"'"),
        ("it's", '"it\'s"'),
        ("a\\b", "'a\\b'"),
        ("a\\b's", '"a\\\\b\'s"'),
        ("tab\t", '"tab\\t"'),
        ("one\ntwo", '"one\\ntwo"'),
        ("one\ntwo\n", "'''\none\ntwo\n'''"),
        ("it's\ntwo'''\n", '"""\nit\'s\ntwo\'\'\'\n"""'),
        ("a\r\nb\r\n", '"""\na\\r\nb\\r\n"""'),
        ('\n\n"""', "'''\n\n\n\"\"\"'''"),
        ("\x7f", '"\\u007F"'),
    ],
)
def test_a_text_has_the_quotes_that_need_the_least_escaping(text: str, spelled: str) -> None:
    assert tomli.loads(f"a = {render_text(text)}") == {"a": text}
    assert render_text(text) == spelled


@pytest.mark.parametrize(("key", "spelled"), [("a-b_1", "a-b_1"), ("a.b", "'a.b'"), ("", "''"), ("it's", '"it\'s"')])
def test_a_key_is_quoted_only_where_it_has_to_be(key: str, spelled: str) -> None:
    assert render_key(key) == spelled


def test_tables_come_after_scalars_and_are_indented() -> None:
    tree: dict[str, Any] = {
        "services": [{"ports": [{"port": 80, "handlers": ["http"]}], "protocol": "tcp"}],
        "checks": {"alive": {"port": 1}},
        "app": "x",
        "empty": {},
    }
    assert render_toml(lift(tree)) == (
        "app = 'x'\n\n[[services]]\n  protocol = 'tcp'\n\n  [[services.ports]]\n    port = 80\n"
        "    handlers = ['http']\n\n[checks]\n  [checks.alive]\n    port = 1\n\n[empty]\n"
    )
