"""Old spellings: the edits that write today's."""

from __future__ import annotations

from flytrans.fly_toml.edits import Edit, append, insert, remove, rename, replace
from flytrans.rules.lint import Lint
from flytrans.rules.reading import Noted
from flytrans.rules.speech import quoted
from flytrans.tree.ledger import Path
from flytrans.tree.node import items_of

RENAMED = {"mount": "mounts", "compute": "vm", "computes": "vm", "metric": "metrics", "build_target": "build-target"}


def old(noted: Noted, path: Path, lint: Lint) -> tuple[str, tuple[Edit, ...]]:
    """What to write instead, and the edits that do so; whether they change what runs is checked where they are made."""
    if not path:
        return noted.fix, ()
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if "is read as" in noted.message:
        known = noted.fix.removeprefix("write ")
        return noted.fix, (rename(path, known),)
    if path[0] in RENAMED and len(path) <= 2:
        return noted.fix, _renamed(path, RENAMED[str(path[0])], lint)
    if key in RENAMED:
        return noted.fix, (rename(path, RENAMED[key]),)
    if path[0] == "experimental" and len(path) == 2:
        return noted.fix, _moved(path, key, lint)
    if key == "concurrency" and noted.node is not None and isinstance(noted.node.value, str):
        soft, _, hard = noted.node.value.partition(",")
        table = f'{{ type = "requests", soft_limit = {int(soft)}, hard_limit = {int(hard)} }}'
        return f"write {table}", (replace(path, table),)
    if path[0] == "processes":
        return noted.fix, _process_table(lint)
    return noted.fix, ()


def _renamed(path: Path, name: str, lint: Lint) -> tuple[Edit, ...]:
    """Each header of an old name."""
    if lint.raw.get(name) is not None:
        return ()
    node = lint.raw.get(str(path[0]))
    written_inline = not lint.source((path[0], 0)).startswith("[[")
    if node is None or written_inline:
        return (rename(path[:1], name),)
    return tuple(rename((path[0], index), name) for index in range(len(node.each())))


def _moved(path: Path, key: str, lint: Lint) -> tuple[Edit, ...]:
    """From [experimental] to where it belongs."""
    text = lint.source(path)
    if not text:
        return ()
    if key == "kill_timeout":
        return remove(path), insert((), key, text + lint.remark(path))
    if key in ("metrics_port", "metrics_path"):
        lines = [
            f"{name} = {lint.source((*path[:-1], f'metrics_{name}'))}"
            for name in ("port", "path")
            if lint.raw.at("experimental", f"metrics_{name}") is not None
        ]
        others = [(*path[:-1], f"metrics_{n}") for n in ("port", "path") if lint.raw.at("experimental", f"metrics_{n}")]
        return (*(remove(other) for other in others), append("[metrics]\n" + "\n".join(lines)))
    return ()


def _process_table(lint: Lint) -> tuple[Edit, ...]:
    """All of [[processes]] as one table."""
    items = lint.raw.at("processes")
    lines = []
    for item in items_of(items):
        name, command = item.get("name"), item.get("command")
        if name is None or not set(item.value) <= {"name", "command"}:
            return ()
        lines.append(f"{quoted(str(name.value))} = {quoted(str(command.value) if command else '')}")
    return (*(remove(("processes", index)) for index in range(len(lines))), append("[processes]\n" + "\n".join(lines)))
