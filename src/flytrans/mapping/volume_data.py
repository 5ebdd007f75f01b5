"""What volumes hold, and the commands that take it out and put it back: neither platform reads the other's snapshots.

A command that `fly ssh console` runs has no terminal, so its streams are the bytes as they are (flyctl,
internal/command/ssh/console.go); with containers, only the machine itself is sure to have the volume at its path.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from flytrans.named_tuple import NamedTuple
from flytrans.tree.node import Node, entries_of, items_of, text_at

_TAKE = "tar --exclude=./lost+found{} -cf - -C {} ."
"""`lost+found` is the file system's own: every new ext4 volume has one."""
_PUT = "tar -xf - -C {}"


class Held(NamedTuple):
    """What one volume of a process group holds.

    `app` is the app's place in the model. `called`: what has it, in the platform's own terms. `take` writes a tar
    archive to standard output, `put` reads one from standard input. `copies`: how many there are, each with its own.
    `before` starts what the two run in where what has the volume may have ended, `after` takes that away again.
    """

    app: int
    group: str
    path: str
    platform: str
    called: str
    take: str
    put: str
    copies: int
    before: str = ""
    after: str = ""
    ends: bool = False
    """Whether what has it on Fly runs only at times, so that it may have to be started for the two."""


def take_from(path: str, files: Iterable[str] = ()) -> str:
    """The command that archives what is below a path, but for `files` there, which `tar` could not replace: mounts."""
    below = f"{path.rstrip('/')}/"
    inside = sorted(file.removeprefix(below) for file in files if file.startswith(below))
    return _TAKE.format("".join(f" --exclude={shlex.quote(f'./{file}')}" for file in inside), shlex.quote(path))


def put_into(path: str) -> str:
    """The command that unpacks an archive there."""
    return _PUT.format(shlex.quote(path))


def held_on_fly(model: Node) -> list[Held]:
    """What the volumes of machines hold; a group of machines is reached by its name."""
    out = []
    for index, app in enumerate(items_of(model.get("apps"))):
        name = text_at(app, "name")
        for group, view in entries_of(app.get("groups")):
            flags = [*(["--app", name] if name else []), "--process-group", group, "--quiet"]
            flags += ["--no-container"] if view.get("containers") is not None else []
            shell = f"fly ssh console {shlex.join(flags)} --command "
            called = f"group {group} of {f'app {name}' if name else 'the app'}"
            files = [text_at(file, "guest_path") for file in items_of(view.get("files"))]
            for path in paths_of(view):
                take, put = (shell + shlex.quote(what) for what in (take_from(path, files), put_into(path)))
                out.append(Held(index, group, path, "fly", called, take, put, count_of(view), ends=_ends(view)))
    return out


def _ends(view: Node) -> bool:
    """Whether machines of a group stop by themselves and stay so."""
    was = text_at(view, "kubernetes", "kind")
    return view.get("schedule") is not None or text_at(view, "restart", "policy") == "no" or was in ("Job", "CronJob")


def paths_of(view: Node) -> list[str]:
    """Where each volume of a process group is."""
    mounts = items_of(view.get("mounts"))
    return [text_at(mount, "path") for mount in mounts if text_at(mount, "name") and text_at(mount, "path")]


def count_of(view: Node) -> int:
    """How many machines or pods of a group are told; a group with a volume starts with one."""
    count = view.get("count")
    return count.value if count is not None and count.value.__class__ is int else 1
