"""Law 7: the same bytes on any run, whatever order sets and tables have in a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"
PROGRAM = """
import hashlib, pathlib, sys
sys.path.insert(0, sys.argv[1])
import flytrans
from lawful.case import Case
for path in sorted(pathlib.Path(sys.argv[2]).rglob("*.md")):
    given = Case(path.read_text(encoding="utf-8")).given
    for to in ("fly", "machines", "kubernetes"):
        try:
            made = flytrans.translate(given, to=to)
            said = [list(made.files.items()), made.report, made.findings, made.steps]
        except flytrans.InputError as error:
            said = [error.findings]
        print(path.name, to, hashlib.sha256(repr(said).encode()).hexdigest())
"""


def run(seed: str, zone: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", PROGRAM, str(CASES.parent), str(CASES)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_no_hash_seed_and_no_time_zone_shows() -> None:
    first = run("0", "UTC")
    assert first.count("\n") > 150
    assert run("4242", "Asia/Tokyo") == first
