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
        there = _placed(read, cx.options.namespace)
        old = {} if source is None else {(one.app, one.group, one.path): one for one in _held(source, there, Options())}
        pairs = ((old.get((new.app, new.group, new.path)), new) for new in _held(target, model, cx.options))
        moved = [(one, new) for one, new in pairs if source is None or (one and one.platform != new.platform)]
        return cls([(one, new, _file(model, new)) for one, new in moved])

    def write(self, cx: Writing, app: int, claims: str = "") -> None:
        """For each volume of an app: archive what it held, and unpack that in its new place, which is empty.

        `claims`: the command that makes the claims of workloads that end. With it these alone are filled, as one that
        runs at once would find an empty volume; without it the others.
        """
        made = False
        for old, new, name in self.volumes:
            if new.app != app or bool(new.before) != bool(claims):
                continue
            file = shlex.quote(name)
            if old is not None:
                why = f"copy what {old.called} holds in {old.path}{_first(old)}{_started(old)}, {_STILL}"
                _around(old, why, f"{old.take} > {file} && tar -tf {file} > /dev/null", (), cx)
            if claims and not made:
                cx.step(new.platform, "the claims of what runs to an end are filled before it runs", claims)
                made = True
            again = "" if new.before else ", then start it again"
            why = f"a new volume is empty: unpack that in {new.path} of {new.called}{_first(new)}{_started(new)}{again}"
            _around(new, why, f"{new.put} < {file}", () if old is not None else (name,), cx)


def _around(one: Held, why: str, command: str, needs: tuple[str, ...], cx: Writing) -> None:
    """The command, and what it runs in where that does not run by itself."""
    if one.before:
        cx.step(one.platform, f"a pod that has {one.called}, as those of its own workload end", one.before)
    cx.step(one.platform, why, command, needs=needs)
    if one.after:
        cx.step(one.platform, "that pod is needed no more", one.after)


def _placed(model: Node, space: str | None) -> Node:
    """The model whose apps without a namespace are where the caller says."""
    if space is None:
        return model
    apps = [app.having(namespace=app.get("namespace") or Node(space)) for app in items_of(model.get("apps"))]
    return model.having(apps=Node(apps))


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


def _started(one: Held) -> str:
    return " (a machine of it has to run: fly machine start)" if one.ends else ""
