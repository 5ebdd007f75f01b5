"""`flytrans.lint`: what is wrong with fly.toml files and manifests, without translating them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.diagnostics.policy import Policy
from flytrans.rules.discovery import find_files
from flytrans.rules.texts import problems_in
from flytrans.tree.context import ReadFile, Unreadable

Source = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Mapping[str, str]


def lint(source: Source, *, policy: Policy | Mapping[str, Any] | str | os.PathLike[str] | None = None) -> list[Finding]:
    """Everything that is wrong with one or more files, in the order of files and lines.

    `source`: a path, paths, or texts by name; a folder stands for the files in it and below. A file that cannot be
    parsed has one finding that says so. Raises InputError only where a file cannot be read at all.
    """
    weighed = Policy.of(policy)
    files_of = None if isinstance(source, Mapping) else beside
    return weighed.applied(problem.finding for problem in problems_in(texts_of(source), files_of))


def texts_of(source: Source) -> dict[str, str]:
    """The texts by name; bytes that are no UTF-8 stay as lone surrogates."""
    if isinstance(source, Mapping):
        return dict(source)
    names = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    paths: list[str] = []
    for name in [os.fspath(name) for name in names]:
        if not os.path.exists(name):
            raise _unreadable(name, "there is no such file or folder")
        paths += find_files([name])
    return {path: read_text(path) for path in paths}


def read_text(path: str) -> str:
    """A file's text, line ends as they are."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()
    except OSError as error:
        raise _unreadable(path, error.strerror or "it cannot be read") from None


def beside(path: str) -> ReadFile:
    """How files that a source names are read: from its folder or, as flyctl does, from the current one."""
    folders = (os.path.realpath(os.path.dirname(path)), os.path.realpath("."))

    def read(name: str) -> bytes:
        for folder in folders:
            try:
                whole = os.path.realpath(os.path.join(folder, name))
                if os.path.commonpath((folder, whole)) == folder:
                    with open(whole, "rb") as file:
                        return file.read()
            except (OSError, ValueError):
                continue
        raise Unreadable(f"{name!r} is neither beside the file nor in the current folder")

    return read


def _unreadable(path: str, why: str) -> InputError:
    return InputError(Finding("FT007", "unreadable-file", "error", path, 0, 1, 1, why))
