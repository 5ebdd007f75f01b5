"""Plain command lines are read as argparse reads them; the rest is left to it."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytrans.cli.commands import COMMANDS
from flytrans.migrate.plain import PlainParser

WORDS = (
    *("fly.toml", "-", "a", "--to", "machines", "--to=kubernetes", "--guest", "web=shared-cpu-1x", "--guest=*=x"),
    *(
        "--hardened",
        "--replicas",
        "web=2",
        "-o",
        "out",
        "--format",
        "json",
        "--secrets",
        "A,B",
        "--color=never",
        "FT301",
    ),
    *(
        "--extras=hpa",
        "--no-carry",
        "--report",
        "--app=",
        "--colour",
        "always",
        "--policy",
        "--single-file",
        "-h",
        "--a",
        "--fix",
        "--exit-zero",
        "--select=FT1",
        "--ignore",
        "--fail-on=info",
    ),
)


def by_argparse(name: str, arguments: list[str]) -> dict[str, Any] | None:
    parser = argparse.ArgumentParser(prog=name)
    importlib.import_module(f"flytrans.cli.{name}").add_arguments(parser)
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        try:
            return vars(parser.parse_args(arguments))
        except SystemExit:
            return None


@given(
    name=st.sampled_from(list(COMMANDS)),
    arguments=st.lists(st.sampled_from(WORDS), max_size=6),
)
def test_what_is_read_plainly_is_what_argparse_reads(name: str, arguments: list[str]) -> None:
    plain = PlainParser()
    importlib.import_module(f"flytrans.cli.{name}").add_arguments(plain)
    said = plain.parsed(arguments)
    if said is not None:
        assert vars(said) == by_argparse(name, arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("convert", ["fly.toml", "--to", "machines"]),
        ("convert", ["a.yaml", "b.yaml", "--to=fly", "-o", "out", "--guest", "web=shared-cpu-1x", "--hardened"]),
        ("explain", ["FT301"]),
        ("diff", ["fly.toml", "out", "--format", "json"]),
        ("check", ["fly.toml"]),
        ("secrets", ["k8s", "--app", "shop"]),
        ("lint", []),
        ("lint", ["k8s", "--select=FT1,FT2", "--select", "FT301", "--fix", "--colour", "never"]),
    ],
)
def test_usual_command_lines_need_no_argparse(name: str, arguments: list[str]) -> None:
    plain = PlainParser()
    importlib.import_module(f"flytrans.cli.{name}").add_arguments(plain)
    assert plain.parsed(arguments) is not None
