"""What the groups run as fly.toml says it: a command for each in `[processes]`, one ENTRYPOINT for all.

The opposite of machines._init.
"""

from __future__ import annotations

from flytrans.fly_toml.factoring import merged, spelled
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, default, items_of, listing, made
from flytrans.values.words import render_words

OWN_COMMAND = "the group runs the image's own command"


class Commands(NamedTuple):
    """`[processes]` ({} where none is needed) and what of `[experimental]` is about commands."""

    processes: dict[str, Node]
    experimental: dict[str, Node]


def collapse_commands(views: dict[str, Node], cx: Writing) -> Commands:
    """Commands of all groups; those whose ENTRYPOINT or exec differ get the same words in another way."""
    words: dict[str, list[Node]] = {}
    experimental: dict[str, Node] = {}
    if all(_alike(views, key) for key in ("entrypoint", "exec")):
        for key in ("entrypoint", "exec"):
            found = [node for view in views.values() if (node := view.at("init", key)) is not None]
            if found:
                experimental[key] = merged(found)
        for name, view in views.items():
            words[name] = _words(view, "cmd")
    else:
        words = {name: _argv(view, cx) for name, view in views.items()}
        shared = _shared_start(views, words)
        if shared:
            heads = [listing(found[:shared]) for found in words.values()]
            experimental["entrypoint"] = merged(heads)
            words = {name: found[shared:] for name, found in words.items()}
        else:
            _say_that_images_may_differ(views, cx)
        _say_that_words_are_joined(views, cx)
    if list(views) == ["app"] and not words["app"]:
        return Commands({}, experimental)
    return Commands({name: _command(found, views[name]) for name, found in sorted(words.items())}, experimental)


def _command(words: list[Node], view: Node) -> Node:
    if not words:
        return default("", OWN_COMMAND, Node(None, (), view.because + view.sources))
    return made(render_words(word.value for word in words), *words).why(Node(None, (), view.because))


def _alike(views: dict[str, Node], key: str) -> bool:
    first, *others = [view.at("init", key) for view in views.values()]
    if all(other is first for other in others):
        return True
    return len({None if node is None else spelled(node) for node in (first, *others)}) == 1


def _words(view: Node, key: str) -> list[Node]:
    return items_of(view.at("init", key))


def _argv(view: Node, cx: Writing) -> list[Node]:
    """What runs after all: exec replaces everything, else ENTRYPOINT and command one after the other."""
    instead = _words(view, "exec")
    if not instead:
        return [*_words(view, "entrypoint"), *_words(view, "cmd")]
    for key in ("entrypoint", "cmd"):
        cx.ledger.inert(view.at("init", key), "exec runs in its place")
    return instead


def _shared_start(views: dict[str, Node], words: dict[str, list[Node]]) -> int:
    """How many leading words all groups share, if none runs the image's ENTRYPOINT; one is left to each group."""
    if not all(_words(view, "exec") or _words(view, "entrypoint") for view in views.values()):
        return 0
    plain = [[word.value for word in found] for found in words.values()]
    most = min(len(found) for found in plain) - 1
    return next((n for n in range(most) if len({found[n] for found in plain}) > 1), max(most, 0))


def _say_that_words_are_joined(views: dict[str, Node], cx: Writing) -> None:
    for view in views.values():
        for key in ("exec", "entrypoint", "cmd"):
            message = "the groups start in different ways, so all that runs is said in one"
            cx.ledger.reason(view.at("init", key), "FT308", message, effect="none")


def _say_that_images_may_differ(views: dict[str, Node], cx: Writing) -> None:
    for name, view in views.items():
        own = view.at("init", "exec") or view.at("init", "entrypoint")
        if own is not None:
            message = f"the groups start in different ways, so {name}'s command follows the image's own ENTRYPOINT"
            cx.ledger.reason(own, "FT308", message)
            cx.found("FT308", own, message, "use an image without ENTRYPOINT, or make the group an app of its own")
