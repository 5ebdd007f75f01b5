"""Which files hold parts that Kustomize lays over other objects: its kustomization files say so.

Source: kubectl.docs.kubernetes.io, references/kustomize/kustomization, patches and patchesStrategicMerge.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flytrans.tree.context import ReadFile, Unreadable

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")


def part_files(texts: Mapping[str, str], files_of: Callable[[str], ReadFile | None] | None = None) -> frozenset[str]:
    """The files that kustomizations among the texts, or beside them, name as patches."""
    folders = {posixpath.dirname(name.replace("\\", "/")): name for name in texts}
    parts: set[str] = set()
    for folder, name in folders.items():
        for base in NAMES:
            path = posixpath.join(folder, base)
            text = texts[path] if path in texts else _beside(name, base, files_of)
            if "patch" in text:
                parts.update(posixpath.normpath(posixpath.join(folder, patch)) for patch in _patches(text))
    return frozenset(name for name in texts if posixpath.normpath(name.replace("\\", "/")) in parts)


def _beside(name: str, base: str, files_of: Callable[[str], ReadFile | None] | None) -> str:
    read_file = files_of(name) if files_of is not None else None
    if read_file is None:
        return ""
    try:
        return read_file(base).decode("utf-8", "replace")
    except Unreadable:
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
