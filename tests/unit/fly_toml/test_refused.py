"""What flyctl cannot load, or cannot make a machine of: refused, at the value, in words that help."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("app = 1", 1, 7, "app: expected text, found a number"),
        ("app = ['a']", 1, 8, "app: expected text, found a list"),
        ("swap_size_mb = '512'", 1, 16, "swap_size_mb: expected an integer, found text"),
        ("swap_size_mb = 512.5", 1, 16, "swap_size_mb: expected an integer, found a number with a fraction"),
        ("swap_size_mb = 1e20", 1, 16, "swap_size_mb: expected an integer, found a number with a fraction"),
        ("[http_service]\nforce_https = 'yes'", 2, 15, "http_service.force_https: expected true or false, found text"),
        ("[[http_service]]\ninternal_port = 1", 2, 17, "http_service: expected a table, found a list"),
        ("[restart]\npolicy = 'always'", 2, 10, "restart: expected a list of tables, found a table"),
        ("[[vm]]\nkernel_args = 'a'", 2, 15, "vm.0.kernel_args: expected a list of text, found text"),
        ("env = 'A=1'", 1, 7, "env: expected a table of names and values"),
        (
            "[[services]]\n[[services.tcp_checks]]\nheaders = 1",
            3,
            11,
            "checks.headers: expected a table of names and values",
        ),
        (
            "[[services]]\n[[services.http_checks]]\nheaders = [{value = 'a'}]",
            3,
            21,
            "checks.headers: expected tables with name and value",
        ),
        ("checks = 'tcp'", 1, 10, "checks: expected tables [checks.NAME]"),
        ("[checks]\na = 1", 2, 5, "checks.a: expected a table"),
        ("processes = 'web'", 1, 13, "processes: expected a table of group names and commands"),
        ("[processes]\nweb = 1", 2, 7, "processes.web: expected text, found a number"),
        ("experimental = 1", 1, 16, "experimental: expected a table"),
        ("[experimental]\ncmd = 1", 2, 7, "experimental.cmd: expected text or a list of texts"),
        ("build = 'x'", 1, 9, "build: expected a table"),
        ("services = [1]", 1, 13, "services: expected a table or a list of tables"),
        ("[[services]]\ninternal_port = '80a'", 2, 17, "services.internal_port: expected an integer"),
        (
            "[[services]]\nconcurrency = 20",
            2,
            15,
            'services.concurrency: expected a table with soft_limit and hard_limit, or "soft,hard"',
        ),
        ("[[checks]]\ntype = 'tcp'", 2, 8, "checks: expected a name in each of [[checks]]"),
        ("[checks.a]\nport = 1", 2, 8, 'checks.a.type: expected "http" or "tcp"'),
        (
            "[checks.a]\ntype = 'tcp'",
            2,
            8,
            "checks.a: expected a port, as the group has no [http_service] to take it from",
        ),
        (
            '[processes]\nweb = "a \'b"',
            2,
            7,
            "processes.web: expected a command whose quotes are closed; a quote is not closed",
        ),
        ("[[restart]]\nretries = 1", 2, 11, 'restart.policy: expected "always", "on-failure" or "never"'),
        ("[[restart]]\npolicy = 'no'", 2, 10, 'restart.policy: expected "always", "on-failure" or "never"'),
        ("[vm]\nmemory = 'lots'", 2, 10, 'vm.memory: expected a size like "512mb" or "1gb"; \'lots\' is no size'),
        ("[vm]\nmemory = 0", 2, 10, "vm.memory: expected at least 1 MB; '0' is less"),
        (
            "[deploy]\nwait_timeout = '5'",
            2,
            16,
            'deploy.wait_timeout: expected a duration like "30s" or "1m30s"; '
            "'5' lacks a unit (ns, us, ms, s, m or h)",
        ),
        (
            "[http_service]\nauto_stop_machines = 'never'",
            2,
            22,
            'http_service.auto_stop_machines: expected "off", "stop" or "suspend"; \'never\' is none of them',
        ),
        ("[x]\ny = [1, nan]", 2, 9, "x.y.1: expected a number, found nan"),
        ("[deploy]\nmax_unavailable = inf", 2, 19, "deploy.max_unavailable: expected a number, found inf"),
        ("machine_config = 'x'", 1, 18, "machine_config: expected JSON that starts with { or the name of a .json file"),
        (
            "machine_config = '{\"a\": }'",
            1,
            18,
            "machine_config: expected JSON that can be read; expecting value (line 1, column 7 of it)",
        ),
    ],
)
def test_the_place_is_the_value(refused: Any, text: str, line: int, column: int, message: str) -> None:
    finding = refused(text)
    assert (finding.line, finding.column, finding.message) == (line, column, message)


def test_an_unknown_size_lists_those_that_are_known(refused: Any) -> None:
    finding = refused("[vm]\nsize = 'tiny'")
    assert "shared-cpu-1x" in finding.message
    assert "'tiny'" in finding.message


def test_a_file_that_cannot_be_read_is_refused_where_it_is_named(refused: Any) -> None:
    for text in (
        "[[files]]\nguest_path = '/a'\nlocal_path = 'gone'",
        "\n\nmachine_config = 'gone.json'",
        "[build]\n\ncompose.file = 'gone'",
    ):
        finding = refused(text)
        assert (finding.code, finding.line) == ("FT007", 3)


def test_a_value_that_may_be_secret_is_never_quoted(refused: Any) -> None:
    finding = refused("[build]\n[build.args]\nTOKEN = ['hunter2']")
    assert "hunter2" not in finding.message


def test_ten_thousand_tables_are_read(read_toml: Any) -> None:
    text = "".join(f"[[services]]\ninternal_port = {n}\n[[services.ports]]\nport = {n}\n" for n in range(10_000))
    was = read_toml(text)
    assert len(was.view()["services"]) == 10_000
    assert was.ledger.leaves[-1].position() == (40_000, 8)


def test_ten_thousand_unknown_keys_are_told(read_toml: Any) -> None:
    assert len(read_toml("".join(f"key{n} = {n}\n" for n in range(10_000))).codes()) == 10_000


def test_deep_settings_are_refused_or_read(read_toml: Any, refused: Any) -> None:
    read_toml("[build.settings]\na = " + "[" * 90 + "]" * 90)
    assert refused("a = " + "[" * 101 + "]" * 101).code == "FT011"
