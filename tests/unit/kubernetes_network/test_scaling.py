"""Autoscalers and budgets, by option; and what they mean for machines."""

from __future__ import annotations

import json
from typing import Any

import pytest
import tomli
from network_given import HTTP, HTTPS, Plain, Read, cluster_service, manifest, node, service

import flytrans
from flytrans.api.options import Options
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.objects import Objects
from flytrans.kubernetes.scaling import scatter_scaling
from flytrans.kubernetes.scaling_reading import gather_budget
from flytrans.tree.context import Reading, Writing
from flytrans.tree.ledger import Ledger

WEB = service(3000, HTTP, HTTPS, min_machines_running=1, concurrency={"soft_limit": 30})
TARGET = {"kind": "Deployment", "name": "shop"}


def scaled(view: Plain, **options: Any) -> dict[str, Plain]:
    ledger = Ledger()
    cx = Writing(ledger, Options.of(options))
    app = node({"name": "shop", "groups": {"app": view}}, ledger)
    found = scatter_scaling(app, "app", app.value["groups"].value["app"], Names.of(app, cx), cx)
    return {o.plain()["kind"]: o.plain()["spec"] for o in found}


def test_nothing_scales_unless_asked_for() -> None:
    assert scaled({"services": [WEB]}) == {}


def test_an_autoscaler_keeps_what_fly_would_keep() -> None:
    spec = scaled({"services": [WEB], "count": 4}, extras={"hpa"})["HorizontalPodAutoscaler"]
    assert (spec["minReplicas"], spec["maxReplicas"]) == (1, 4)
    assert spec["scaleTargetRef"] == {"apiVersion": "apps/v1", **TARGET}
    idle = scaled({"services": [{**WEB, "min_machines_running": 0}]}, extras={"hpa"})["HorizontalPodAutoscaler"]
    assert (idle["minReplicas"], idle["maxReplicas"]) == (1, 2)


def test_keda_goes_down_to_none_by_requests_at_once() -> None:
    spec = scaled({"services": [{**WEB, "min_machines_running": 0}]}, extras={"keda"})["HTTPScaledObject"]
    assert spec["replicas"] == {"min": 0, "max": 2}
    assert spec["scaleTargetRef"]["service"] == "shop"
    assert spec["scalingMetric"] == {"concurrency": {"targetValue": 30}}


def test_budget_and_monitor() -> None:
    found = scaled({"metrics": {"port": 9091, "path": "/m"}}, extras={"pdb", "pod-monitor"})
    assert found["PodDisruptionBudget"]["maxUnavailable"] == 1
    assert found["PodMonitor"]["podMetricsEndpoints"] == [{"portNumber": 9091, "path": "/m"}]


def scaler(**spec: Any) -> Plain:
    return manifest("HorizontalPodAutoscaler", "shop", {"scaleTargetRef": TARGET, **spec})


def test_an_autoscaler_is_starting_and_stopping_of_machines() -> None:
    found = Read([cluster_service("web", {"port": 80}, kind="LoadBalancer"), scaler(minReplicas=3, maxReplicas=9)])
    first = found.view["services"][0]
    assert (first["autostop"], first["autostart"], first["min_machines_running"]) == ("stop", True, 3)
    assert found.scaling.least is not None
    assert found.scaling.least.value == 3


def test_without_services_only_the_count_is_left() -> None:
    found = Read([scaler(maxReplicas=9)])
    assert found.view == {}
    assert found.scaling.least is not None
    assert found.scaling.least.value == 1


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("http_requests_in_flight", {"type": "requests", "soft_limit": 50}),
        ("active_connections", {"type": "connections", "soft_limit": 50}),
        ("http_requests_per_second", None),
        ("queue_depth", None),
    ],
)
def test_a_target_of_requests_at_once_is_the_soft_limit(name: str, limits: Plain | None) -> None:
    metric = {"type": "Pods", "pods": {"metric": {"name": name}, "target": {"averageValue": "50"}}}
    found = Read([cluster_service("web", {"port": 80}, kind="LoadBalancer"), scaler(maxReplicas=9, metrics=[metric])])
    assert found.view["services"][0].get("concurrency") == limits


@pytest.mark.parametrize(
    ("spec", "allowed"),
    [
        ({"maxUnavailable": 2}, 2),
        ({"maxUnavailable": "25%"}, 3),
        ({"minAvailable": 8}, 2),
        ({"minAvailable": "100%"}, 1),
        ({}, None),
    ],
)
def test_a_budget_is_a_limit_of_the_rollout(spec: Plain, allowed: int | None) -> None:
    budget = manifest("PodDisruptionBudget", "b", {"selector": {"matchLabels": {"app": "shop"}}, **spec})
    found = gather_budget(node({"app": "shop"}), node(10), Objects([node(budget)]), "default", Reading())
    assert (found.value if found is not None else None) == allowed


def pods(name: str, **target: str) -> Plain:
    return {"type": "Pods", "pods": {"metric": {"name": name}, "target": target}}


IN_FLIGHT = pods("requests_in_flight", averageValue="1500m")


@pytest.mark.parametrize(
    ("metrics", "limits"),
    [
        ([IN_FLIGHT], 2),
        ([pods("requests_in_flight", averageValue="1m")], 1),
        ([pods("queue_depth", averageValue="5"), IN_FLIGHT], 2),
        ([pods("requests_in_flight", value="5"), pods("requests", averageValue="9"), IN_FLIGHT], 9),
        ([{"type": "Object", "object": {"metric": {"name": "requests"}, "target": {"averageValue": "7"}}}], 7),
        ([{"type": "External", "external": {"metric": {"name": "requests"}, "target": {"averageValue": "8"}}}], 8),
        ([{"type": "Resource", "resource": {"name": "requests", "target": {"averageValue": "8"}}}], None),
        *([([pods(f"requests{word}", averageValue="5")], None) for word in ("_total", "_rate", "-per-second", "_qps")]),
    ],
)
def test_the_first_metric_that_counts_what_is_open_is_the_soft_limit(metrics: list[Plain], limits: int | None) -> None:
    found = Read([cluster_service("web", {"port": 80}, kind="LoadBalancer"), scaler(maxReplicas=9, metrics=metrics)])
    assert found.view["services"][0].get("concurrency", {}).get("soft_limit") == limits


@pytest.mark.parametrize(
    ("strategy", "budget", "deploy"),
    [
        ({"rollingUpdate": {"maxUnavailable": 3}}, 1, {"max_unavailable": 1}),
        ({"rollingUpdate": {"maxUnavailable": 1}}, 3, {"max_unavailable": 1}),
        ({"type": "Recreate"}, 1, {"strategy": "immediate"}),
    ],
)
def test_the_stricter_of_rollout_and_budget_counts(strategy: Plain, budget: int, deploy: Plain) -> None:
    labels = {"app": "shop"}
    pod = {"containers": [{"name": "c", "image": "shop:1"}]}
    rolled = {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": pod}}
    objects = [
        {"apiVersion": "apps/v1", **manifest("Deployment", "shop", {"replicas": 10, "strategy": strategy, **rolled})},
        {
            "apiVersion": "policy/v1",
            **manifest("PodDisruptionBudget", "b", {"selector": {"matchLabels": labels}, "maxUnavailable": budget}),
        },
    ]
    given = {"a.json": json.dumps({"apiVersion": "v1", "kind": "List", "items": objects})}
    assert tomli.loads(flytrans.translate(given, to="fly").files["fly.toml"])["deploy"] == deploy


@pytest.mark.parametrize(("replicas", "count"), [(1, 3), (3, 3), (5, 5), (0, 0), (None, 3)])
def test_an_autoscaler_keeps_its_least_where_fewer_are_said_and_leaves_none_alone(
    replicas: int | None, count: int
) -> None:
    spec = {"selector": {"matchLabels": {"app": "shop"}}, **({} if replicas is None else {"replicas": replicas})}
    template = {"metadata": {"labels": {"app": "shop"}}, "spec": {"containers": [{"name": "c", "image": "x"}]}}
    shop = {"apiVersion": "apps/v1", **manifest("Deployment", "shop", {**spec, "template": template})}
    keeps = {"apiVersion": "autoscaling/v2", **scaler(minReplicas=3, maxReplicas=9)}
    text = "\n---\n".join(json.dumps(o) for o in (shop, keeps))
    made = flytrans.translate({"shop.yaml": text}, to="machines")
    (request,) = json.loads(made.files["machines.json"])["requests"]
    assert request["count"] == count
    if count == 3 and replicas == 1:
        assert any("the autoscaler keeps 3" in entry.message for entry in made.report.entries)
        again = flytrans.translate(made.files, to="kubernetes").files["manifests/40-deployment-shop.yaml"]
        assert "replicas: 1\n" in again
