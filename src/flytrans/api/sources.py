"""What a caller may give as source: a path, paths, or texts by name; and the files that these refer to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from flytrans.diagnostics.catalogue import CODES, severity_of
from flytrans.diagnostics.finding import Finding, InputError
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Unreadable

Format = Literal["fly", "machines", "kubernetes"]
Given = str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | Mapping[str, str]
FLY_NAMES = ("fly.toml", "fly.json", "fly.yaml", "fly.yml")
"""flyctl internal/command/command.go looks for the first three; it takes the last where it is named."""
MANIFESTS = (".yaml", ".yml", ".json")
OWN_REPORT = "report.json"
CARRIED = "fly.carried.json"
LARGEST_REFERENCE = 64_000_000
"""Bytes of a file that the source refers to."""


class Source(NamedTuple):
    """Texts by file name, their format, and how files that they refer to are read."""

    format: Format
    files: dict[str, str]
    read_file: Callable[[str, str], bytes]
    """(file that refers, name written there) to the bytes; raises `Unreadable`."""

    def ordered(self) -> list[str]:
        """The files in an order that does not depend on the caller's: folder by folder."""
        return sorted(self.files, key=lambda name: name.split("/"))


def load(source: Given, source_format: Format | None = None, base_dir: str | os.PathLike[str] | None = None) -> Source:
    """The texts of a source; raises InputError for a file that cannot be read, or text of no known format.

    TypeError for what is neither paths nor texts.
    """
    if isinstance(source, Mapping):
        files = {str(name): text for name, text in source.items()}
        if odd := [name for name, text in files.items() if not isinstance(text, str)]:
            raise TypeError(f"source takes texts by file name, found {files[odd[0]]!r} for {odd[0]}")
        folders = {name: os.fspath(base_dir) if base_dir is not None else None for name in files}
    else:
        files, folders = _from_disk(source, base_dir)
    kind = source_format or format_of(files)
    chosen = _chosen(files, kind)

    def read_file(referring: str, name: str) -> bytes:
        given = _given(files, referring, name)
        if given is not None:
            return given.encode("utf-8", "surrogateescape")
        folder = folders.get(referring)
        if folder is None:
            raise Unreadable(f"{name!r} is named, but no folder was given to read it from (base_dir)")
        return _read_below(folder, name)

    return Source(kind, chosen, read_file)


def _chosen(files: dict[str, str], kind: Format) -> dict[str, str]:
    """The files that are documents themselves, not referred to by others."""
    if kind != "fly":
        return {name: text for name, text in files.items() if os.path.basename(name) != OWN_REPORT or len(files) == 1}
    main = {name: text for name, text in files.items() if is_fly(name)}
    if not main:
        return files
    return main | {name: text for name, text in files.items() if os.path.basename(name) == CARRIED}


def is_fly(name: str) -> bool:
    """Whether a name is that of a fly.toml, or of what is carried beside one."""
    return name.endswith(".toml") or os.path.basename(name) in (*FLY_NAMES, CARRIED)


def format_of(files: Mapping[str, str]) -> Format:
    """The format of texts, by name and content; no texts are no manifests. Raises InputError where it is none."""
    if any(is_fly(name) for name in files):
        return "fly"
    if len(files) == 1:
        from flytrans.fly_toml.recognition import is_fly_by_content

        if any(is_fly_by_content(name, text) for name, text in files.items()):
            return "fly"
    if any(name.endswith((".yaml", ".yml")) for name in files):
        return "kubernetes"
    for name, text in files.items():
        if name.endswith(".json"):
            return _format_of_json(text)
    for name, text in files.items():
        return _guessed(name, text)
    return "kubernetes"


def _format_of_json(text: str) -> Format:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return "kubernetes" if '"apiVersion"' in text and '"requests": [' not in text else "machines"
    first = tree[0] if isinstance(tree, list) and tree else tree
    return "kubernetes" if isinstance(first, dict) and "apiVersion" in first and "kind" in first else "machines"


def _guessed(name: str, text: str) -> Format:
    """The format of a text whose name says nothing, such as standard input."""
    bare = text.lstrip("\ufeff \t\r\n")
    if bare.startswith(("{", "[{")):
        return _format_of_json(text)
    if "apiVersion:" in text and "kind:" in text:
        return "kubernetes"
    if "=" in text or bare.startswith("["):
        return "fly"
    message = "it is neither a fly.toml, nor machines, nor manifests; --from (source_format=) says which"
    raise InputError(Finding("FT010", CODES["FT010"].name, severity_of("FT010"), name, 0, 1, 1, message))


def _from_disk(
    source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], base_dir: str | os.PathLike[str] | None
) -> tuple[dict[str, str], dict[str, str | None]]:
    given = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    paths = [path for item in given for path in _paths(os.fspath(item))]
    names = [os.path.basename(path) for path in paths]
    unique = len(set(names)) == len(names)
    files: dict[str, str] = {}
    folders: dict[str, str | None] = {}
    for path, name in zip(paths, names, strict=True):
        key = name if unique else path.replace(os.sep, "/")
        files[key] = _read_text(path, key)
        folders[key] = os.fspath(base_dir) if base_dir is not None else os.path.dirname(os.path.abspath(path))
        carried = os.path.join(os.path.dirname(path), CARRIED)
        if is_fly(name) and carried not in paths and os.path.isfile(carried):
            files[os.path.join(os.path.dirname(key), CARRIED)] = _read_text(carried, CARRIED)
    return files, folders


def _paths(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    own = _own(path)
    if own is not None:
        return [own]
    if apps := apps_below(path):
        return apps
    found = []
    for here, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [os.path.join(here, f) for f in sorted(files) if f.endswith(MANIFESTS) and f != OWN_REPORT]
    return found


def _own(folder: str) -> str | None:
    return next((p for p in (os.path.join(folder, n) for n in FLY_NAMES) if os.path.isfile(p)), None)


def apps_below(folder: str) -> list[str]:
    """The fly.toml of each folder below, where no manifest lies outside of these: what several apps are written as."""
    apps: list[str] = []
    for here, folders, files in os.walk(folder):
        own = _own(here)
        folders[:] = [] if own is not None else sorted(f for f in folders if not f.startswith("."))
        if own is not None:
            apps.append(own)
        elif any(f.endswith(MANIFESTS) and f != OWN_REPORT for f in files):
            return []
    return apps


def _read_text(path: str, name: str) -> str:
    """The text of a file; flyctl's own keep a byte order mark, which go-toml and encoding/json refuse."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
        return text if is_fly(name) and os.path.basename(name) != CARRIED else text.removeprefix("\ufeff")
    except OSError as error:
        message = f"it cannot be read: {error.strerror}"
        raise InputError(Finding("FT007", CODES["FT007"].name, severity_of("FT007"), name, 0, 1, 1, message)) from None


def _given(files: Mapping[str, str], referring: str, name: str) -> str | None:
    """A file of the mapping, named from the folder of the file that refers to it."""
    beside = os.path.normpath(os.path.join(os.path.dirname(referring), name)).replace(os.sep, "/")
    found = files.get(beside)
    return found if found is not None else files.get(name)


def _read_below(folder: str, name: str) -> bytes:
    """The bytes of a file under a folder; nothing outside it is read, by `..`, an absolute path or a link."""
    if os.path.isabs(name) or os.path.normpath(name.replace("\\", "/")).split(os.sep)[0] == "..":
        raise Unreadable(f"{name!r} leads outside the folder of the source")
    try:
        root = os.path.realpath(folder)
        path = os.path.realpath(os.path.join(root, name))
        if os.path.commonpath([root, path]) != root:
            raise Unreadable(f"{name!r} leads outside the folder of the source")
        if os.path.getsize(path) > LARGEST_REFERENCE:
            raise Unreadable(f"{name!r} is larger than {LARGEST_REFERENCE} bytes")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Unreadable(f"{name!r} cannot be read: {error.strerror}") from None
    except ValueError:
        raise Unreadable(f"{name!r} is no name of a file") from None
