"""Manifests of a fly.toml, and machines of manifests, as plain data."""

from __future__ import annotations

import json
from typing import Any

import yaml

import flytrans


def manifests(toml: str, **options: Any) -> dict[str, Any]:
    """{file: object} of a fly.toml."""
    translation = flytrans.translate({"fly.toml": toml}, to="kubernetes", **options)
    return {name: yaml.safe_load(text) for name, text in translation.files.items()}


def only(found: dict[str, Any], kind: str) -> Any:
    """The one object of a kind."""
    objects = [obj for obj in found.values() if obj["kind"] == kind]
    assert len(objects) == 1, [*found]
    return objects[0]


def pod_of(obj: Any) -> Any:
    """The pod spec of a workload."""
    if obj["kind"] == "CronJob":
        return obj["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    return obj["spec"]["template"]["spec"]


def container_of(obj: Any) -> Any:
    """Its first container."""
    return pod_of(obj)["containers"][0]


def apps(*objects: str, **options: Any) -> list[Any]:
    """The apps of some objects, as machines.json says them."""
    text = "---\n".join(objects)
    translation = flytrans.translate({"app.yaml": text}, to="machines", **options)
    return [json.loads(text) for name, text in sorted(translation.files.items()) if name.endswith("machines.json")]


def config(*objects: str, **options: Any) -> Any:
    """The machine config of the only group of the only app, less the variable that names the group."""
    (app,) = apps(*objects, **options)
    (request,) = app["requests"]
    found = request["body"]["config"]
    found.get("env", {}).pop("FLY_PROCESS_GROUP", None)
    return found


def findings(*objects: str) -> set[str]:
    """Codes that are found while some objects become machines."""
    translation = flytrans.translate({"app.yaml": "---\n".join(objects)}, to="machines")
    return {finding.code for finding in translation.findings}


def deployment(container: str = "", pod: str = "", name: str = "web", labels: str = "{app: web}") -> str:
    """A Deployment of somebody else; `container` and `pod` are flow mappings' insides."""
    more = f", {container}" if container else ""
    beside = f"{pod}, " if pod else ""
    return (
        f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, labels: {labels}}}\n"
        f"spec:\n  replicas: 1\n  selector: {{matchLabels: {labels}}}\n"
        f"  template:\n    metadata: {{labels: {labels}}}\n"
        f"    spec: {{{beside}containers: [{{name: main, image: 'a:1'{more}}}]}}\n"
    )


def config_map(name: str, data: str) -> str:
    """A ConfigMap; `data` is a flow mapping's inside."""
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{{data}}}\n"
