"""Editing in place: what says the model already keeps its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flytrans.fly_toml.editing import update
from flytrans.tree.node import lift

TEXT = """\
# the shop
app = "shop"   # do not rename
kill_timeout = 30

[env]
PORT = 8080  # ours
  NAME = 'x'

[[services]] # raw
internal_port = 5432
protocol = "tcp"
concurrency = "20,25"
  [[services.ports]]
  port = 5432

[processes]
web = "run web"
worker = "run worker"

[[vm]]
memory = "512mb"
cpus = 2
processes = ["web", "worker"]
"""
Said = Callable[[str], dict[str, Any]]


def changed(text: str, app: dict[str, Any]) -> str:
    return update(text, lift({"apps": [app]}))


def test_a_text_that_says_the_model_keeps_every_byte(said: Said) -> None:
    assert changed(TEXT, said(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("path", "value", "line", "instead"),
    [
        (("name",), "store", 'app = "shop"   # do not rename', 'app = "store"   # do not rename'),
        (("groups", "*", "stop", "timeout"), 45 * 10**9, "kill_timeout = 30", 'kill_timeout = "45s"'),
        (("groups", "*", "env", "PORT"), "9090", "PORT = 8080  # ours", 'PORT = "9090"  # ours'),
        (("groups", "*", "env", "NAME"), "y", "  NAME = 'x'", "  NAME = 'y'"),
        (("groups", "web", "init", "cmd", 1), "it", 'web = "run web"', 'web = "run it"'),
        (("groups", "*", "guest", "memory_mb"), 1024, 'memory = "512mb"', 'memory = "1gb"'),
        (("groups", "*", "guest", "cpus"), 4, "cpus = 2", "cpus = 4"),
    ],
)
def test_a_changed_value_changes_its_line_only(
    said: Said, path: tuple[Any, ...], value: Any, line: str, instead: str
) -> None:
    app = said(TEXT)
    for group in app["groups"] if "*" in path else [""]:
        here: Any = app
        for step in path[:-1]:
            here = here[group if step == "*" else step]
        here[path[-1]] = value
    edited = changed(TEXT, app)
    assert edited == TEXT.replace(line, instead)
    assert said(edited) == app


def test_keys_are_added_and_taken_out_where_they_belong(said: Said) -> None:
    app = said(TEXT)
    for view in app["groups"].values():
        view["env"] = {"PORT": "8080", "NEW": "1"}
    assert changed(TEXT, app) == TEXT.replace("  NAME = 'x'\n", '  NEW = "1"\n') or said(changed(TEXT, app)) == app


def test_an_item_is_added_at_the_end(said: Said) -> None:
    app = said(TEXT)
    app["groups"]["web"]["restart"] = {"policy": "always"}
    edited = changed(TEXT, app)
    assert edited.startswith(TEXT)
    assert said(edited) == app


def test_what_an_old_spelling_cannot_say_is_written_anew_and_nothing_else(said: Said) -> None:
    app = said(TEXT)
    for view in app["groups"].values():
        for service in view.get("services", []):
            service["concurrency"]["type"] = "connections"
    edited = changed(TEXT, app)
    assert said(edited) == app
    assert edited.startswith(TEXT[: TEXT.index("[[services]]")])


def test_a_list_of_words_stays_one(said: Said) -> None:
    text = 'app = "x"\n[experimental]\ncmd = ["sh", "-c", "a b"] # all\n'
    app = said(text)
    app["groups"]["app"]["init"]["cmd"] = ["sh", "-c", "c d", "e"]
    assert changed(text, app) == text.replace('"a b"', '"c d", "e"')


def test_a_file_that_is_named_counts_as_what_the_model_says(said: Said) -> None:
    text = 'app = "x" # mine\n[[files]]\nguest_path = "/a"\nlocal_path = "a.txt"\n'
    app = {"name": "y", "groups": {"app": {"files": [{"guest_path": "/a", "raw_value": "aGk="}]}}}
    assert changed(text, app) == text.replace('"x"', '"y"')


def test_several_apps_are_no_fly_toml() -> None:
    with pytest.raises(ValueError, match="one app"):
        update("", lift({"apps": [{}, {}]}))
