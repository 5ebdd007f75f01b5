"""A placeholder stands where a name has to be.

The API server refuses the object as it is written, and a translation takes the placeholder for the name.

Why: `$NAME`, `{{ name }}` and `YOUR_NAME` are for programs or people to fill in before the file is used.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      serviceAccountName: "{{SA_NAME}}"
      containers: [{name: web, image: nginx}]

Instead: put the name in its place, or run what does (envsubst, helm template) and use what it writes.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      serviceAccountName: web
      containers: [{name: web, image: nginx}]

Source: Kubernetes apimachinery pkg/util/validation: IsDNS1123Subdomain.
"""

from __future__ import annotations

from itertools import chain

from flytrans.rules.manifest_lint import ManifestLint
from flytrans.rules.names import own_names, references
from flytrans.rules.naming import is_placeholder

SEVERITY = "warning"


def find(lint: ManifestLint) -> None:
    told: set[tuple[int, str]] = set()
    for name in chain(own_names(lint), references(lint)):
        text = name.node.value
        if not name.fits and is_placeholder(text) and (id(name.obj), text) not in told:
            told.add((id(name.obj), text))
            lint.refused(name.node, name.obj, "a placeholder stands for a name", "put the name in its place")
