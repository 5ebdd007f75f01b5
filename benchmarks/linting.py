"""How long it takes to lint: many files against parsing them, and one long file against half of it."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import tomli

from flytrans.rules.run import lint_fly_toml

HERE = Path(__file__).resolve().parent
CORPORA = (HERE.parent.parent / "shared" / "corpus" / "fly", HERE.parent / "fixtures")
"""Real files, where they are at hand; our own else."""
AS_TOMLI = 12
TWICE = 2.6
"""Targets: so many times what tomli needs to parse; a file twice as long at most so many times as long."""
RUNS = 9


def texts() -> list[str]:
    """The files that parse."""
    folder = next(folder for folder in CORPORA if folder.is_dir())
    found = []
    for path in sorted(folder.rglob("*.toml")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        try:
            tomli.loads(text)
        except (tomli.TOMLDecodeError, ValueError):
            continue
        found.append(text)
    return found


def long_file(services: int) -> str:
    """A fly.toml of ten lines a service."""
    lines = ['app = "shop"', "[processes]", 'app = "bin/serve"']
    for number in range(services):
        lines += ["[[services]]", 'protocol = "tcp"', f"internal_port = {8000 + number % 1000}", 'processes = ["app"]']
        lines += ["[[services.ports]]", f"port = {10000 + number}", 'handlers = ["tls"]']
        lines += ["[[services.tcp_checks]]", 'interval = "15s"', 'timeout = "2s"']
    return "\n".join(lines) + "\n"


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(work: Callable[[], object], against: Callable[[], object]) -> float:
    """The median of how many times as long one takes as the other, run by turns."""
    pairs = [(seconds(against), seconds(work)) for _ in range(RUNS)]
    return statistics.median(took / base for base, took in pairs)


def linting() -> None:
    """Print both figures."""
    files = texts()

    def parse() -> None:
        for text in files:
            tomli.loads(text)

    def lint() -> None:
        for text in files:
            lint_fly_toml("fly.toml", text)

    lint()
    print(f"{'lint':44} {'ratio':>14} {'':>8}  target")
    print(f"{f'{len(files)} files, x tomli':44} {ratio(lint, parse):14.2f} {'':8}  <= {AS_TOMLI}")
    whole, half = long_file(1000), long_file(500)
    twice = ratio(lambda: lint_fly_toml("fly.toml", whole), lambda: lint_fly_toml("fly.toml", half))
    lines = whole.count("\n")
    print(f"{f'{lines} lines, x half of them':44} {twice:14.2f} {'':8}  <= {TWICE}")
