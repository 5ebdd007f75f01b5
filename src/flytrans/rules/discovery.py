"""Which files there are to lint: those that are named, and those below folders that git does not ignore."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from flytrans.fly_toml.file_names import is_fly_name
from flytrans.rules.texts import UsageError, speaks_of_objects

MANIFESTS = (".yaml", ".yml", ".json")
SKIPPED = frozenset(("node_modules", "vendor", "venv", "__pycache__", "dist", "target"))
"""Folders of other people's files that projects do not always ignore."""


def find_files(names: Iterable[str], *, manifests: bool = True) -> list[str]:
    """Files as named, and in place of a folder those in it and below; each once, folders in the order of names."""
    found: dict[str, None] = {}
    for name in names:
        if os.path.isdir(name):
            found.update(dict.fromkeys(_below(name, manifests)))
        elif name == "-" or os.path.exists(name):
            found[name] = None
        else:
            raise UsageError(f"{name}: there is no such file or folder")
    return list(found)


def _below(folder: str, manifests: bool) -> Iterator[str]:
    from flytrans.rules.ignored import Ignored

    ignored = Ignored(folder)
    for here, folders, files in os.walk(folder):
        ignored.enter(here)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in SKIPPED and not ignored.has(os.path.join(here, name), True)
        )
        for name in sorted(files):
            wanted = is_fly_name(name) or (manifests and name.endswith(MANIFESTS) and not name.startswith("."))
            path = os.path.normpath(os.path.join(here, name))
            if not wanted or ignored.has(path, False):
                continue
            if is_fly_name(name) or _speaks_of_objects(path):
                yield path


def _speaks_of_objects(path: str) -> bool:
    """Whether YAML may hold Kubernetes objects; templates of Helm, which are no YAML yet, are left out."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return False
    if b"apiVersion" not in content or b"kind" not in content or b"{{" in content:
        return False
    return not path.endswith(".json") or speaks_of_objects(content.decode("utf-8", "surrogateescape"))
