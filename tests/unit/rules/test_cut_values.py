"""Where flyctl casts a value, and only there (flyctl internal/appconfig/patches.go)."""

from __future__ import annotations

import pytest

import flytrans

TABLES = {
    "[[services.http_checks]]": ("interval", "timeout", "grace_period"),
    "[[services.tcp_checks]]": ("interval", "timeout", "grace_period"),
    "[checks.a]": ("interval", "timeout", "grace_period"),
    "[[services.ports]]": ("port",),
}


def told(text: str) -> list[int]:
    return [finding.line for finding in flytrans.lint({"fly.toml": text}) if finding.code == "FT157"]


@pytest.mark.parametrize(("header", "key"), [(header, key) for header, keys in TABLES.items() for key in keys])
def test_a_fraction_is_told_where_it_is_cut(header: str, key: str) -> None:
    text = "app = 'x'\n[[services]]\ninternal_port = 80\n"
    assert told(f"{text}{header}\n{key} = 7.5\n") == [5]
    assert told(f"{text}{header}\n{key} = 7\n") == []


def test_the_checks_of_http_service_are_not_cast() -> None:
    assert told("app = 'x'\n[http_service]\ninternal_port = 80\n[[http_service.checks]]\ntimeout = 7.5\n") == []
