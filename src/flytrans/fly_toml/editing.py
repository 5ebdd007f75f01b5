"""A fly.toml's own text changed so that it says a model: what says it already keeps its bytes, comments and order.

Text and model are both put into canonical form; where the two differ, the leaf that the canonical place came from is
edited, by span. The result is read again: where it is not the model (an old spelling cannot say it, for one), the
top-level keys that differ are written anew, and at last the whole file.
"""

from __future__ import annotations

from collections.abc import Callable

from flytrans.diagnostics.finding import InputError
from flytrans.fly_toml.differences import Difference, Steps, differences, matches
from flytrans.fly_toml.document import parse
from flytrans.fly_toml.edits import Edit, Unplaceable, append, applied, follow, insert, remove, replace
from flytrans.fly_toml.guest_edits import guest_edits
from flytrans.fly_toml.places import Places
from flytrans.fly_toml.shape import read
from flytrans.fly_toml.text import render_item, render_key, render_toml, render_value
from flytrans.fly_toml.writing import write_app
from flytrans.mapping.files import decode
from flytrans.mapping.guest import collapse_guest
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading, Unreadable, Writing
from flytrans.tree.json_text import render_json
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, entries_of, items_of, lift, same
from flytrans.values.words import parse_words

FILE = "fly.toml"


class Canonical(NamedTuple):
    """What a text or a model says, in the keys of fly.toml; a machine config is JSON text in it."""

    app: Node
    tree: Node
    ledger: Ledger


def update(text: str, model: Node) -> str:
    """The text, changed where it does not say the model.

    Files that the text names are not read: their content counts as what the model says; only a compose file cannot
    be taken like that. Raises InputError for text that cannot be read, ValueError for a model of several apps.
    """
    apps = model.get("apps")
    if apps is None or len(apps.value) != 1:
        raise ValueError("a fly.toml is one app")
    now = _of_text(text, apps.value[0])
    app = adopted(now.app, apps.value[0])
    wanted = _canonical(app, now.ledger, collapse_guest).tree
    whole = render_toml(wanted)
    meant = _of_text(whole, app).app
    if same(now.app, meant):
        return text
    sections = _canonical(now.app, now.ledger, collapse_guest)
    for edits_of, here, target in (
        (_narrow, now, _canonical(app, now.ledger).tree),
        (_by_section, sections, wanted),
    ):
        try:
            edited = applied(text, edits_of(text, here, target))
        except Unplaceable:
            continue
        if _reads_as(edited, app, meant):
            return edited
    return whole


def _reads_as(text: str, app: Node, meant: Node) -> bool:
    try:
        return same(_of_text(text, app).app, meant)
    except InputError:
        return False


def _canonical(app: Node, ledger: Ledger, collapse: Callable[[Node], Node] = lambda guest: guest) -> Canonical:
    tree, config = write_app(app, Writing(ledger, None, own=True), collapse)
    if config is not None:
        said = Node(render_json(config), tuple(sorted(config.data())))
        tree = Node({key: said if key == "machine_config" else node for key, node in tree.items()})
    return Canonical(app, tree, ledger)


def adopted(old: Node | None, new: Node) -> Node:
    """The new tree; what of it was there before keeps the leaves that it came from, and so its place."""
    if old is None or same(old, new):
        return new if old is None else old
    kinds = old.value.__class__, new.value.__class__
    if kinds == (dict, dict):
        return Node({k: adopted(old.get(k), n) for k, n in new.items()}, old.sources, old.because, old.reason)
    if kinds == (list, list):
        items = list(new.value)
        for i, j in matches(old.value, new.value):
            items[j] = adopted(old.value[i], items[j])
        return Node(items, old.sources, old.because, old.reason)
    return Node(new.value, old.sources, old.because, old.reason)


def _of_text(text: str, app: Node) -> Canonical:
    ledger = Ledger()
    documents = parse(FILE, text, ledger)
    known = _contents(documents[0].node, app)

    def read_file(name: str) -> bytes:
        if name not in known:
            raise Unreadable(f"{name} is not looked at to edit the file that names it")
        return known[name]

    cx = Reading(ledger, file=FILE, read_file=read_file, own=True)
    return _canonical(read(documents, cx).value["apps"].value[0], ledger)


def _contents(document: Node, app: Node) -> dict[str, bytes]:
    """What the files that a text names are taken to hold: what the model has of them."""
    out: dict[str, bytes] = {}
    held: dict[str, str] = {}
    for _, view in entries_of(app.get("groups")):
        for item in items_of(view.get("files")):
            path, raw = item.get("guest_path"), item.get("raw_value")
            if path is not None and raw is not None:
                held.setdefault(path.value, raw.value)
    for entry in items_of(document.get("files")):
        local, path = entry.get("local_path"), entry.get("guest_path")
        if local is not None and path is not None:
            out[local.value] = decode(held.get(path.value, "")) or b""
    for source in (document.get("machine_config"), document.at("experimental", "machine_config")):
        if source is not None and str(source.value).endswith(".json"):
            _, config = write_app(app, Writing(Ledger(), None, own=True))
            out[source.value] = render_json(config if config is not None else Node({})).encode("utf-8", "replace")
    return out


def _narrow(text: str, now: Canonical, wanted: Node) -> list[Edit]:
    """Edits of single values where they stand; raises `Unplaceable`."""
    places = Places(text, now.tree, now.ledger)
    out: list[Edit] = []
    for found in differences(now.tree, wanted):
        if found.path[:1] == ("vm",) and len(found.path) == 2 and found.old is not None and found.new is not None:
            out += guest_edits(found.path, found.old, found.new, places)
        else:
            out += _edit(found, places)
    return list(dict.fromkeys(out))


def _edit(found: Difference, places: Places) -> list[Edit]:
    path, old, new = found
    if new is None:
        assert old is not None
        return [remove(place) for place in places.all_of(path, old)]
    if old is None:
        return [_added(found, new, places)]
    if old.value.__class__ is dict or new.value.__class__ is dict:
        raise Unplaceable("a value becomes a table, or the other way round")
    if path[0] == "processes" and (words := places.words_of(old)) is not None:
        return [replace(words, places.spelled(words, lift(parse_words(new.value))))]
    place = places.of_list(old) if old.value.__class__ is list else places.of(old)
    return [replace(place, places.spelled(place, new))]


def _added(found: Difference, new: Node, places: Places) -> Edit:
    *parent, key = found.path
    tables = new.value.__class__ is dict
    if not parent:
        assert isinstance(key, str)
        is_items = new.value.__class__ is list and new.value and new.value[0].value.__class__ is dict
        return (
            append(render_toml(Node({key: new})))
            if tables or is_items
            else insert((), render_key(key), places.new(new))
        )
    if key is None:
        if len(parent) > 1:
            return _further(tuple(parent), new, places)
        return append(render_toml(Node({str(parent[0]): Node([new])})))
    assert isinstance(key, str)
    return insert(places.table(tuple(parent)), render_key(key), render_value(new) if tables else places.new(new))


def _further(path: Steps, new: Node, places: Places) -> Edit:
    """An item behind the last one of an inner list."""
    last = places.last_of(path)
    if places.has_header(last):
        return follow(last, render_item(new, [step for step in last if isinstance(step, str)]))
    return follow(last, render_value(new))


def _by_section(text: str, now: Canonical, wanted: Node) -> list[Edit]:
    """Edits that write the top-level keys which differ anew; raises `Unplaceable`."""
    places = Places(text, now.tree, now.ledger)
    out: list[Edit] = []
    added: dict[str, Node] = {}
    keys = [key for key in {**now.tree.value, **wanted.value} if not same(now.tree.get(key), wanted.get(key))]
    for key in keys:
        old, new = now.tree.get(key), wanted.get(key)
        if old is not None:
            out += [remove(place) for place in places.sections(key, old)]
        if new is not None:
            added[key] = new
    for key, new in added.items():
        whole = render_toml(Node({key: new}))
        out.append(append(whole) if whole.startswith("[") else insert((), render_key(key), render_value(new)))
    return out
