"""What the model does not say of somebody's objects: the difference between them and what the model alone would write.

It is taken when manifests are read and put back when they are written, so that manifests come back as they were, and
it travels in the carriers of the other formats. What it adds or replaces stands only while the rest still is what it
was, so an edit wins. Secret values and what the server wrote are gone before: the reader takes them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flytrans.engine.patch import apply, diff
from flytrans.kubernetes.arrangement import identity
from flytrans.kubernetes.own import is_translated
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, items_of, text_at

OBJECTS = "objects"
"""Where the reader keeps the objects that it was given; never carried, never written."""
PASSING = "passing"
"""Objects that only manifests can hold, as they were given: other kinds, and Secrets; never carried."""
FOLLOWS = "it follows from the rest of the app"


def keyed(objects: Iterable[Node]) -> Node:
    """Objects as a table by kind, namespace and name; a kind that only shares a name with a known one has its group.

    So what an edit adds to an app never meets an object of another API.
    """
    out: dict[str, Node] = {}
    for obj in objects:
        kind, space, name, _ = identity(obj)
        if not is_translated(obj):
            kind = f"{kind}.{text_at(obj, 'apiVersion').rpartition('/')[0]}"
        key = base = f"{kind}/{space}/{name}"
        number = 1
        while key in out:
            number += 1
            key = f"{base}#{number}"
        out[key] = obj
    return Node(out)


def with_residues(model: Node, objects: Sequence[Node], written: Sequence[Sequence[Node]], ledger: Ledger) -> Node:
    """The model with what it does not say of the objects that were read; `written`: what each of its apps writes.

    Each app has the part about its own objects, the first one what belongs to none. Leaves that nothing else explains
    follow from the rest of the app, and are noted so.
    """
    ledger.later(lambda: _tell(objects, ledger))
    everything = keyed([obj for group in written for obj in group])
    patch = diff(keyed(objects), everything)
    if patch is None:
        return model
    owners = _owners(written, list(everything.value))
    apps = model.value["apps"].each()
    shares: dict[int, dict[str, Node]] = {}
    for key, entry in patch.items():
        shares.setdefault(owners.get(key, 0), {})[key] = entry
    if not apps:
        return model.having(residue=Node(shares[0]))
    out = [app.having(residue=Node(shares[i]) if i in shares else None) for i, app in enumerate(apps)]
    return model.having(apps=Node(out))


def _tell(objects: Sequence[Node], ledger: Ledger) -> None:
    for obj in objects:
        ledger.inert(obj, FOLLOWS)


def _owners(written: Sequence[Sequence[Node]], keys: list[str]) -> dict[str, int]:
    """The app that writes each object, by the object's key."""
    owners = [index for index, group in enumerate(written) for _ in group]
    return dict(zip(keys, owners, strict=True))


def residue_in(model: Node) -> Node | None:
    """All residues of a model as one patch."""
    found = [model.get("residue"), *(app.get("residue") for app in items_of(model.get("apps")))]
    entries = {key: entry for residue in found if residue is not None for key, entry in residue.items()}
    return Node(entries) if entries else None


def with_residue(written: Sequence[Node], residue: Node | None, originals: Sequence[Node]) -> list[Node]:
    """The objects with the residue; each leaf that the source has at the same place, and alike, has that as source."""
    if residue is None and not originals:
        return list(written)
    tree = keyed(written)
    if residue is not None:
        tree = apply(residue, tree, _ignored)
    known = keyed(originals).value
    return [confirmed(obj, known[key]) if key in known else obj for key, obj in tree.value.items()]


def _ignored(path: str, patch: Node) -> None:
    """An edit beat what was read; it is what counts, and nobody has to be told of it."""


def confirmed(written: Node, original: Node) -> Node:
    """The same tree, whose leaves also come from the equal leaves of another."""
    x, y = written.value, original.value
    if written is original or x.__class__ is not y.__class__:
        return written
    if x.__class__ is dict:
        out = {key: confirmed(node, y[key]) if key in y else node for key, node in x.items()}
        sources = written.sources if x else tuple({*written.sources, *original.sources})
        return Node(out, sources, written.because, written.reason)
    if x.__class__ is list:
        if len(x) != len(y):
            return written
        sources = written.sources if x else tuple({*written.sources, *original.sources})
        return Node([confirmed(a, b) for a, b in zip(x, y, strict=True)], sources, written.because, written.reason)
    if x != y:
        return written
    return Node(x, tuple(sorted({*written.sources, *original.sources})), written.because, written.reason)
