"""Whole commands, from nothing, and the memory that they take."""

from __future__ import annotations

import compileall
import shutil
import sys
from pathlib import Path

from measuring import ROOT, SHOP, Table, paired, peak

FLYTRANS = str(Path(sys.executable).parent / "flytrans")
PARSE = "import tomli; tomli.load(open({path!r}, 'rb'))"
DUMP = PARSE.replace("tomli;", "tomli, yaml;") + "; yaml.dump({{}}, Dumper=yaml.CSafeDumper)"


def cold(table: Table) -> None:
    """Compared with a bare Python; with bytecode, as pip leaves it, whatever PYTHONDONTWRITEBYTECODE says."""
    compileall.compile_dir(ROOT / "src", quiet=2)
    path = str(SHOP)
    commands: dict[str, tuple[list[str], float | None]] = {
        "import re, which the script that pip writes does": ([sys.executable, "-c", "import re"], None),
        "tomli alone, one file": ([sys.executable, "-c", PARSE.format(path=path)], None),
        "tomli and PyYAML's C dumper alone, one file": ([sys.executable, "-c", DUMP.format(path=path)], None),
        "flytrans --version": ([FLYTRANS, "--version"], 2.0),
        "flytrans lint, one file": ([FLYTRANS, "lint", path], 3.5),
        "flytrans convert --to machines, one file": ([FLYTRANS, "convert", path, "--to", "machines"], 5.0),
        "flytrans convert --to kubernetes, one file": ([FLYTRANS, "convert", path, "--to", "kubernetes"], 6.0),
    }
    table.title("cold start", "x bare Python")
    for name, (command, target) in commands.items():
        times, ms = paired(command)
        table.row(name, times, target, f"{ms:.0f} ms")
    table.title("memory of a whole command", "MiB")
    table.row("flytrans convert --to kubernetes, one app", peak(commands[name][0]), 40)


def peers(table: Table) -> None:
    """Programs of others on jobs like ours, where they are installed."""
    ours = [FLYTRANS, "convert", str(SHOP), "--to", "kubernetes"]
    jobs = {
        "kompose": ["version"],
        "score-flyio": ["--version"],
        "kubeconform": ["-v"],
        "kustomize": ["version"],
    }
    table.title("peers: our conversion over their start alone", "x theirs")
    for name, arguments in jobs.items():
        program = shutil.which(name)
        if program is None:
            table.skip(name, "not on PATH")
            continue
        times, ms = paired(ours, [program, *arguments], runs=10)
        table.row(f"{name} {' '.join(arguments)}", times, note=f"ours {ms:.0f} ms")
