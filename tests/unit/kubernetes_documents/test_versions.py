"""Old API versions in today's shapes (kubernetes-rules, section 12)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from documents_given import Read

from flytrans.kubernetes.versions import KINDS

TEMPLATE = {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web", "image": "x"}]}}


def read(version: str, kind: str, spec: Any, **metadata: Any) -> Read:
    obj = {"apiVersion": version, "kind": kind, "metadata": {"name": "web", **metadata}, "spec": spec}
    return Read(json.dumps(obj), "a.json")


@pytest.mark.parametrize(
    ("kind", "version"), [(kind, version) for kind, known in KINDS.items() for version in known.older]
)
def test_an_old_version_is_read_as_todays_and_said_to_be_old(kind: str, version: str) -> None:
    found = read(version, kind, {})
    assert found.objects[0]["apiVersion"] == KINDS[kind].version
    assert found.codes == ([] if version == "autoscaling/v1" else ["FT005"])
    assert found.fate("/apiVersion") == "inert"


def test_a_selector_that_is_absent_is_the_labels_of_the_template() -> None:
    found = read("extensions/v1beta1", "Deployment", {"template": TEMPLATE})
    assert found.objects[0]["spec"]["selector"] == {"matchLabels": {"app": "web"}}
    label = found.node("spec", "selector", "matchLabels", "app")
    assert [found.ledger.leaves[leaf].pointer for leaf in label.sources] == ["/spec/template/metadata/labels/app"]


def test_extensions_rolls_by_one_and_never_gives_up() -> None:
    spec = read("extensions/v1beta1", "Deployment", {"template": TEMPLATE}).objects[0]["spec"]
    assert spec["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 1}
    assert spec["progressDeadlineSeconds"] == spec["revisionHistoryLimit"] == 2**31 - 1


def test_what_is_said_beats_the_old_default() -> None:
    given = {"template": TEMPLATE, "strategy": {"rollingUpdate": {"maxSurge": 3}}, "revisionHistoryLimit": 5}
    spec = read("extensions/v1beta1", "Deployment", given).objects[0]["spec"]
    assert spec["strategy"]["rollingUpdate"] == {"maxSurge": 3, "maxUnavailable": 1}
    assert spec["revisionHistoryLimit"] == 5


def test_recreate_does_not_roll() -> None:
    spec = read("extensions/v1beta1", "Deployment", {"strategy": {"type": "Recreate"}}).objects[0]["spec"]
    assert spec["strategy"] == {"type": "Recreate"}


def test_an_old_default_is_decided_by_the_version() -> None:
    found = read("apps/v1beta1", "StatefulSet", {"template": TEMPLATE})
    node = found.node("spec", "updateStrategy", "type")
    assert node.value == "OnDelete"
    assert [found.ledger.leaves[leaf].pointer for leaf in node.because] == ["/apiVersion"]


def test_an_order_that_was_carried_out_is_inert() -> None:
    found = read("extensions/v1beta1", "Deployment", {"rollbackTo": {"revision": 1}})
    assert found.codes == ["FT005"]
    assert found.fate("/spec/rollbackTo/revision") == "inert"


def test_backends_of_an_ingress_are_spelled_anew() -> None:
    backend = {"serviceName": "web", "servicePort": 80}
    named = {"serviceName": "api", "servicePort": "http"}
    rules = [{"host": "a", "http": {"paths": [{"backend": backend}, {"path": "/x", "backend": named}]}}]
    spec = read("extensions/v1beta1", "Ingress", {"backend": backend, "rules": rules}).objects[0]["spec"]
    assert spec["defaultBackend"] == {"service": {"name": "web", "port": {"number": 80}}}
    assert spec["rules"][0]["http"]["paths"] == [
        {"backend": {"service": {"name": "web", "port": {"number": 80}}}, "pathType": "ImplementationSpecific"},
        {
            "path": "/x",
            "backend": {"service": {"name": "api", "port": {"name": "http"}}},
            "pathType": "ImplementationSpecific",
        },
    ]


CPU = {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}}


def test_a_share_of_the_cpu_is_a_metric() -> None:
    found = read("autoscaling/v1", "HorizontalPodAutoscaler", {"targetCPUUtilizationPercentage": 70, "maxReplicas": 3})
    assert found.objects[0]["spec"] == {"metrics": [CPU], "maxReplicas": 3}


def test_metrics_and_behaviour_of_autoscaling_v1_are_in_annotations() -> None:
    notes = {
        "autoscaling.alpha.kubernetes.io/metrics": json.dumps(
            [{"type": "Resource", "resource": {"name": "memory", "targetAverageUtilization": 60}}]
        ),
        "autoscaling.alpha.kubernetes.io/behavior": json.dumps(
            {"ScaleDown": {"Policies": [{"Type": "Pods", "Value": 1, "PeriodSeconds": 60}]}}
        ),
        "autoscaling.alpha.kubernetes.io/conditions": "[]",
    }
    found = read("autoscaling/v1", "HorizontalPodAutoscaler", {"maxReplicas": 3}, annotations=notes)
    assert not found.codes
    spec = found.objects[0]["spec"]
    assert spec["metrics"] == [
        {
            "type": "Resource",
            "resource": {"name": "memory", "target": {"type": "Utilization", "averageUtilization": 60}},
        }
    ]
    assert spec["behavior"] == {"scaleDown": {"policies": [{"type": "Pods", "value": 1, "periodSeconds": 60}]}}
    assert "annotations" not in found.objects[0]["metadata"]


@pytest.mark.parametrize("field", ["metrics", "behavior"])
def test_metrics_and_behaviour_of_today_are_no_fields_of_autoscaling_v1(field: str) -> None:
    given = {"maxReplicas": 3, field: [CPU] if field == "metrics" else {"scaleDown": {"selectPolicy": "Disabled"}}}
    found = read("autoscaling/v1", "HorizontalPodAutoscaler", given)
    assert found.codes == ["FT003"]
    assert found.objects[0]["spec"] == {"maxReplicas": 3}


def test_flat_metrics_have_a_metric_and_a_target() -> None:
    ref = {"kind": "Ingress", "name": "web"}
    metrics = [
        {"type": "Resource", "resource": {"name": "cpu", "targetAverageUtilization": 70}},
        {"type": "Pods", "pods": {"metricName": "p", "targetAverageValue": "1"}},
        {"type": "Object", "object": {"target": ref, "metricName": "o", "targetValue": "2"}},
        {"type": "External", "external": {"metricName": "e", "metricSelector": {}, "targetAverageValue": "3"}},
    ]
    found = read("autoscaling/v2beta1", "HorizontalPodAutoscaler", {"metrics": metrics})
    assert found.codes == ["FT005"]
    assert found.objects[0]["spec"]["metrics"] == [
        CPU,
        {"type": "Pods", "pods": {"metric": {"name": "p"}, "target": {"type": "AverageValue", "averageValue": "1"}}},
        {
            "type": "Object",
            "object": {"describedObject": ref, "metric": {"name": "o"}, "target": {"type": "Value", "value": "2"}},
        },
        {
            "type": "External",
            "external": {
                "metric": {"name": "e", "selector": {}},
                "target": {"type": "AverageValue", "averageValue": "3"},
            },
        },
    ]


def test_an_empty_selector_of_an_old_budget_selects_nothing() -> None:
    found = read("policy/v1beta1", "PodDisruptionBudget", {"selector": {}, "maxUnavailable": 1})
    (expression,) = found.objects[0]["spec"]["selector"]["matchExpressions"]
    assert expression["operator"] == "Exists"
    assert read("policy/v1", "PodDisruptionBudget", {"selector": {}}).objects[0]["spec"]["selector"] == {}
    filled = read("policy/v1beta1", "PodDisruptionBudget", {"selector": {"matchLabels": {"a": "b"}}})
    assert filled.objects[0]["spec"]["selector"] == {"matchLabels": {"a": "b"}}


@pytest.mark.parametrize("spec", [3, [], "x", {"rules": 3}, {"rules": [3, {"http": []}]}, {"backend": "x"}])
def test_a_broken_old_object_is_found_like_any_other(spec: Any) -> None:
    assert "FT004" in read("extensions/v1beta1", "Ingress", spec).codes
