"""A size that there is not: what was meant is of its family, and as large."""

from __future__ import annotations

import pytest

import flytrans
from flytrans.rules.sizes import nearest_size


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("shared-cpu-3x", "shared-cpu-4x"),
        ("shared-cpu-16x", "shared-cpu-8x"),
        ("performance-3x", "performance-4x"),
        ("performance-9x", "performance-10x"),
        ("performance-11x", "performance-12x"),
        ("performance-128x", "performance-16x"),
        ("SHARED_CPU_5X", "shared-cpu-6x"),
        ("perfomance-3x", "performance-4x"),
        ("shared-cpu1x", "shared-cpu-1x"),
        ("shared-cpu-2", "shared-cpu-2x"),
        ("shared", "shared-cpu-1x"),
        ("a100-80g", "a100-80gb"),
        ("shared-cpu-" + "9" * 5000, ""),
        ("dedicated-cpu-2x", ""),
        ("huge", ""),
        ("", ""),
    ],
)
def test_the_size_that_was_meant(word: str, meant: str) -> None:
    assert nearest_size(word) == meant


@pytest.mark.parametrize("section", ["[[vm]]", "[compute]"])
def test_it_is_named_in_every_section_that_has_a_size(section: str) -> None:
    (found,) = (f for f in flytrans.lint({"fly.toml": f'{section}\nsize = "performance-3x"\n'}) if f.code == "FT004")
    assert found.fix == 'write "performance-4x"'


@pytest.mark.parametrize(
    ("vm", "line", "said"),
    [
        ('size = "performance-3x"', 4, "the deploy fails: there is no machine size performance-3x"),
        ('size = "performance-2x"\nmemory = "1gb"', 5, "the deploy fails: a machine with 2 performance CPUs has"),
        ('memory = "lots"', 4, 'the deploy fails: memory takes a size like "512mb"'),
        ("cpus = 3", 4, "the deploy fails: a shared machine cannot have 3 CPUs"),
    ],
)
def test_the_release_machine_is_looked_at_too(vm: str, line: int, said: str) -> None:
    text = f'[deploy]\nrelease_command = "x"\n[deploy.release_command_vm]\n{vm}\n'
    (found,) = flytrans.lint({"fly.toml": text})
    assert (found.code, found.severity, found.line) == ("FT170", "error", line)
    assert found.message.startswith(said)


def test_a_release_machine_that_there_is_is_let_be() -> None:
    text = '[deploy]\nrelease_command = "x"\n[deploy.release_command_vm]\nsize = "shared-cpu-2x"\nmemory = "1gb"\n'
    assert flytrans.lint({"fly.toml": text}) == []
