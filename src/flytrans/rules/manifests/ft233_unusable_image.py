"""An image whose name no registry takes.

An API server takes the object, but its pods never start: the kubelet says InvalidImageName.

Why: `${IMAGE}`, `<image>` and `PROJECT_ID` are for programs or people to fill in before the file is used. Names of
images have no capital letters but in the host and the tag.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers: [{name: web, image: "${IMAGE}"}]

Instead: put the name in its place, or run what does (envsubst, helm template) and use what it writes.

    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers: [{name: web, image: "registry.example/shop:1"}]

Source: github.com/distribution/reference; Kubernetes pkg/kubelet/images/image_manager.go, ErrInvalidImageName.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint
from flytrans.rules.naming import is_placeholder
from flytrans.values.image import is_image

SEVERITY = "warning"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        for container in pod.containers:
            image = container.get("image")
            if image is None or not isinstance(image.value, str) or not image.value or is_image(image.value):
                continue
            why = "no registry takes this name of an image"
            if is_placeholder(image.value):
                why = "a placeholder stands for an image"
            lint.found(image, why, "put the name of the image in its place")
