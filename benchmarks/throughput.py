"""Many files in one process, beside what parsing and dumping alone take, and beside the probe where it is at hand."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import tomli
import yaml
from measuring import ROOT, SHARED, Table, best

import flytrans

PROBE = SHARED / "prototypes"
FLY_TARGETS = {"machines": (1400, 1750), "kubernetes": (650, 770)}
"""Files a second that are asked for, and those of the probe when it was measured: the target is their ratio."""
MANIFESTS_A_SECOND, LOADER_A_SECOND = 480, 1190
"""The same for manifests, beside PyYAML's C loader alone."""


def fly_files() -> dict[str, str]:
    """fly.toml files that parse, by name."""
    folder = SHARED / "corpus" / "fly"
    paths = sorted((folder if folder.is_dir() else ROOT / "fixtures").rglob("*.toml"))
    found = {}
    for path in paths:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        try:
            tomli.loads(text)
        except (tomli.TOMLDecodeError, ValueError):
            continue
        found[str(path)] = text
    return found


def manifest_files() -> dict[str, str]:
    """Manifests that PyYAML can load, by name."""
    folder = SHARED / "corpus" / "k8s"
    paths = sorted(p for s in ("*.yaml", "*.yml") for p in (folder if folder.is_dir() else ROOT / "fixtures").rglob(s))
    found = {}
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        try:
            list(yaml.load_all(text, yaml.CSafeLoader))
        except (yaml.YAMLError, ValueError, RecursionError):
            continue
        found[str(path)] = text
    return found


def translated(texts: dict[str, str], to: str, *, whole: bool) -> Callable[[], None]:
    """The translation of each file by itself; `whole` with its report and findings."""

    def work() -> None:
        for name, text in texts.items():
            try:
                made = flytrans.translate({os.path.basename(name): text}, to=to)  # type: ignore[arg-type]
            except flytrans.InputError:
                continue
            if whole:
                made.report, made.findings  # noqa: B018  # made when they are asked for

    return work


def throughput(table: Table) -> None:
    """Both directions."""
    _fly(table)
    _manifests(table)


def _fly(table: Table) -> None:
    texts = fly_files()
    probe = _probe()
    parse = best(lambda: [tomli.loads(text) for text in texts.values()])
    table.title(f"{len(texts)} fly.toml files in one process", "files a second")
    table.row("tomli alone", len(texts) / parse)
    for to, (asked, was) in FLY_TARGETS.items():
        for whole in (False, True):
            work = translated(texts, to, whole=whole)
            work()
            took = best(work)
            name = f"to {to}{', with its report' if whole else ''}"
            table.row(name, len(texts) / took, note=f"{took / parse:.1f} x tomli")
            if whole and probe is not None:
                theirs = best(_probed(probe, texts, to))
                share = theirs / took
                table.row(
                    f"{name}: x the probe's speed", share, asked / was, f"the probe: {len(texts) / theirs:,.0f}", True
                )
        if probe is None:
            table.skip(f"to {to}: x the probe's speed", "no probe beside the project")


def _manifests(table: Table) -> None:
    texts = manifest_files()
    if not texts:
        table.skip("manifests", "none beside the project")
        return
    load = best(lambda: [list(yaml.load_all(text, yaml.CSafeLoader)) for text in texts.values()], 3)
    table.title(f"{len(texts)} manifest files in one process", "files a second")
    table.row("PyYAML's C loader alone", len(texts) / load)
    for to in ("machines", "fly"):
        work = translated(texts, to, whole=True)
        work()
        took = best(work, 3)
        table.row(f"to {to}, with its report", len(texts) / took)
        target = LOADER_A_SECOND / MANIFESTS_A_SECOND
        table.row(f"to {to}, with its report: x the loader alone", took / load, round(target, 2))


def _probe() -> Any:
    """The probe that came before this library, None where it is not at hand."""
    if not (PROBE / "traced").is_dir():
        return None
    sys.path.insert(0, str(PROBE))
    try:
        import traced  # type: ignore[import-not-found]
    except ImportError:
        return None
    return traced


def _probed(probe: Any, texts: dict[str, str], to: str) -> Callable[[], None]:
    def work() -> None:
        for name, text in texts.items():
            try:
                probe.translate({os.path.basename(name): text}, to=to)
            except Exception:  # the probe refuses in its own ways
                continue

    work()
    return work
