"""How long it takes to lint: many files against parsing them, and long ones against half of them."""

from __future__ import annotations

import tomli
from growth import objects
from measuring import ROOT, SHARED, Table, ratio

from flytrans.rules.manifest_run import lint_manifests
from flytrans.rules.run import lint_fly_toml

CORPORA = (SHARED / "corpus" / "fly", ROOT / "fixtures")
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


def linting(table: Table) -> None:
    """The figures."""
    files = texts()

    def parse() -> None:
        for text in files:
            tomli.loads(text)

    def lint() -> None:
        for text in files:
            lint_fly_toml("fly.toml", text)

    lint()
    table.title("lint, in one process", "ratio")
    table.row(f"{len(files)} files, x tomli", ratio(lint, parse, RUNS), AS_TOMLI)
    whole, half = long_file(1000), long_file(500)
    lines = whole.count("\n")
    twice = ratio(lambda: lint_fly_toml("fly.toml", whole), lambda: lint_fly_toml("fly.toml", half), RUNS)
    table.row(f"{lines:,} lines, x half of them", twice, TWICE)
    many, few = ({"app.yaml": objects(count)} for count in (1000, 500))
    twice = ratio(lambda: lint_manifests(many), lambda: lint_manifests(few), RUNS // 2)
    table.row("1,000 objects of manifests, x half of them", twice, TWICE)
