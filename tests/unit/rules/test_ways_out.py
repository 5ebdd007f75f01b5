"""The fix of a fault says what is nearest, and the other place that belongs to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lawful.manifests import PATH, made

import flytrans


def told(code: str, *objects: dict[str, Any]) -> list[flytrans.Finding]:
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}, indent=1)
    return [finding for finding in flytrans.lint({"a.json": text}) if finding.code == code]


@pytest.mark.parametrize(("key", "fix"), [("log_level", "write log-level"), ("colour", "add it, or mark")])
def test_a_key_that_is_near_is_named(key: str, fix: str) -> None:
    config = made("ConfigMap", "data", {"log-level": "debug"})
    source = {"configMapKeyRef": {"name": "web", "key": key}}
    (found,) = told("FT231", config, made("Pod", "spec.containers.0.env", [{"name": "A", "valueFrom": source}]))
    assert found.fix.startswith(fix)


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ({key: PATH[key] for key in ("path", "backend")}, "add pathType: Prefix"),
        ({"path": "/", "backend": {}}, "add what is missing"),
    ],
)
def test_what_a_path_lacks_is_named(path: dict[str, Any], fix: str) -> None:
    (found,) = told("FT213", made("Ingress", "spec.rules.0.http.paths", [path]))
    assert found.fix == fix


def test_the_port_that_has_the_name_already_is_shown() -> None:
    ports = [{"name": "a", "port": 80}, {"name": "a", "port": 81}]
    (found,) = told("FT202", made("Service", "spec.ports", ports))
    (first,) = found.related
    assert first.line < found.line
