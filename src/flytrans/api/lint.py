"""`flytrans.lint`: what is wrong with fly.toml files and manifests, without translating them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.policy import Policy
from flytrans.rules.discovery import find_files
from flytrans.rules.texts import NEITHER, beside, is_known, problems_in, read_text, unreadable

Source = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Mapping[str, str]


def lint(source: Source, *, policy: Policy | Mapping[str, Any] | str | os.PathLike[str] | None = None) -> list[Finding]:
    """Everything that is wrong with one or more files, in the order of files and lines.

    `source`: a path, paths, or texts by name; a folder stands for the files in it and below. A file that cannot be
    parsed has one finding that says so. Raises InputError only where a file cannot be read at all,
    and PolicyError for a policy that is none.
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
            raise unreadable(name, "there is no such file or folder")
        paths += find_files([name])
    texts = {path: read_text(path) for path in paths}
    for path, text in texts.items():
        if not is_known(path, text):
            raise unreadable(path, NEITHER)
    return texts
