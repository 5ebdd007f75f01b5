"""Every leaf of every kind has a fate with a reason of its own: an object is made for each, and translated.

Objects are made by the schema of the kind, as small as they can be; what they mean together does not matter here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Literal

import pytest

import flytrans
from flytrans.engine.fates import APPROXIMATED, CARRIED, DROPPED, UNEXPLAINED
from flytrans.kubernetes.structure import FURTHER
from flytrans.kubernetes.versions import KINDS
from flytrans.schema_files import schema_text
from generate.trails import listed

LAST_RESORT = {APPROXIMATED, CARRIED, DROPPED, "FT003"}
LEAVES = [(kind, path, {"machines": machines, "fly": fly}) for kind, path, machines, fly, _ in listed("kubernetes.tsv")]
HARMLESS = {
    ("PodSpec", "/initContainers/#/tty"): "nobody attaches to one",
    ("PodSpec", "/resources/limits/*"): "only those of the containers count, and `k` is none",
    ("PodSpec", "/resources/requests/*"): "only those of the containers count, and `k` is none",
    ("Service", "/spec/externalIPs/#"): "steps name the addresses that Fly gives",
    ("Service", "/spec/ports/#/nodePort"): "the port is published by its own number",
}
"""Leaves that the list calls dropped, of which nothing is lost that anybody would notice."""
PARTS = {"PodSpec": "/spec/template/spec", "ObjectMeta": "/metadata", "TemplateMeta": "/spec/template/metadata"}
"""Parts that have lists of their own, and where they stand in a Deployment."""
CONTAINER: dict[str, Any] = {"name": "c", "image": "registry.example/a:1"}
TEMPLATE: dict[str, Any] = {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": [CONTAINER]}}
SELECTED: dict[str, Any] = {"selector": {"matchLabels": {"app": "a"}}, "template": TEMPLATE}
PATHS = [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "a", "port": {"number": 80}}}}]
TARGET = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "a"}
SPECS: dict[str, Any] = {
    **dict.fromkeys(("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"), SELECTED),
    "ReplicationController": {"selector": {"app": "a"}, "template": TEMPLATE},
    "Job": {"template": {**TEMPLATE, "spec": {"containers": [CONTAINER], "restartPolicy": "Never"}}},
    "CronJob": {"schedule": "0 * * * *", "jobTemplate": {"spec": {"template": TEMPLATE}}},
    "Pod": TEMPLATE["spec"],
    "Service": {"selector": {"app": "a"}, "ports": [{"port": 80}]},
    "Ingress": {"rules": [{"host": "a.example", "http": {"paths": PATHS}}]},
    "HorizontalPodAutoscaler": {"scaleTargetRef": TARGET, "maxReplicas": 3},
}
OLD_VERSIONS = {
    "Deployment/spec/rollbackTo": "extensions/v1beta1",
    "DaemonSet/spec/templateGeneration": "extensions/v1beta1",
    "Ingress/spec/backend": "networking.k8s.io/v1beta1",
    "Ingress/spec/rules/#/http/paths/#/backend/service": "networking.k8s.io/v1beta1",
    "HorizontalPodAutoscaler/spec/targetCPUUtilizationPercentage": "autoscaling/v1",
    "HorizontalPodAutoscaler/spec/metrics/#": "autoscaling/v2beta1",
}
"""Where leaves are that only older versions have."""
OLD_LEAVES = {
    *("rollbackTo/revision", "templateGeneration", "serviceName", "servicePort", "metricName", "targetValue"),
    *("targetCPUUtilizationPercentage", "targetAverageValue", "targetAverageUtilization"),
}
DEFINITIONS: dict[str, Any] = json.loads(schema_text("kubernetes.schema.json"))["$defs"]
META = {"$ref": "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}


def root(kind: str) -> dict[str, Any]:
    """The schema of a kind; of those that the shipped one lacks, by the reader's own list."""
    name = KINDS[kind].definition
    if name in DEFINITIONS:
        return DEFINITIONS[name]
    text = {"type": "string"}
    return {"properties": {"apiVersion": text, "kind": text, "metadata": META, "status": {}, **FURTHER[name]}}


def sample(kind: str, path: str) -> tuple[list[dict[str, Any]], str]:
    """Objects with that leaf in the first one, and the leaf's pointer there."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in path.strip("/").split("/")]
    if kind in PARTS:
        steps = [*PARTS[kind].strip("/").split("/"), *steps]
        kind = "Deployment"
    first = made(kind)
    old = next((end for end in OLD_LEAVES if path.endswith(f"/{end}")), None) if kind != "StatefulSet" else None
    if old is not None:
        found = [v for start, v in OLD_VERSIONS.items() if f"{kind}{path}".startswith(start)]
        first["apiVersion"] = found[0]
        plain_put(first, steps)
    else:
        first = put(root(kind), first, steps)
    others = [made("Deployment")] if kind != "Deployment" else []
    others += [made("Service")] if kind == "Ingress" else []
    return [first, *others], "".join(f"/{place(step)}" for step in steps if step != "**")


def place(step: str) -> str:
    """A step of a pointer: the first of a list, the one key of a table."""
    return {"#": "0", "*": "k"}.get(step, step.replace("~", "~0").replace("/", "~1"))


def made(kind: str) -> dict[str, Any]:
    """The smallest object of a kind that has to do with the others."""
    out: dict[str, Any] = {"apiVersion": KINDS[kind].version, "kind": kind, "metadata": {"name": "a"}}
    if kind in SPECS:
        out["spec"] = deepcopy(SPECS[kind])
    return out


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or "allOf" in schema:
        name = schema.get("$ref", "").rpartition("/")[2]
        schema = DEFINITIONS[name] if name else schema["allOf"][0]
    return schema


def put(schema: dict[str, Any], here: Any, steps: list[str]) -> Any:
    """What is here with a leaf in it; tables on the way have what their schema requires."""
    schema = resolved(schema)
    if not steps:
        return scalar(schema)
    step, rest = steps[0], steps[1:]
    if step == "#":
        items = list(here) if isinstance(here, list) and here else [least(schema["items"])]
        return [put(schema["items"], items[0], rest), *items[1:]]
    out = dict(here or {})
    inner = schema.get("properties", {}).get(step) or schema.get("additionalProperties")
    key = "k" if step in ("*", "**") and "properties" not in schema else step
    if step == "**":
        inner = next(iter(schema.get("properties", {"k": {}}).values()))
        key = next(iter(schema.get("properties", {"k": {}})))
    inner = inner if isinstance(inner, dict) else {"type": "string"}
    out[key] = put(inner, out.get(key, least(inner)), rest)
    return out


def least(schema: dict[str, Any]) -> Any:
    """The least that a table may have; None for anything else."""
    schema = resolved(schema)
    if "properties" not in schema:
        return None
    if "imagePullPolicy" in schema["properties"]:
        return dict(CONTAINER)
    needed = {name: schema["properties"][name] for name in schema.get("required", [])}
    return {name: least(inner) or scalar(resolved(inner)) for name, inner in needed.items()}


def scalar(schema: dict[str, Any]) -> Any:
    if schema.get("type") == "array":
        return []
    if "properties" in schema or schema.get("type") == "object":
        return {}
    return {"integer": 1, "boolean": True, "number": 1.5, "string": "x"}.get(str(schema.get("type")), 1)


def plain_put(here: Any, steps: list[str]) -> None:
    """The same for a leaf that today's schema lacks."""
    for step, following in zip(steps, [*steps[1:], ""], strict=True):
        fresh: Any = [] if following == "#" else {} if following else "1" if step.endswith("Value") else 1
        if step == "#":
            if not here:
                here.append({"type": following.capitalize()})
            here = here[0]
        elif following:
            here = here.setdefault(step, fresh)
        else:
            here.clear() if "service" in here else None
            here[step] = "a" if step.endswith("Name") else fresh


def reasons(kind: str, path: str, to: Literal["machines", "fly"], listed_as: str) -> Iterator[str]:
    """What is wrong with the fate of a leaf: nothing known of it, or no better reason than the last resort.

    What is listed as dropped does something, so the reason has an effect.
    """
    objects, pointer = sample(kind, path)
    made = flytrans.translate({"a.yaml": "\n---\n".join(map(json.dumps, objects))}, to=to)
    found = [e for e in made.report.entries if e.document == 0 and f"{e.pointer}/".startswith(f"{pointer}/")]
    if not found:
        yield f"{kind}{path}: no leaf at {pointer}"
    for entry in found:
        if entry.code in LAST_RESORT or entry.message == UNEXPLAINED:
            yield f"{kind}{path}: {entry.fate} {entry.code} {entry.message}"
        elif listed_as == "dropped" and entry.effect == "none" and (kind, path) not in HARMLESS:
            yield f"{kind}{path}: no effect, says {entry.code} {entry.message}"


@pytest.mark.parametrize("to", ["machines", "fly"])
@pytest.mark.parametrize("kind", sorted({kind for kind, *_ in LEAVES}))
def test_every_leaf_has_a_fate_with_a_reason_of_its_own(kind: str, to: Literal["machines", "fly"]) -> None:
    assert [wrong for k, path, fates in LEAVES if k == kind for wrong in reasons(kind, path, to, fates[to])] == []
