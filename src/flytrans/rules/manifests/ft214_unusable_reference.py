"""A reference that cannot be a name.

The API server refuses the object.

Why: what is referred to has a name of lower-case letters, digits, dashes and dots, and so have the hosts of an Ingress,
without a scheme, a port or a path.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      serviceAccountName: Web_Account
      containers: [{name: web, image: nginx}]

Instead: write the name as the other object has it.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      serviceAccountName: web-account
      containers: [{name: web, image: nginx}]

Source: Kubernetes pkg/apis/core/validation/validation.go ValidatePodSpec, pkg/apis/networking/validation/validation.go
ValidateIngressSpec.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint
from flytrans.rules.names import references
from flytrans.rules.naming import is_placeholder

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for name in references(lint):
        if not name.fits and not is_placeholder(name.node.value):
            fix = "write a host name only" if name.what == "a host" else ""
            lint.refused(name.node, name.obj, f"{name.what} cannot be called so", fix)
