"""FT120 speaks only of words that no shell gets."""

from __future__ import annotations

import pytest

import flytrans

COMMAND = "[processes]\napp = '''\"IFACE=eth0; ip addr show $IFACE\"'''\n"


def codes(text: str) -> list[str]:
    return [finding.code for finding in flytrans.lint({"fly.toml": text})]


def test_a_command_without_a_shell_is_told() -> None:
    assert "FT120" in codes(f'app = "x"\n{COMMAND}')


@pytest.mark.parametrize("entrypoint", ['["sh", "-c"]', '["sh", "-x", "-c"]', '["/bin/bash", "-euxc"]'])
def test_a_command_is_the_script_of_a_shell_in_the_entrypoint(entrypoint: str) -> None:
    assert "FT120" not in codes(f'app = "x"\n[experimental]\nentrypoint = {entrypoint}\n{COMMAND}')


def test_another_entrypoint_is_no_shell() -> None:
    assert "FT120" in codes(f'app = "x"\n[experimental]\nentrypoint = ["tini", "--"]\n{COMMAND}')


@pytest.mark.parametrize("word", ["$PORT", "${PORT}", "&&", "`date`"])
def test_what_a_shell_would_let_be_in_single_quotes_is_let_be_here(word: str) -> None:
    assert "FT120" in codes(f'app = "x"\n[processes]\napp = "serve {word}"\n')
    assert "FT120" not in codes(f'app = "x"\n[processes]\napp = "serve \'{word}\'"\n')


def test_double_quotes_keep_a_shell_from_nothing() -> None:
    assert "FT120" in codes("app = \"x\"\n[processes]\napp = '''serve \"it's $PORT, isn't it\"'''\n")
