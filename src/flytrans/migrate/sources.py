"""Which files were named on the command line, and their text when a finding shows a line of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping

MANIFESTS = (".yaml", ".yml", ".json")
FLY_NAMES = ("fly.toml", "fly.json", "fly.yaml")
STDIN = "-"


class NoSource(Exception):
    """A source that is not there, or a folder without one; the text says which."""


class Sources:
    """What to translate, in the form that `flytrans.translate` takes; standard input is read once."""

    def __init__(self, names: Iterable[str], stdin: str | None = None) -> None:
        self.paths = list(dict.fromkeys(path for name in names for path in _files(name)))
        self.stdin = None
        if STDIN in self.paths:
            self.stdin = stdin if stdin is not None else sys.stdin.buffer.read().decode("utf-8", "surrogateescape")

    @property
    def source(self) -> str | list[str] | dict[str, str]:
        """A path, several paths, or texts by name where standard input is one of them."""
        if self.stdin is not None:
            return {path: Texts(self)[path] for path in self.paths}
        return self.paths[0] if len(self.paths) == 1 else self.paths


class Texts(Mapping[str, str]):
    """The text of each source by the name that findings use; read when asked for."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._paths = {os.path.basename(path): path for path in sources.paths} | {path: path for path in sources.paths}
        self._read: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._read:
            path = self._paths[name]
            if path == STDIN and self._sources.stdin is not None:
                self._read[name] = self._sources.stdin
            else:
                self._read[name] = _text(path)
        return self._read[name]

    def path(self, name: str) -> str:
        """The path that a finding's file was given by."""
        return self._paths.get(name, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _text(path: str) -> str:
    """The text of a file, without a byte order mark; nothing where it cannot be read, as that was found already."""
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            return file.read()
    except OSError:
        return ""


def _files(name: str) -> list[str]:
    if name == STDIN or os.path.isfile(name):
        return [name]
    if os.path.exists(name) and not os.path.isdir(name):
        raise NoSource(f"{name}: it is a pipe or a device; give it as standard input, which is called -")
    if not os.path.isdir(name):
        raise NoSource(f"{name}: there is no such file or folder")
    own = fly_file(name)
    if own is not None:
        return [own]
    from flytrans.api.sources import apps_below

    found = apps_below(name) or sorted(_manifests(name))
    if not found:
        raise NoSource(f"{name}: there is neither a fly.toml nor a manifest in this folder{others_in(name)}")
    return found


def others_in(folder: str) -> str:
    """Which other TOML files are in a folder: one is often called fly.staging.toml."""
    others = sorted(file for file in os.listdir(folder) if file.endswith(".toml"))
    return f"; name the file: {', '.join(others)}" if others else ""


def fly_file(folder: str) -> str | None:
    """The fly.toml of a folder, or what flyctl would take in its place."""
    paths = (os.path.normpath(os.path.join(folder, name)) for name in FLY_NAMES)
    return next(filter(os.path.isfile, paths), None)


def _manifests(folder: str) -> Iterator[str]:
    """Manifests of a folder and below; hidden folders and our own reports left out."""
    for here, folders, files in os.walk(folder):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        for file in files:
            if file.endswith(MANIFESTS) and not file.startswith(".") and file != "report.json":
                yield os.path.normpath(os.path.join(here, file))
