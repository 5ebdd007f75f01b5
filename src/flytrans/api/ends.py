"""The three ends by name, each loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flytrans.api.options import Options
from flytrans.engine.carry import Carried, Part
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
    says_residue: bool = False
    """Whether it writes what the model does not say of objects, which reading its output back does not show."""


def end(name: str) -> End:
    """An end by its format's name."""
    if name not in _ENDS:
        raise ValueError(f"{name!r} is no format: fly, machines or kubernetes")
    if name not in _made:
        _made[name] = _ENDS[name]()
    return _made[name]


def _fly() -> End:
    from flytrans.fly_toml import carrier, shape, steps, text, writing

    def render(documents: list[Document]) -> dict[str, str]:
        return dict(text.render(documents))

    return End(carrier.parse, render, shape.read, writing.write, carrier.take, carrier.put, steps.write_steps)


def _machines() -> End:
    from flytrans.machines import carrier, document, shape, steps

    return End(document.parse, document.render, shape.read, shape.write, carrier.take, carrier.put, steps.write_steps)


def _kubernetes() -> End:
    from flytrans.kubernetes import carrier, document, shape, steps

    return End(
        document.parse,
        document.render,
        shape.read,
        shape.write,
        carrier.take,
        carrier.put,
        steps.write_steps,
        shape.complete,
        True,
    )


_ENDS: dict[str, Callable[[], End]] = {"fly": _fly, "machines": _machines, "kubernetes": _kubernetes}
_made: dict[str, End] = {}
