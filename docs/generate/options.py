"""docs/options.md: the options of a translation, as keyword arguments and as flags."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import ForwardRef

from flytrans.api.arguments import OptionArguments
from flytrans.api.options import EXTRAS, Options
from flytrans.migrate.options import add_options

INTRO = """# Options

What a source does not say: keyword arguments of `flytrans.translate` and `flytrans.write`, and flags of `flytrans
convert` and `fly-to-k8s`. In Python `replicas`, `guest`, `exposure` and `workload` are mappings from a process group
to its value; as flags they are given once a group. What is not said is as the last column has it. A value that has no
effect is a finding (FT012). This page is generated.

| argument | flag | what it says | unsaid |
|---|---|---|---|
"""
FLAGS = {"runtime_env": ("--no-runtime-env",), "carry": ("--no-carry", "--carry-in-metadata")}
"""Flags of other names than their arguments have."""
UNSAID = {
    "app": "as the source has it",
    "image": "as the source has it, else a placeholder (FT347)",
    "replicas": "as the source has it; of a fly.toml 1 with mounts, else 2 with services, else 1",
    "guest": "as the source has it",
    "namespace": "as the source has it, else none is written",
    "host": "as the source has it, else a placeholder (FT346)",
    "exposure": "HTTP has an Ingress, other ports are not published (FT319)",
    "workload": "by mounts, restart policy and schedule",
}
BESIDE = """
`source_format` (`--from`) and `base_dir` (`--base-dir`) say how the source is read, `policy` (`--policy`) how severe
its findings are: see [the linter](lint.md).

## Extras

"""


def files() -> Iterator[tuple[str, str]]:
    """Path and text."""
    parser = argparse.ArgumentParser()
    add_options(parser)
    flags = {flag: action for action in parser._actions for flag in action.option_strings}
    lines = [_line(name, flags) for name in OptionArguments.__annotations__]
    extras = [f"* `{name}`: {about}\n" for name, about in EXTRAS.items()]
    yield "docs/options.md", "".join([INTRO, *lines, BESIDE, *extras])


def _line(name: str, flags: dict[str, argparse.Action]) -> str:
    own = FLAGS.get(name, (f"--{name.replace('_', '-')}",))
    shown = ", ".join(f"`{flag} {flags[flag].metavar}`" if flags[flag].metavar else f"`{flag}`" for flag in own)
    about = "; ".join(f"`{flag}`: {flags[flag].help}" if len(own) > 1 else str(flags[flag].help) for flag in own)
    return f"| `{name}: {_type(name)}` | {shown} | {about} | {UNSAID.get(name) or _usual(name)} |\n"


def _type(name: str) -> str:
    said = OptionArguments.__annotations__[name]
    text = said.__forward_arg__ if isinstance(said, ForwardRef) else str(said)
    return text.removesuffix(" | None").replace(" | ", " or ").replace("'", '"')


def _usual(name: str) -> str:
    usual = getattr(Options(), name)
    return f"`{usual}`" if isinstance(usual, bool) else "none"
