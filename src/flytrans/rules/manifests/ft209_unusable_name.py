"""A name that Kubernetes does not take.

The API server refuses the object.

Why: names become parts of host names: lower-case letters, digits and dashes, a letter or digit at both ends, 63
characters for a Service and 253 otherwise, where dots are taken, too.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: My_Pod}
    spec:
      containers: [{name: web, image: nginx}]

Instead: use lower-case letters, digits and dashes.

    apiVersion: v1
    kind: Pod
    metadata: {name: my-pod}
    spec:
      containers: [{name: web, image: nginx}]

Source: Kubernetes apimachinery pkg/util/validation: IsDNS1123Subdomain, IsDNS1035Label.
"""

from __future__ import annotations

import re

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint, head, text

SEVERITY = "error"
LONGEST = 253
LONGEST_LABEL = 63
_SUBDOMAIN = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_LABEL = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")
_CONTAINER = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
OPEN = ("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding")


def find(lint: ManifestLint) -> None:
    for obj in lint.objects.all:
        name, kind = text(obj, "metadata", "name"), kind_of(obj)
        if not name or kind in OPEN or "$" in name or "{" in name:
            continue
        service = kind == "Service"
        fits = (_LABEL if service else _SUBDOMAIN).fullmatch(name) is not None
        if not fits or len(name) > (LONGEST_LABEL if service else LONGEST):
            better = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")
            lint.found(head(obj), f"the API server refuses a {kind} of this name", f"write {better}")
    for pod in lint.pods:
        for container in pod.containers:
            name = text(container, "name")
            if name and "$" not in name and (_CONTAINER.fullmatch(name) is None or len(name) > LONGEST_LABEL):
                lint.found(
                    container.get("name"), "the API server refuses a container of this name", "use a-z, 0-9 and -"
                )
