"""Words of a command: init of a machine and command, args of a container.

`command` replaces ENTRYPOINT and voids CMD, `args` alone keeps ENTRYPOINT (Kubernetes API, core/v1 Container).
"""

from __future__ import annotations

from flytrans.kubernetes.variables import Variables
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node
from flytrans.values.expansion import escape


def scatter_words(words: Node) -> Node:
    """A list of words as a container's command or args."""
    return Node([word.map(escape) for word in words.each()], words.sources, words.because)


def scatter_command(init: Node | None, cx: Writing) -> dict[str, Node]:
    """`command` and `args` for exec, entrypoint and cmd; exec beside the others is the one that is written."""
    if init is None:
        return {}
    exec_, entrypoint, cmd = (_words(init.get(key)) for key in ("exec", "entrypoint", "cmd"))
    if exec_ is not None:
        for other in (entrypoint, cmd):
            cx.ledger.reason(other, "FT308", "exec replaces both ENTRYPOINT and CMD")
        return {"command": scatter_words(exec_)}
    if entrypoint is not None:
        if cmd is None:
            cx.ledger.reason(
                entrypoint, "FT308", "with a command and no args Kubernetes ignores the image's CMD", always=True
            )
            return {"command": scatter_words(entrypoint)}
        return {"command": scatter_words(entrypoint), "args": scatter_words(cmd)}
    return {"args": scatter_words(cmd)} if cmd is not None else {}


def _words(node: Node | None) -> Node | None:
    return node if node is not None and node.each() else None


def gather_command(container: Node, variables: Variables, cx: Reading) -> dict[str, Node]:
    """exec, entrypoint and cmd; `$(NAME)` is put in place where its value is known."""
    command, args = (_read(container.get(key), variables, cx) for key in ("command", "args"))
    if command is not None and args is not None:
        return {"entrypoint": command, "cmd": args}
    if command is not None:
        return {"exec": command}
    return {"cmd": args} if args is not None else {}


def _read(node: Node | None, variables: Variables, cx: Reading) -> Node | None:
    words = [word for word in node.each() if isinstance(word.value, str)] if node is not None else []
    if not words:
        return None
    found = Node([variables.expanded(word, cx) for word in words])
    if any("$" in word.value for word in words):
        for word in words:
            cx.ledger.reason(word, "FT351", "it stands beside a $ that is spelled otherwise", effect="none")
    return found
