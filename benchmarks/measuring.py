"""How time and memory are measured and shown: ratios within one run, the best of several, by turns."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""Real files and peers, where they are at hand."""
SHOP = ROOT / "fixtures" / "shop" / "fly.toml"
BARE = [sys.executable, "-c", "pass"]


class Table:
    """Prints figures beside their targets, and counts those that are missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def title(self, text: str, unit: str) -> None:
        print(f"\n{text:58} {unit:>16}  {'target':>9}")

    def row(
        self, name: str, value: float | None, target: float | None = None, note: str = "", least: bool = False
    ) -> None:
        """One figure; `least`: the target is a lower bound."""
        shown = "-" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
        bound = "" if target is None else f"{'>=' if least else '<='} {target:,g}"
        verdict = ""
        if target is not None and value is not None:
            held = value >= target if least else value <= target
            verdict = "ok" if held else "MISSED"
            if not held:
                self.missed.append(name)
        print(f"{name:58} {shown:>16}  {bound:>9}  {verdict:6} {note}".rstrip(), flush=True)

    def skip(self, name: str, why: str) -> None:
        """A figure that cannot be taken here."""
        print(f"{name:58} {'skipped':>16}  {why}")


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long one call takes."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def best(work: Callable[[], object], runs: int = 5) -> float:
    """The shortest of several calls."""
    return min(seconds(work) for _ in range(runs))


def ratio(work: Callable[[], object], against: Callable[[], object], runs: int = 5) -> float:
    """How many times as long one takes as the other, in this process alone: the best of each, by turns."""
    pairs = [(seconds(against, time.process_time), seconds(work, time.process_time)) for _ in range(runs)]
    return min(took for _, took in pairs) / min(base for base, _ in pairs)


def run(command: Sequence[str]) -> float:
    """How long a whole command takes, in seconds of wall time."""
    return seconds(lambda: subprocess.run(command, check=False, capture_output=True))


def paired(command: Sequence[str], against: Sequence[str] = BARE, runs: int = 20) -> tuple[float, float]:
    """A command's time over that of another (a bare Python) beside it, run by turns: median; and its best in ms."""
    ratios, times = [], []
    for _ in range(runs):
        base = run(against)
        took = run(command)
        ratios.append(took / base)
        times.append(took * 1000)
    return statistics.median(ratios), min(times)


def peak(command: Sequence[str]) -> float:
    """The most memory that a command had, in MiB."""
    with open(os.devnull, "wb") as nothing:
        child = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return usage.ru_maxrss / 1024
