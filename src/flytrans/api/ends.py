"""The three ends by name, each loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flytrans.api.options import Options
from flytrans.engine.carry import Carried, Part
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node


class End(NamedTuple):
    """What an end can do; `put` and `take` are about carriers."""

    parse: Callable[[str, str, Ledger], list[Document]]
    render: Callable[[list[Document]], dict[str, str]]
    read: Callable[[list[Document], Reading], Node]
    write: Callable[[Node, Writing], list[Document]]
    take: Callable[[Sequence[Document], Reading], tuple[list[Document], list[Carried]]]
    put: Callable[[Sequence[Document], Sequence[Part], Writing], list[Document]]
    steps: Callable[[Node, Writing], None]
    complete: Callable[[Node, Reading, Options], Node] | None = None
    """What is added to a model after carried data was restored."""
    on_fly: bool = True
    """Whether Fly makes machines of what it writes."""
    says_residue: bool = False
    """Whether it writes what the model does not say of objects, which reading its output back does not show."""


def end(name: str) -> End:
    """An end by its format's name."""
    if name not in _ENDS:
        raise ValueError(f"{name!r} is no format: fly, machines or kubernetes")
    if name not in _made:
        _made[name] = _ENDS[name]()
    return _made[name]


def _end(home: str, *, parse: str, render: str, write: str, **more: Any) -> End:
    """An end whose functions are in the modules of its folder; the modules are named where ends differ."""
    return End(
        parse=_later(home, parse, "parse"),
        render=_later(home, render, "render"),
        read=_later(home, "shape", "read"),
        write=_later(home, write, "write"),
        take=_later(home, "carrier", "take"),
        put=_later(home, "carrier", "put"),
        steps=_later(home, "steps", "write_steps"),
        **more,
    )


def _fly() -> End:
    return _end("fly_toml", parse="carrier", render="text", write="writing")


def _machines() -> End:
    return _end("machines", parse="document", render="document", write="shape")


def _kubernetes() -> End:
    complete = _later("kubernetes", "shape", "complete")
    more = {"complete": complete, "on_fly": False, "says_residue": True}
    return _end("kubernetes", parse="document", render="document", write="shape", **more)


def _later(home: str, module: str, name: str) -> Callable[..., Any]:
    """A function of an end, whose module is loaded when it is first called: each direction needs half of an end."""
    found: list[Callable[..., Any]] = []

    def call(*given: Any) -> Any:
        if not found:
            from importlib import import_module

            found.append(getattr(import_module(f"flytrans.{home}.{module}"), name))
        return found[0](*given)

    return call


_ENDS: dict[str, Callable[[], End]] = {"fly": _fly, "machines": _machines, "kubernetes": _kubernetes}
_made: dict[str, End] = {}
