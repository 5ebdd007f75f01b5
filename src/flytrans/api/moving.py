"""Steps for what no file moves: the data in the volumes of an app that goes from one platform to the other."""

from __future__ import annotations

import shlex

from flytrans.api.options import Options
from flytrans.mapping.volume_data import Held, held_on_fly
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Writing
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, items_of, text_at

_STILL = "while nothing writes to it (a database is better moved with its own dump)"


class Moving(NamedTuple):
    """The volumes of a translation's apps: each new one, and the old one whose data it gets."""

    volumes: list[tuple[Held | None, Held, str]]
    """With the archive's name. The old one is None where a model was given, whose data may be anywhere."""

    @classmethod
    def of(cls, source: str | None, read: Node, target: str, model: Node, cx: Writing) -> Moving:
        """`read` is the model as the source said it, `model` is what was written."""
        old = {} if source is None else {(one.app, one.group, one.path): one for one in _held(source, read, Options())}
        pairs = ((old.get((new.app, new.group, new.path)), new) for new in _held(target, model, cx.options))
        moved = [(one, new) for one, new in pairs if source is None or (one and one.platform != new.platform)]
        return cls([(one, new, _file(model, new)) for one, new in moved])

    def write(self, cx: Writing, app: int) -> None:
        """For each volume of an app: archive what it held, and unpack that in its new place, which is empty."""
        for old, new, name in self.volumes:
            if new.app != app:
                continue
            file = shlex.quote(name)
            if old is not None:
                why = f"copy what {old.called} holds in {old.path}{_first(old)}, {_STILL}"
                cx.step(old.platform, why, f"{old.take} > {file} && tar -tf {file} > /dev/null")
            why = f"a new volume is empty: unpack that in {new.path} of {new.called}{_first(new)}, then start it again"
            cx.step(new.platform, why, f"{new.put} < {file}", needs=() if old is not None else (name,))


def _held(end: str, model: Node, options: Options) -> list[Held]:
    if end != "kubernetes":
        return held_on_fly(model)
    from flytrans.kubernetes.volume_data import held

    return held(model, Writing(Ledger(), options, own=True))


def _file(model: Node, one: Held) -> str:
    """A name for the archive that no other volume has: the app's, the group's, the path's."""
    app = text_at(items_of(model.get("apps"))[one.app], "name") or "app"
    words = [app, *([one.group] if one.group != "app" else []), *one.path.strip("/").split("/")]
    return f"{'-'.join(words)}.tar"


def _first(one: Held) -> str:
    return f" (the first of {one.copies}, each with its own)" if one.copies > 1 else ""
