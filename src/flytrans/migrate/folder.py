"""Output files in a folder: all of them or none, and never over existing ones unless that is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from flytrans.migrate.program import Held


class NotWritten(Exception):
    """Nothing was written; the text says why."""


def write_folder(
    folder: str, files: Mapping[str, str | Iterable[str]], *, force: bool = False, stale: Iterable[str] = ()
) -> list[str]:
    """Write files by their relative names; the names of the `stale` ones that were removed.

    Everything is first written beside the folder, on the same disk, then moved into place. Where a move fails,
    what was moved is moved back. A text may come in parts.
    """
    for name in files:
        if os.path.isabs(name) or ".." in name.split("/"):
            raise NotWritten(f"{name}: an output outside the folder")
    there = [name for name in files if os.path.lexists(os.path.join(folder, name))]
    if there and not force:
        more = f" and {len(there) - 1} more are" if there[1:] else " is"
        raise NotWritten(f"{os.path.join(folder, there[0])}{more} there already; --force writes over existing files")
    import shutil
    import tempfile

    parent = os.path.dirname(os.path.abspath(folder))
    made: list[str] = []
    scratch = ""
    try:
        with Held():
            _make(parent, made)
            scratch = tempfile.mkdtemp(prefix=".flytrans-", dir=parent)
        fresh = os.path.join(scratch, "new")
        _write(fresh, files)
        with Held():
            if not os.path.lexists(folder):
                os.rename(fresh, folder)
                made, gone = [], []
            else:
                gone = [name for name in stale if name not in files and os.path.isfile(os.path.join(folder, name))]
                _exchange(folder, fresh, os.path.join(scratch, "old"), list(files), gone if force else [])
            shutil.rmtree(scratch, ignore_errors=True)
        return gone if force else []
    except BaseException as error:
        with Held():
            if scratch:
                shutil.rmtree(scratch, ignore_errors=True)
            for path in reversed(made):
                os.rmdir(path)
        if isinstance(error, OSError | UnicodeError):
            raise NotWritten(_why(error)) from None
        raise


def write_file(path: str, data: bytes) -> None:
    """Write a file whole or not at all: beside it, then into its place with its mode; a link stays one."""
    import tempfile

    place = os.path.realpath(path)
    if (os.path.lexists(place) and not os.path.isfile(place)) or not os.access(os.path.dirname(place), os.W_OK):
        with open(place, "wb") as file:
            file.write(data)
        return
    scratch = ""
    try:
        with Held():
            number, scratch = tempfile.mkstemp(prefix=".flytrans-", dir=os.path.dirname(place))
        with os.fdopen(number, "wb") as file:
            file.write(data)
        _take_mode(place, scratch)
        with Held():
            os.replace(scratch, place)
            scratch = ""
    finally:
        if scratch:
            os.unlink(scratch)


def _take_mode(place: str, scratch: str) -> None:
    """The mode of the file that is there, and a refusal where it may not be written; else the usual one."""
    if os.path.exists(place):
        os.close(os.open(place, os.O_WRONLY))
        os.chmod(scratch, os.stat(place).st_mode & 0o7777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(scratch, 0o666 & ~mask)


def _write(folder: str, files: Mapping[str, str | Iterable[str]]) -> None:
    os.makedirs(folder)
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.writelines((text,) if isinstance(text, str) else text)


def _exchange(folder: str, fresh: str, old: str, names: list[str], gone: list[str]) -> None:
    """Move new files in and old ones out, each remembered so that it can be taken back."""
    done: list[tuple[str, str]] = []
    made: list[str] = []
    try:
        for name in [*gone, *names]:
            here = os.path.join(folder, name)
            if os.path.isdir(here) and not os.path.islink(here):
                raise IsADirectoryError(21, "a folder is in the place of a file", here)
            if os.path.lexists(here):
                _move(here, os.path.join(old, name), done, [])
        for name in names:
            _move(os.path.join(fresh, name), os.path.join(folder, name), done, made)
    except BaseException:
        for source, target in reversed(done):
            os.rename(target, source)
        for path in reversed(made):
            os.rmdir(path)
        raise


def _move(source: str, target: str, done: list[tuple[str, str]], made: list[str]) -> None:
    _make(os.path.dirname(target), made)
    os.rename(source, target)
    done.append((source, target))


def _make(folder: str, made: list[str]) -> None:
    """Make a folder and those above it; each one that was not there is noted."""
    missing: list[str] = []
    while folder and not os.path.isdir(folder):
        if os.path.lexists(folder):
            raise NotADirectoryError(20, "it is there already and no folder", folder)
        missing.append(folder)
        folder = os.path.dirname(folder)
    for path in reversed(missing):
        os.mkdir(path)
        made.append(path)


def _why(error: OSError | UnicodeError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'the output'}: {error.strerror or error}"
    return f"the output cannot be written as UTF-8: {error.reason if isinstance(error, UnicodeEncodeError) else error}"
