"""The measured work. Every figure is a ratio within one run, since machines differ and are busy."""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHOP = HERE.parent / "fixtures" / "shop" / "fly.toml"
BIN = Path(sys.executable).parent
RUNS = 25


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(command: Sequence[str], runs: int = RUNS) -> tuple[float, float]:
    """A command's time over that of a bare Python beside it, run by turns; and its time in ms. Medians."""
    bare = [sys.executable, "-c", "pass"]
    ratios, times = [], []
    for _ in range(runs):
        against = seconds(lambda: subprocess.run(bare, check=True))
        took = seconds(lambda: subprocess.run(command, check=True, capture_output=True))
        ratios.append(took / against)
        times.append(took * 1000)
    return statistics.median(ratios), statistics.median(times)


def cold() -> None:
    """Whole commands, from nothing; with bytecode, as pip leaves it, whatever PYTHONDONTWRITEBYTECODE says."""
    compileall.compile_dir(HERE.parent / "src", quiet=2)
    flytrans = str(BIN / "flytrans")
    commands = {
        "import re (what pip's own script loads)": ([sys.executable, "-c", "import re"], None),
        "flytrans --version": ([flytrans, "--version"], 2.0),
        "flytrans lint": ([flytrans, "lint", str(SHOP)], 3.5),
        "flytrans convert --to machines": ([flytrans, "convert", str(SHOP), "--to", "machines"], 5.0),
        "flytrans convert --to kubernetes": ([flytrans, "convert", str(SHOP), "--to", "kubernetes"], 6.0),
    }
    print(f"{'cold start':44} {'x bare Python':>14} {'ms':>8}  target")
    for name, (command, target) in commands.items():
        ratio, ms = paired(command)
        print(f"{name:44} {ratio:14.2f} {ms:8.1f}  {f'<= {target}' if target else ''}")


if __name__ == "__main__":
    cold()
    from linting import linting

    linting()
