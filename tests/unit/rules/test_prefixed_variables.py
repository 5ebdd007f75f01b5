"""Variables of a ConfigMap are called with the prefix that `envFrom` says."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans


@pytest.mark.parametrize(
    ("prefix", "key", "is_told"),
    [("", "A", False), ("MY_", "A", False), ("my-", "A", True), ("", "a.b", True), ("9", "A", True)],
)
def test_the_prefix_counts(prefix: str, key: str, is_told: bool) -> None:
    config: dict[str, Any] = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {key: "1"}}
    source = {"prefix": prefix, "configMapRef": {"name": "c"}}
    container = {"name": "a", "image": "a:1", "envFrom": [source]}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [container]}}
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": [config, pod]})
    found = [finding for finding in flytrans.lint({"a.json": text}) if finding.code == "FT229"]
    assert bool(found) is is_told
