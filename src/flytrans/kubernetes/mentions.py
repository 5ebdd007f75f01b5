"""Files that a container says it reads: paths in its words and variables.

A volume of a ConfigMap or a Secret is flat and read-only, so what is read right under its folder is one of its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytrans.kubernetes.constants import tables_of
from flytrans.tree.node import Node, items_of, made

_KEY = r"[-._a-zA-Z0-9]"


def mentioned_under(folder: str, container: Node) -> list[Node]:
    """Names of the files right under a folder that a container names, each with the leaf that does."""
    start = rf"(?:(?<=file://)|(?<!{_KEY})(?<!/))"
    path = re.compile(rf"{start}{re.escape(folder.rstrip('/'))}/({_KEY}+)(?!{_KEY})(?!/)")
    out: dict[str, Node] = {}
    for text in _texts(container):
        for found in path.finditer(text.value):
            out.setdefault(found[1], made(found[1], text))
    return [out[name] for name in sorted(out)]


def _texts(container: Node) -> Iterator[Node]:
    probes = [container.at(f"{kind}Probe", "exec", "command") for kind in ("readiness", "liveness", "startup")]
    for words in (container.get("command"), container.get("args"), *probes):
        yield from (word for word in items_of(words) if isinstance(word.value, str))
    for entry in tables_of(container.get("env")):
        value = entry.get("value")
        if value is not None and isinstance(value.value, str):
            yield value
