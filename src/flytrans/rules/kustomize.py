"""Which files hold parts that Kustomize lays over other objects: its kustomization files say so.

Source: kubectl.docs.kubernetes.io, references/kustomize/kustomization, patches and patchesStrategicMerge.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
LEVELS = 3
"""Folders upwards in which a kustomization may name a file as its patch."""


def part_files(texts: Mapping[str, str], on_disk: bool = False) -> frozenset[str]:
    """The files that kustomizations name as patches: those among the texts and, where files are, beside and above."""
    parts: set[str] = set()
    for folder in _folders(texts):
        for base in NAMES:
            path = posixpath.join(folder, base)
            text = texts[path] if path in texts else _read(path) if on_disk else ""
            if "patch" in text:
                parts.update(posixpath.normpath(posixpath.join(folder, patch)) for patch in _patches(text))
    return frozenset(name for name in texts if posixpath.normpath(name.replace("\\", "/")) in parts)


def _folders(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        folder = name.replace("\\", "/")
        for _ in range(LEVELS):
            folder = posixpath.dirname(folder)
            found.add(folder)
    return found


def _read(path: str) -> str:
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _patches(text: str) -> Iterator[str]:
    import yaml

    try:
        said = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    for key in ("patches", "patchesStrategicMerge", "patchesJson6902"):
        listed: Any = said.get(key) if isinstance(said, dict) else None
        for patch in listed if isinstance(listed, list) else ():
            path = patch.get("path") if isinstance(patch, dict) else patch
            if isinstance(path, str) and "\n" not in path:
                yield path
