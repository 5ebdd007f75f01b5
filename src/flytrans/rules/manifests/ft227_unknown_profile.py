"""A profile for AppArmor or seccomp that is none.

The API server refuses the object.

Why: a profile is the runtime's own, none at all, or one of the node's that is named after `localhost/`.

Wrong:

    apiVersion: v1
    kind: Pod
    metadata:
      name: web
      annotations: {container.apparmor.security.beta.kubernetes.io/web: strict}
    spec:
      containers: [{name: web, image: nginx}]

Instead: say where it comes from.

    apiVersion: v1
    kind: Pod
    metadata:
      name: web
      annotations: {container.apparmor.security.beta.kubernetes.io/web: localhost/strict}
    spec:
      containers: [{name: web, image: nginx}]

Source: Kubernetes pkg/apis/core/validation/validation.go: ValidateAppArmorPodAnnotations, validateSeccompProfileField.
"""

from __future__ import annotations

from flytrans.rules.manifest_lint import ManifestLint, Pod
from flytrans.tree.node import Node, entries_of, text_at

SEVERITY = "error"
APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/"


def find(lint: ManifestLint) -> None:
    for pod in lint.drafts:
        for key, node in entries_of(pod.template.at("metadata", "annotations")):
            profile = str(node.value)
            known = profile in ("runtime/default", "unconfined", "") or profile.startswith("localhost/")
            if key.startswith(APP_ARMOR) and not known:
                lint.refused(node, pod.obj, "there is no such profile", "write runtime/default or localhost/NAME")
        for where in (pod.spec, *pod.containers):
            for key in ("seccompProfile", "appArmorProfile"):
                profile_of = where.at("securityContext", key)
                if profile_of is not None:
                    _look(lint, pod, key, profile_of)


def _look(lint: ManifestLint, pod: Pod, key: str, profile: Node) -> None:
    kind, named = text_at(profile, "type"), text_at(profile, "localhostProfile")
    if kind == "Localhost" and not named:
        lint.refused(profile, pod.obj, f"{key} of type Localhost names no profile", "add localhostProfile")
    elif kind not in ("Localhost", "RuntimeDefault", "Unconfined"):
        lint.refused(profile, pod.obj, f"{key} has no known type", "write RuntimeDefault")
    elif kind != "Localhost" and named:
        lint.refused(profile, pod.obj, f"{key} names a profile, and is not of type Localhost", "write Localhost")
