"""A field that an object cannot do without.

The API server refuses the object.

Why: each path of an Ingress says how it is compared; a Service with an address of its own has ports; a pod has
containers.

Wrong:

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
      - http:
          paths:
          - path: /
            backend: {service: {name: web, port: {number: 80}}}

Instead: add it; Prefix is what most paths mean.

    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
      - http:
          paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}

Source: Kubernetes pkg/apis/networking/validation/validation.go, pkg/apis/core/validation/validation.go.
"""

from __future__ import annotations

from flytrans.kubernetes.objects import kind_of
from flytrans.rules.manifest_lint import ManifestLint, head, listed, text

SEVERITY = "error"
WITHOUT_PARTS = ("Pod", "Job", "CronJob")
"""Kinds of which seldom only a part is written, to be laid over another."""


def find(lint: ManifestLint) -> None:
    for ingress in lint.objects.of("Ingress"):
        spec = ingress.get("spec")
        for rule in listed(spec, "rules") if spec is not None else ():
            http = rule.get("http")
            for path in listed(http, "paths") if http is not None else ():
                if path.get("pathType") is None:
                    lint.found(
                        path, "the API server refuses the Ingress: the path has no pathType", "add pathType: Prefix"
                    )
    for service in lint.objects.of("Service"):
        spec = service.get("spec")
        if spec is None or listed(spec, "ports") or text(spec, "type") == "ExternalName":
            continue
        if text(spec, "clusterIP") != "None" and not lint.is_part(service):
            lint.found(head(service), "the API server refuses the Service: it has no ports", "add ports")
    for obj in lint.objects.all:
        if kind_of(obj) not in WITHOUT_PARTS or lint.is_part(obj):
            continue
        pod = lint.template(obj)
        if pod is not None and pod.get("spec") is not None and not listed(pod.value["spec"], "containers"):
            lint.found(head(obj), f"the API server refuses the {kind_of(obj)}: it has no containers", "add containers")
