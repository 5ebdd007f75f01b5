"""A variable whose name no shell can say.

The process gets it, but `$NAME` in a script does not find it.

Why: shells take letters, digits and underscores for the name of a variable, and no digit in front; Kubernetes takes
nearly everything, and makes a variable of each key of a ConfigMap in `envFrom`.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        env: [{name: log.level, value: debug}]

Instead: use underscores, if the program reads that name.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        env: [{name: LOG_LEVEL, value: debug}]

Source: POSIX, 8.1 Environment Variable Definition; Kubernetes pkg/features RelaxedEnvironmentVariableValidation.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import namespace_of
from flytrans.rules.manifest_lint import ManifestLint, Pod, listed
from flytrans.tree.node import Node, entries_of, text_at

SEVERITY = "info"


def find(lint: ManifestLint) -> None:
    told: set[int] = set()
    for pod in lint.drafts:
        for name, node in _names(lint, pod):
            sayable = name.isascii() and name.isidentifier()
            if not sayable and name and "=" not in name and id(node) not in told:
                told.add(id(node))
                lint.found(node, f"no shell can say ${name}", "use letters, digits and underscores")


def _names(lint: ManifestLint, pod: Pod) -> Iterator[tuple[str, Node]]:
    for container in pod.containers:
        for entry in listed(container, "env"):
            if entry.get("name") is not None:
                yield text_at(entry, "name"), entry.value["name"]
        for source in listed(container, "envFrom"):
            found = lint.objects.get("ConfigMap", namespace_of(pod.obj), text_at(source, "configMapRef", "name"))
            data = found.get("data") if found is not None else None
            for key, node in entries_of(data):
                yield text_at(source, "prefix") + key, node
