"""What explains a leaf of which nothing else was said: the model has it, or it decided about something that is lost."""

from __future__ import annotations

from collections.abc import Iterable

from flytrans.engine.carry import Part
from flytrans.engine.fitting import ASIDE
from flytrans.engine.patch import brought
from flytrans.tree.node import Node


class Explaining:
    """The model that was written and what of it did not come back, asked leaf by leaf; made only when asked."""

    __slots__ = ("_followed", "_held", "_model", "_parts")

    def __init__(self, model: Node, parts: Iterable[Part]) -> None:
        self._model = model
        self._parts = parts
        self._held: set[int] | None = None
        self._followed: dict[int, int] | None = None

    def holds(self, leaf: int) -> bool:
        """Whether the model has the value of a leaf, or something that a leaf decided about.

        Of two items that are told apart by nothing, what is read back of one may say by chance what the other says:
        such a leaf reaches no place, not even a carrier, and is lost or kept like the rest of its item.
        """
        if self._held is None:
            self._held = self._model.without(*ASIDE).leaves()
        return leaf in self._held

    def followed(self, leaf: int) -> int | None:
        """A leaf whose value is lost, and of whose place this one decided: the two share a cause."""
        if self._followed is None:
            self._followed = {}
            for part in self._parts:
                for patch in part.nodes():
                    for _, node in brought(patch):
                        _follow(node, self._followed)
        return self._followed.get(leaf)


def _follow(node: Node, followed: dict[int, int]) -> None:
    for entry in node.below():
        _follow(entry, followed)
    if node.sources:
        for leaf in node.because:
            followed.setdefault(leaf, node.sources[0])
