"""A label that Kubernetes does not take.

The API server refuses the object.

Why: the value of a label has at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both
ends. A key is the same, and may have a domain and a slash before it; so may the key of an annotation.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {team: shop front}}
    spec:
      containers: [{name: web, image: nginx}]

Instead: put what is free text into an annotation.

    apiVersion: v1
    kind: Pod
    metadata: {name: web, annotations: {team: shop front}}
    spec:
      containers: [{name: web, image: nginx}]

Source: Kubernetes apimachinery pkg/util/validation: IsQualifiedName, IsValidLabelValue.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import TEMPLATES, ManifestLint, listed
from flytrans.rules.naming import is_label_key, is_label_value, is_placeholder
from flytrans.tree.node import Node, entries_of, text_at

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for obj in lint.objects.all:
        for key, node in _labels(obj):
            _look(lint, obj, key, node)
        for where in _metadata(obj):
            for key, node in entries_of(where.get("annotations")):
                if not is_label_key(key.lower()):
                    lint.refused(node, obj, f"there can be no annotation {key}", "use letters, digits, -, _ and .")

    for pod in lint.drafts:
        for key, node in entries_of(pod.spec.get("nodeSelector")):
            _look(lint, pod.obj, key, node)
        for toleration in listed(pod.spec, "tolerations"):
            key, value = text_at(toleration, "key"), toleration.get("value")
            if (key and not is_label_key(key)) or (value is not None and not is_label_value(str(value.value))):
                _look(lint, pod.obj, key or "a", value or toleration.value["key"])


def _look(lint: ManifestLint, obj: Node, key: str, node: Node) -> None:
    value = str(node.value)
    wrong = "a label cannot be called" if not is_label_key(key) else "no value of a label is"
    if not is_label_key(key) or not is_label_value(value):
        placeholder = is_placeholder(key) or is_placeholder(value)
        fix = "put the value in place of the placeholder" if placeholder else "use letters, digits, -, _ and ."
        lint.refused(node, obj, f"{wrong} {value if is_label_key(key) else key}", fix)


def _metadata(obj: Node) -> Iterator[Node]:
    path = TEMPLATES.get(kind_of(obj))
    for found in (obj.get("metadata"), obj.at(*path, "metadata") if path else None):
        if found is not None:
            yield found


def _labels(obj: Node) -> Iterator[tuple[str, Node]]:
    holders = [metadata.get("labels") for metadata in _metadata(obj)]
    selector = obj.at("spec", "selector")
    if selector is not None:
        holders.append(
            selector if kind_of(obj) in ("Service", "ReplicationController") else selector.get("matchLabels")
        )
    for holder in holders:
        yield from entries_of(holder)
