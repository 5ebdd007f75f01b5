"""A name that Kubernetes does not take.

The API server refuses the object.

Why: names become parts of host names: lower-case letters, digits and dashes, a letter or digit at both ends, 63
characters for a Service, a Namespace, a container or a volume, 52 for a CronJob, and 253 otherwise, where dots are
taken, too.

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

from flytrans.kubernetes.objects import name_of
from flytrans.rules.manifest_lint import ManifestLint, head
from flytrans.rules.names import own_names
from flytrans.rules.naming import is_placeholder, nearest

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for name in own_names(lint):
        if not name.fits and not is_placeholder(name.node.value):
            lint.found(
                name.node, f"the API server refuses {name.what} of this name", f"write {nearest(name.node.value)}"
            )
    for service in lint.objects.of("Service"):
        if name_of(service)[:1].isdigit():
            message = "API servers before 1.36 refuse a Service whose name begins with a digit"
            lint.found(head(service), message, "begin with a letter", severity="warning")
