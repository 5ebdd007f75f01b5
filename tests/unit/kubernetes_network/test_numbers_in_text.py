"""Numbers that manifests say in texts: digits that only Python takes for a number, and more than any integer has."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans

NO_NUMBERS = ["²", "٣", "9" * 5000, ""]
LABELS = {"app": "web"}
SERVICE = {"selector": LABELS, "ports": [{"port": 80, "targetPort": 8080}]}
BACKEND = {"service": {"name": "web", "port": {"number": 80}}}
RULE = {"host": "a.example", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": BACKEND}]}}


def deployment(**spec: Any) -> dict[str, Any]:
    pod = {"containers": [{"name": "web", "image": "web:1"}]}
    template = {"metadata": {"labels": LABELS}, "spec": pod}
    return obj(
        "apps/v1", "Deployment", {"replicas": 4, "selector": {"matchLabels": LABELS}, "template": template, **spec}
    )


def obj(version: str, kind: str, spec: dict[str, Any], **notes: str) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": "web", "annotations": notes}, "spec": spec}


def app(*objects: dict[str, Any]) -> dict[str, Any]:
    """The request for the machines that the manifests say."""
    files = {f"{index}.json": json.dumps(one) for index, one in enumerate(objects)}
    made = flytrans.translate(files, "machines")
    assert made.report.entries
    found: dict[str, Any] = json.loads(made.files["machines.json"])["requests"][0]["body"]["config"]
    return found


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_timeout_of_nginx_is_digits(text: str) -> None:
    note = {"nginx.ingress.kubernetes.io/proxy-read-timeout": text}
    objects = deployment(), obj("v1", "Service", SERVICE)
    odd = app(*objects, obj("networking.k8s.io/v1", "Ingress", {"rules": [RULE]}, **note))
    assert "idle_timeout" not in json.dumps(odd)
    note = dict.fromkeys(note, "0090")
    assert '"idle_timeout": 90' in json.dumps(
        app(*objects, obj("networking.k8s.io/v1", "Ingress", {"rules": [RULE]}, **note))
    )


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_limit_of_fly_kubernetes_is_digits(text: str) -> None:
    note = {"service.fly.io/concurrency-limit-soft": text}
    assert "soft_limit" not in json.dumps(app(deployment(), obj("v1", "Service", SERVICE, **note)))
    note = dict.fromkeys(note, "7")
    assert '"soft_limit": 7' in json.dumps(app(deployment(), obj("v1", "Service", SERVICE, **note)))


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_port_of_metrics_is_digits(text: str) -> None:
    note = {"prometheus.io/scrape": "true", "prometheus.io/port": text}
    assert "port" not in app(deployment(), obj("v1", "Service", SERVICE, **note)).get("metrics", {})


@pytest.mark.parametrize("text", NO_NUMBERS)
@pytest.mark.parametrize("key", ["maxUnavailable", "minAvailable"])
def test_a_share_that_a_budget_lets_go_is_digits(text: str, key: str) -> None:
    def unavailable(share: str) -> str:
        budget = obj("policy/v1", "PodDisruptionBudget", {key: share, "selector": {"matchLabels": LABELS}})
        files = {"a.json": json.dumps(deployment()), "b.json": json.dumps(budget)}
        return flytrans.translate(files, "fly").files["fly.toml"]

    assert "max_unavailable" not in unavailable(f"{text}%")
    assert "max_unavailable = 2" in unavailable("50%")


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_share_of_a_rollout_is_digits(text: str) -> None:
    rolling = {"strategy": {"rollingUpdate": {"maxUnavailable": f"{text}%"}}}
    files = {"a.json": json.dumps(deployment(**rolling))}
    assert "max_unavailable" not in flytrans.translate(files, "fly").files["fly.toml"]
    assert [finding.code for finding in flytrans.lint(files) if finding.code == "FT218"] == ["FT218"]


@pytest.mark.parametrize("step", ["9" * 5000, "0", "²"])
def test_a_step_of_a_schedule_is_digits(step: str) -> None:
    template = {"spec": {"containers": [{"name": "web", "image": "web:1"}], "restartPolicy": "Never"}}
    job = {"jobTemplate": {"spec": {"template": template}}, "schedule": f"*/{step} * * * *"}
    files = {"a.json": json.dumps(obj("batch/v1", "CronJob", job))}
    assert flytrans.translate(files, "fly").report.entries
    assert any("schedule" in finding.message for finding in flytrans.lint(files))
