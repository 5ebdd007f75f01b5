"""Probes of one of several containers as its health checks (kubernetes-rules, section 3; decision 0031)."""

from __future__ import annotations

import json
from typing import Any

import pytest

import flytrans

Plain = dict[str, Any]


def _translated(**container: Any) -> flytrans.Translation:
    """A pod of two containers, of which one is given."""
    one = {"name": "web", "image": "web:1", **container}
    pod = {"containers": [one, {"name": "logs", "image": "logs:1"}]}
    text = json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": pod})
    return flytrans.translate({"pod.yaml": text}, to="machines")


def _checks(**container: Any) -> list[Plain]:
    config = json.loads(_translated(**container).files["machines.json"])["requests"][0]["body"]["config"]
    checks: list[Plain] = config["containers"][0].get("healthchecks", [])
    return checks


def test_a_port_is_the_one_of_its_name() -> None:
    ports = [{"name": "a", "containerPort": 1}, {"name": "b", "containerPort": 2}]
    assert [c["tcp"]["port"] for c in _checks(ports=ports, readinessProbe={"tcpSocket": {"port": "b"}})] == [2]


def test_a_name_that_is_no_ports_means_the_only_port() -> None:
    given: Plain = {"ports": [{"containerPort": 8080}], "livenessProbe": {"tcpSocket": {"port": "http"}}}
    assert [c["tcp"] for c in _checks(**given)] == [{"port": 8080}]
    assert "FT353" in {finding.code for finding in _translated(**given).findings}


def test_of_two_ports_none_is_guessed() -> None:
    ports = [{"containerPort": 1}, {"containerPort": 2}]
    assert _checks(ports=ports, readinessProbe={"tcpSocket": {"port": "http"}}) == []


def test_each_handler_is_a_check_of_a_name_of_its_own() -> None:
    probe = {"httpGet": {"port": 1}, "exec": {"command": ["ok"]}, "tcpSocket": {"port": 2}}
    assert [c["name"] for c in _checks(livenessProbe=probe)] == ["liveness", "liveness-http", "liveness-tcp"]


@pytest.mark.parametrize(
    ("startup", "grace"),
    [({}, 30 + 2), ({"failureThreshold": 6, "periodSeconds": 5}, 30 + 2), ({"initialDelaySeconds": 60}, 60 + 30 + 2)],
)
def test_no_failure_counts_before_a_startup_probe_would_have_given_up(startup: Plain, grace: int) -> None:
    live = {"tcpSocket": {"port": 1}, "initialDelaySeconds": 2}
    checks = _checks(startupProbe={"tcpSocket": {"port": 1}, **startup}, livenessProbe=live, readinessProbe=live)
    assert [c["grace_period"] for c in checks] == [grace, grace]


def test_the_kubelet_takes_any_certificate() -> None:
    (check,) = _checks(readinessProbe={"httpGet": {"port": 1, "scheme": "HTTPS"}})
    assert check["http"] == {"port": 1, "path": "/", "scheme": "https", "tls_skip_verify": True}


@pytest.mark.parametrize("path", [{}, {"path": ""}, {"path": "/"}])
def test_the_kubelet_asks_for_the_root_unless_it_is_told_more(path: Plain) -> None:
    (check,) = _checks(livenessProbe={"httpGet": {"port": 1, **path}})
    assert check["http"]["path"] == "/"


def test_a_liveness_probe_is_no_loss_beside_others() -> None:
    found = _translated(livenessProbe={"exec": {"command": ["ok"]}}).findings
    assert "FT509" not in {finding.code for finding in found}
