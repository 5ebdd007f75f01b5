"""Carrying by difference: what was written is read back, and what did not come back is what is carried.

Nothing is declared carried. `missing` compares the model with what its own output reads as; `restore` puts carried
data back where the output still is what it was. What is carried is told apart by app and process group, named as the
output itself names them, so that each part can travel with the object that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable

from flytrans.engine.fitting import ASIDE, fits
from flytrans.engine.patch import apply, brought, diff, is_patch
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading, Stale
from flytrans.tree.node import Line, Node, default, items_of, lift, table
from flytrans.version import VERSION

RESIDUE = "residue"
FORM = "kubernetes"
"""What of the model only says how manifests spelled it."""
CARRIER_DATA = "carried data of flytrans"
"""The note of a leaf that is a carrier: it says nothing of its own, whatever it brings back."""


class Part(NamedTuple):
    """What is carried for one app: a patch of the app, and one for each group that needs any.

    `app` and the keys of `groups` are the names that a reader of the output sees. `model`: a patch of what belongs to
    no app alone; it goes with the first one.
    """

    app: str
    patch: Node | None
    groups: dict[str, Node]
    model: Node | None = None
    named: Node | None = None
    """What says the name."""

    def nodes(self) -> list[Node]:
        """Every patch in it."""
        return [node for node in (self.patch, self.model, *self.groups.values()) if node is not None]


def missing(want: Node, back: Node) -> list[Part]:
    """What has to be carried so that `back`, which was read, becomes `want`, which was written."""
    mine, theirs = _apps(want), _apps(back)
    pairs = _paired([_name(app) for app in mine], [_name(app) for app in theirs])
    parts = []
    for index, app in enumerate(mine):
        other = theirs[pairs[index]] if index in pairs else Node({})
        part = _missing_of_app(app, other)
        parts.append(part)
    whole = diff(want.without("apps", *ASIDE), back.without("apps", *ASIDE))
    if whole is not None:
        if not parts:
            parts.append(Part("", None, {}))
        parts[0] = parts[0]._replace(model=whole)
    return [part for part in parts if part.nodes()]


def _missing_of_app(app: Node, other: Node) -> Part:
    patch = diff(app.without("groups"), other.without("groups"))
    views, others = _groups(app), _groups(other)
    pairs = _paired(list(views), list(others))
    names = list(others)
    groups: dict[str, Node] = {}
    for index, (group, view) in enumerate(views.items()):
        seen_as = names[pairs[index]] if index in pairs else group
        view_patch = diff(view, others.get(seen_as, Node({})))
        entries = dict(view_patch.value) if view_patch is not None else {}
        if seen_as != group:
            entries["@group"] = default(group, "the process group's own name")
        if index not in pairs:
            entries["@new"] = default(True, "a process group that cannot be read back")
        if entries:
            groups[seen_as] = Node(entries)
    known = set(pairs.values())
    for index, group in enumerate(names):
        if index not in known:
            groups[group] = Node({"@gone": default(True, "no process group of the source")})
    named = other.get("name") if _name(other) else app.get("name")
    return Part(_name(other) or _name(app), patch, groups, named=named)


def _paired(mine: list[str], theirs: list[str]) -> dict[int, int]:
    """Which of `theirs` each of `mine` is: the one of the same name, else the rest in their order."""
    named: dict[str, list[int]] = {}
    for place in reversed(range(len(theirs))):
        named.setdefault(theirs[place], []).append(place)
    out = {index: named[name].pop() for index, name in enumerate(mine) if named.get(name)}
    known = set(out.values())
    free = (place for place in range(len(theirs)) if place not in known)
    rest = (index for index in range(len(mine)) if index not in out)
    out.update(zip(rest, free, strict=False))
    return out


def _apps(model: Node) -> list[Node]:
    return items_of(model.get("apps"))


def _groups(app: Node) -> dict[str, Node]:
    groups = app.get("groups")
    return dict(groups.value) if groups is not None else {}


def _name(app: Node) -> str:
    name = app.get("name")
    return str(name.value) if name is not None else ""


def pack(part: Part, *, groups: Iterable[str] | None = None, app: bool = True) -> Node:
    """A part as a carrier holds it; `groups` and `app` choose what of it, for carriers on single objects."""
    chosen = part.groups if groups is None else {g: part.groups[g] for g in groups if g in part.groups}
    return table(
        flytrans=default(VERSION, "the version that wrote this"),
        of=default(part.app, "the app that this belongs to, as the output names it", part.named),
        app=Line.of(part.patch) if app else None,
        groups=Node({group: Line.of(node) for group, node in chosen.items()}) if chosen else None,
        model=Line.of(part.model) if app else None,
    )


class Carried(NamedTuple):
    """A carrier found in the input."""

    node: Node
    """The leaf or table that it is."""
    content: Node
    """What it holds, as nodes that have it as their source."""


def restore(model: Node, found: Iterable[Carried], cx: Reading) -> Node:
    """The model with what was carried; what would make it no model any more is left out."""
    for carried in found:
        if not _is_readable(carried):
            _refuse(carried, cx)
            continue
        restored = _restore_one(model, carried, cx)
        if not fits(restored) and fits(model):
            _refuse(carried, cx)
            continue
        _tell_version(carried, cx)
        model = restored
    return model


def _refuse(carried: Carried, cx: Reading) -> None:
    cx.ledger.dropped(carried.node, "FT602", "it is not of the form that flytrans writes")
    cx.found("FT602", carried.node, "what was carried here cannot be read, so it is left out")


def _tell_version(carried: Carried, cx: Reading) -> None:
    written = str(carried.content.value["flytrans"].value)
    if _number(written) > _number(VERSION):
        cx.found("FT604", carried.node, f"flytrans {written} wrote it; this is {VERSION}")
    cx.ledger.inert(carried.node, CARRIER_DATA)
    cx.ledger.carriers |= carried.node.leaves()


def _is_readable(carried: Carried) -> bool:
    plain = carried.content.plain()
    form = isinstance(plain, dict) and isinstance(plain.get("flytrans"), str) and isinstance(plain.get("of", ""), str)
    groups = plain.get("groups", {}) if form else {}
    form = form and isinstance(groups, dict) and all(isinstance(g, dict) for g in groups.values())
    if form:
        bare = [{k: v for k, v in g.items() if not k.startswith("@")} for g in groups.values()]
        form = all(is_patch(p) for p in [*bare, plain.get("app", {}), plain.get("model", {})])
    return form


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _restore_one(model: Node, carried: Carried, cx: Reading) -> Node:
    content = carried.content

    def stale(path: str, patch: Node) -> None:
        cx.stale.append(Stale(path, carried.node))

    of = content.get("of")
    apps = _apps(model)
    index = _index(apps, str(of.value) if of is not None else "")
    patch, groups = content.get("app"), content.get("groups")
    if index is not None:
        app = apps[index]
        if groups is not None:
            app = app.having(groups=_restore_groups(app, groups, carried, cx))
        if patch is not None:
            app = apply(patch, app, stale)
        apps[index] = app
        model = model.having(apps=Node(apps))
    elif patch is not None or groups is not None:
        cx.found("FT605", carried.node, "the app that it belongs to is not in the input")
    rest = content.get("model")
    return apply(rest, model, stale) if rest is not None else model


def _index(apps: list[Node], name: str) -> int | None:
    names = [_name(app) for app in apps]
    if name in names:
        return names.index(name)
    return 0 if len(apps) == 1 else None


def _restore_groups(app: Node, groups: Node, carried: Carried, cx: Reading) -> Node:
    def stale(path: str, patch: Node) -> None:
        cx.stale.append(Stale(path, carried.node))

    views = _groups(app)
    for name, patch in groups.items():
        fields = Node({key: entry for key, entry in patch.items() if not key.startswith("@")})
        if patch.get("@gone") is not None:
            views.pop(name, None)
            continue
        if name not in views and patch.get("@new") is None:
            cx.found("FT605", carried.node, f"the process group {name} that it belongs to is not in the input")
            continue
        view = apply(fields, views.get(name, Node({})), stale)
        own = patch.get("@group")
        if own is not None:
            views.pop(name, None)
            views[str(own.value)] = view
        else:
            views[name] = view
    return Node(dict(sorted(views.items())))


def lost(parts: Iterable[Part]) -> tuple[set[int], set[int]]:
    """(leaves whose values the output does not say, or not the same; leaves that only the carrier needs).

    Of a residue only replaced values count as said otherwise: what it adds is beside what the model says. So is the
    form that manifests had: names of containers, which variables stood inline.
    """
    changed: set[int] = set()
    everything: set[int] = set()
    for part in parts:
        for patch in part.nodes():
            _otherwise(patch, changed)
            for _, node in brought(patch):
                node.put_leaves(everything)
        for outer in (part.patch, part.model):
            residue = outer.get(RESIDUE) if outer is not None else None
            for operation, node in brought(added) if residue is not None and (added := _added(residue)) else ():
                if operation == "=":
                    changed |= node.data()
    return changed, everything - changed


def _otherwise(patch: Node, out: set[int]) -> None:
    """Put in leaves of values that a patch adds or replaces, less the form of manifests and what a residue adds."""
    value = patch.value
    if value.__class__ is dict:
        for key, entry in value.items():
            if key != FORM and not (key == RESIDUE and _added(entry) is not None):
                _otherwise(entry, out)
    elif value.__class__ is list and value and value[0].value == "*":
        for entry in value[1].value.values():
            _otherwise(entry, out)
    elif value.__class__ is list and value and value[0].value in ("+", "="):
        _data(value[1], out)


def _data(node: Node, out: set[int]) -> None:
    """Put in what `Node.data` gives, less the form of manifests."""
    todo = [node]
    for one in todo:
        out.update(one.sources)
        value = one.value
        if value.__class__ is dict:
            todo.extend(entry for key, entry in value.items() if key != FORM)
        elif value.__class__ is list:
            todo.extend(value)


def has_residue(model: Node) -> bool:
    """Whether a model was read from manifests that say more than it does."""
    return RESIDUE in model.value or any(RESIDUE in app.value for app in _apps(model))


def without_residue(model: Node) -> Node:
    """A model without what it does not say of objects."""
    apps = _apps(model)
    bare = model.without(RESIDUE)
    return bare.having(apps=Node([app.without(RESIDUE) for app in apps])) if apps else bare


def without_secrets(model: Node) -> Node:
    """A model without names of secrets and files from them: somebody else's Secrets tell them, and may not be there."""
    out = []
    for app in _apps(model):
        groups = {group: _without_secret_files(view) for group, view in _groups(app).items()}
        bare = app.without("secrets")
        out.append(bare.having(groups=Node(groups)) if groups else bare)
    return model.having(apps=Node(out)) if out else model


def _without_secret_files(view: Node) -> Node:
    files, containers = view.get("files"), view.get("containers")
    if files is not None:
        left = [file for file in files.each() if file.get("secret_name") is None]
        view = view.having(files=Node(left) if left else None)
    if containers is not None:
        view = view.having(containers=Node([_without_secret_files(container) for container in containers.each()]))
    return view


def _added(patch: Node) -> Node | None:
    value = patch.value
    return value[1] if value.__class__ is list and len(value) > 1 and value[0].value == "+" else None


def lift_carrier(node: Node) -> Node:
    """What a carrier of JSON text holds, as nodes that have its leaf as their source; an empty table if unreadable."""
    from flytrans.tree.go_json import load_json

    try:
        plain = load_json(node.value)
    except (TypeError, ValueError, RecursionError):
        return Node({})
    return lift(plain, node.sources)
