"""A mount of a volume that the pod does not have.

The API server refuses the object.

Why: `volumeMounts` name volumes of the same pod, or claims of a StatefulSet's `volumeClaimTemplates`.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        volumeMounts: [{name: data, mountPath: /data}]

Instead: describe the volume.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
      - name: web
        image: nginx
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {}}]

Source: Kubernetes pkg/apis/core/validation/validation.go ValidateVolumeMounts.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint, listed
from flytrans.tree.node import text_at

SEVERITY = "error"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        spec = pod.obj.get("spec")
        claims = listed(spec, "volumeClaimTemplates") if spec is not None else []
        there = {text_at(volume, "name") for volume in listed(pod.spec, "volumes")}
        there |= {text_at(claim, "metadata", "name") for claim in claims}
        for container in pod.containers:
            paths: set[str] = set()
            for mount in listed(container, "volumeMounts"):
                name, path = text_at(mount, "name"), text_at(mount, "mountPath")
                if name not in there:
                    lint.found(
                        mount.get("name"),
                        f"the API server refuses {pod.spelled}: it has no volume {name}",
                        "add it to volumes",
                    )
                elif path in paths:
                    lint.found(
                        mount.get("mountPath"),
                        f"the API server refuses {pod.spelled}: {path} is mounted twice",
                        "keep one",
                    )
                paths.add(path)
