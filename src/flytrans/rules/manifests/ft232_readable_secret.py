"""A secret stands in the manifest.

Whoever can read the file, its history in version control or the object in the cluster can read the secret. A plain word
or two, or the variable's own name, is only an info: it is a sample that somebody is meant to replace, or a secret that
anybody guesses. The value is not shown here.

Why: an API server gives pods and ConfigMaps to everybody who may look at them; who may read a Secret is said
apart. On Fly it would stand in `[env]`, where `fly secrets set` keeps it encrypted.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        env:
        - name: STRIPE_SECRET_KEY
          value: wD8q-2kfLm9x-7Tzz

Instead: ask for the key of a Secret, and make that with kubectl; a secret that was committed has to be replaced by a
new one.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        env:
        - name: STRIPE_SECRET_KEY
          valueFrom: {secretKeyRef: {name: stripe, key: secret-key}}

Source: https://kubernetes.io/docs/concepts/configuration/secret and its good practices.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.kubernetes.objects import namespace_of
from flytrans.rules.manifest_lint import ManifestLint, Pod, listed
from flytrans.tree.node import Node, entries_of, text_at
from flytrans.values.sensitive import is_sample, is_secret

SEVERITY = "warning"
EFFECT = "security"


def find(lint: ManifestLint) -> None:
    told: set[int] = set()
    for pod in lint.drafts:
        for name, value, place in _variables(lint, pod):
            if id(place) not in told and is_secret(name, value) and not _is_name(value, lint, pod):
                told.add(id(place))
                sample = is_sample(name, value)
                lint.found(
                    place,
                    f"{name} is a word that anybody guesses, or a sample; a real secret does not belong here"
                    if sample
                    else f"the value of {name} can be read by everybody who can read this file or the object",
                    "put it into a Secret, and ask for that by secretKeyRef",
                    severity="info" if sample else None,
                )


def _is_name(value: str, lint: ManifestLint, pod: Pod) -> bool:
    """Whether a value is the name of a Secret around a pod: it says where a secret is, not what it is."""
    mounted = {text_at(volume, "secret", "secretName") for volume in listed(pod.spec, "volumes")}
    return value in mounted or lint.objects.get("Secret", namespace_of(pod.obj), value) is not None


def _variables(lint: ManifestLint, pod: Pod) -> Iterator[tuple[str, str, Node]]:
    """Variables whose values the manifests say: name, value, and where to point."""
    for container in pod.containers:
        for entry in listed(container, "env"):
            if entry.get("name") is not None:
                yield text_at(entry, "name"), text_at(entry, "value"), entry.value["name"]
        for source in listed(container, "envFrom"):
            found = lint.objects.get("ConfigMap", namespace_of(pod.obj), text_at(source, "configMapRef", "name"))
            data = found.get("data") if found is not None else None
            for key, node in entries_of(data):
                if isinstance(node.value, str):
                    yield text_at(source, "prefix") + key, node.value, node
