"""The app and the process group that a workload's labels or name say."""

from __future__ import annotations

from collections.abc import Callable

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.names import COMPONENT, DEFAULT_GROUP, NAME, Names, is_label, safe_name, shortened
from flytrans.kubernetes.pod_reading import Workload
from flytrans.mapping.app_names import LONGEST
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default, entries_of, made, same

_APP_LABELS = (NAME, "app.kubernetes.io/instance", "app.kubernetes.io/part-of", "app")


def label_of(workload: Workload, key: str) -> Node | None:
    """A label of a workload, else of its pods; an empty one says nothing."""
    for labels in (workload.object.at("metadata", "labels"), workload.labels):
        node = labels.get(key) if labels is not None else None
        if text_of(node):
            return node
    return None


def app_of(workload: Workload, cx: Reading) -> Node:
    """The name of the app: the first label that says one, else the workload's name."""
    found = next((node for key in _APP_LABELS if (node := label_of(workload, key)) is not None), workload.name)
    if workload.ours:
        return _exact(workload, found, "FLY_APP_NAME", lambda text: shortened(safe_name(text)), cx)
    return lawful(found, cx)


def lawful(name: Node, cx: Reading) -> Node:
    """A name as Fly takes it: lower case, digits and hyphens."""
    text = name.value
    legal = all(c.isascii() and (c.isdigit() or c.islower() or c == "-") for c in text) and len(text) <= LONGEST
    if legal:
        return name
    cx.ledger.reason(name, "FT314", "an app's name has lower case letters, digits and hyphens", always=True)
    return made(shortened(safe_name(text), LONGEST), name)


def group_of(workload: Workload, app: Node, cx: Reading) -> Node:
    """The process group: the component, else the workload's name without the app's, else app."""
    found = label_of(workload, COMPONENT)
    group = _group_of(workload, found, app, cx)
    if group.value == DEFAULT_GROUP and not cx.own:
        cx.ledger.keeps_out(found or workload.name, "it is the group that a fly.toml has where it names none")
    return group


def _group_of(workload: Workload, found: Node | None, app: Node, cx: Reading) -> Node:
    if found is not None and workload.ours:
        return _exact(workload, found, "FLY_PROCESS_GROUP", lambda text: shortened(safe_name(text), LONGEST), cx)
    if found is not None:
        return found
    name = text_of(workload.name) or ""
    for stem in dict.fromkeys((app.value, safe_name(app.value))):
        if name == stem:
            return default(DEFAULT_GROUP, "the workload is called like the app", workload.name, app)
        if name.startswith(f"{stem}-"):
            return made(name[len(stem) + 1 :], workload.name).why(app)
    return workload.name.why(app) if name else default(DEFAULT_GROUP, "nothing says a process group")


def _exact(workload: Workload, label: Node, variable: str, safe: Callable[[str], str], cx: Reading) -> Node:
    """What a label stands for: the platform's variable has it where the label could not hold it."""
    for entry in tables_of(workload.face.container.get("env")):
        value = entry.get("value")
        text = text_of(value)
        if text_of(entry.get("name")) == variable and value is not None and text and not is_label(text):
            plain = text.replace("$$", "$")
            if label.value == safe(plain).partition("-")[0] or label.value.startswith(safe(plain)):
                return made(plain, value, label)
    return label


def hints_of(workload: Workload, names: Names, group: str, natural: str) -> dict[str, Node]:
    """The names that we would not choose by ourselves."""
    out: dict[str, Node] = {}
    kind = workload.object.get("kind")
    if kind is not None and workload.kind != natural:
        out["kind"] = kind
    if text_of(workload.name) != names.chosen(group):
        out["name"] = workload.name
    stem = workload.object.at("metadata", "generateName")
    if stem is not None and text_of(stem) and not text_of(workload.object.at("metadata", "name")):
        out["generate_name"] = stem
    if not workload.ours:
        out |= _labels(workload)
    container = workload.face.container.get("name")
    alone = workload.face.alone and container is not None
    if alone and container is not None and text_of(container) not in (None, "", names.chosen_container(group)):
        out["container"] = container
    return out


def _labels(workload: Workload) -> dict[str, Node]:
    """The labels by which somebody else's workload finds its pods, and those that it and its pods have beside."""
    pods, own = _texts(workload.labels), _texts(workload.object.at("metadata", "labels"))
    rules = workload.object.get("spec")
    found = rules.get("selector") if rules is not None and workload.kind != "Pod" else None
    if workload.kind != "ReplicationController" and found is not None:
        found = found.get("matchLabels")
    selector = _texts(found)
    if not selector.value:
        selector = pods
    alike = [labels for labels in (own, pods) if same(labels, selector)]
    said = {key: node.why(*(labels.value[key] for labels in alike)) for key, node in selector.items()}
    out = {"selector": Node(said, selector.sources, selector.because, selector.reason)}
    if own not in alike:
        out["labels"] = own
    if pods not in alike:
        out["pod_labels"] = pods
    return out


def _texts(labels: Node | None) -> Node:
    return Node({key: node for key, node in entries_of(labels) if text_of(node) is not None})
