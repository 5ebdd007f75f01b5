"""Several files linted: each fly.toml by itself, manifests together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.fly_toml.file_names import is_fly
from flytrans.fly_toml.recognition import is_fly_by_content
from flytrans.rules.run import Problem, lint_fly_toml
from flytrans.tree.context import ReadFile, Unreadable

FilesOf = Callable[[str], "ReadFile | None"]
"""How files that a source names are read, by the source's own name; None where they cannot be."""


class UsageError(Exception):
    """What was named cannot be linted; the text says what, and why."""


def is_manifest(name: str, text: str) -> bool:
    """Whether a file may hold Kubernetes objects: YAML by its name, any other if it speaks of them."""
    if name.endswith((".yaml", ".yml")):
        return True
    return speaks_of_objects(text) or (not name.endswith(".json") and "apiVersion:" in text and "kind:" in text)


def is_known(name: str, text: str) -> bool:
    """Whether a file that was named can be linted."""
    return is_fly(name) or is_manifest(name, text) or is_fly_by_content(name, text)


def speaks_of_objects(text: str) -> bool:
    """Whether JSON is an object of Kubernetes, or a list of them; told without parsing where it cannot be."""
    if '"apiVersion"' not in text or '"kind"' not in text:
        return False
    from json import loads

    try:
        tree = loads(text)
    except (ValueError, RecursionError):
        return True
    return isinstance(tree, dict) and "apiVersion" in tree and "kind" in tree


def problems_in(texts: Mapping[str, str], files_of: FilesOf | None = None, profile: str = "") -> list[Problem]:
    """Everything that is wrong, file by file in the order given; `profile`: what manifests are meant for."""
    by_file: dict[str, list[Problem]] = {}
    manifests: dict[str, str] = {}
    for name, text in texts.items():
        if is_fly(name) or is_fly_by_content(name, text):
            by_file[name] = lint_fly_toml(name, text, files_of(name) if files_of is not None else None)
        elif is_manifest(name, text):
            manifests[name] = text
    if manifests:
        from flytrans.rules.manifest_run import lint_manifests

        for problem in lint_manifests(manifests, profile, on_disk=files_of is not None):
            by_file.setdefault(problem.finding.file, []).append(problem)
    return [problem for name in texts for problem in by_file.get(name, [])]


def read_text(path: str) -> str:
    """A file's text, line ends as they are."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()
    except OSError as error:
        raise unreadable(path, error.strerror or "it cannot be read") from None


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


NEITHER = "it is neither a fly.toml nor a manifest, by its name or by what is in it"


def unreadable(path: str, why: str) -> InputError:
    """The error for a file that cannot be read."""
    return InputError(Finding("FT007", "unreadable-file", "error", path, 0, 1, 1, why))
