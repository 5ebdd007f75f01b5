"""The redirect to HTTPS of ingress-nginx, and what its two annotations say of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans

PREFIX = "nginx.ingress.kubernetes.io/"
LABELS = {"app": "web"}
POD = {"containers": [{"name": "web", "image": "web:1"}]}
APP = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web"},
    "spec": {"selector": {"matchLabels": LABELS}, "template": {"metadata": {"labels": LABELS}, "spec": POD}},
}
SERVICE = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "web"},
    "spec": {"selector": LABELS, "ports": [{"port": 80, "targetPort": 8080}]},
}


def read(notes: dict[str, str], tls: bool) -> tuple[bool, dict[str, tuple[str, str]]]:
    """Whether Fly redirects, and fate and effect of each annotation."""
    backend = {"service": {"name": "web", "port": {"number": 80}}}
    spec: dict[str, Any] = {
        "ingressClassName": "nginx",
        "rules": [{"host": "a.example", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend}]}}],
    }
    if tls:
        spec["tls"] = [{"hosts": ["a.example"]}]
    ingress = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": "web", "annotations": {PREFIX + key: value for key, value in notes.items()}},
        "spec": spec,
    }
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": [APP, SERVICE, ingress]})
    made = flytrans.translate({"web.yaml": text}, to="fly")
    assert {e.code for e in made.report.entries if "redirect" in e.pointer and e.fate == "carried"} <= {"FT520"}
    fates = {
        entry.pointer.rsplit("~1", 1)[1]: (entry.fate, entry.effect)
        for entry in made.report.entries
        if "redirect" in entry.pointer
    }
    return "force_https = true" in made.files["fly.toml"], fates


@pytest.mark.parametrize(
    ("notes", "tls", "redirects", "fates"),
    [
        ({"ssl-redirect": "true"}, True, True, {"ssl-redirect": ("translated", "")}),
        ({"ssl-redirect": "1"}, True, True, {"ssl-redirect": ("translated", "")}),
        ({"ssl-redirect": "false"}, True, False, {"ssl-redirect": ("translated", "")}),
        ({"ssl-redirect": "nonsense"}, True, True, {"ssl-redirect": ("translated", "")}),
        ({"ssl-redirect": "true"}, False, False, {"ssl-redirect": ("carried", "none")}),
        ({"force-ssl-redirect": "true"}, False, True, {"force-ssl-redirect": ("translated", "")}),
        ({"force-ssl-redirect": "false"}, True, True, {"force-ssl-redirect": ("carried", "none")}),
        (
            {"ssl-redirect": "false", "force-ssl-redirect": "true"},
            True,
            True,
            {"ssl-redirect": ("carried", "none"), "force-ssl-redirect": ("translated", "")},
        ),
    ],
)
def test_an_annotation_acts_or_says_what_is_so_anyway(
    notes: dict[str, str], tls: bool, redirects: bool, fates: dict[str, tuple[str, str]]
) -> None:
    assert read(notes, tls) == (redirects, fates)
