"""Checks as the readiness probe, and probes as checks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as some
from network_given import HTTP, Plain, Read, cluster_service, node, service

from flytrans.api.options import Options
from flytrans.kubernetes.probes import scatter_probe
from flytrans.tree.context import Writing
from flytrans.tree.ledger import Ledger

SECOND = 10**9
OURS = {"app": "shop", "app.kubernetes.io/managed-by": "flytrans"}


def probe(view: Plain) -> tuple[Any, list[str]]:
    ledger = Ledger()
    found = scatter_probe(node(view, ledger), Writing(ledger, Options()))
    return found.plain() if found is not None else None, sorted({r.code for r in ledger.reasons.values()})


def checked(**check: Any) -> Plain:
    return {"services": [service(3000, HTTP, checks=[check])]}


def test_the_first_http_check_of_the_services_is_the_probe() -> None:
    view = {
        "services": [
            service(5000, checks=[{"type": "tcp"}]),
            service(3000, checks=[{"type": "tcp"}, {"type": "http", "path": "/up"}]),
        ],
        "checks": {"a": {"type": "http", "port": 1}},
    }
    assert probe(view)[0] == {"httpGet": {"path": "/up", "port": 3000}}
    view["services"][1]["checks"].pop()
    assert probe(view)[0] == {"tcpSocket": {"port": 5000}}


def test_of_the_machines_checks_readiness_comes_first_then_the_name() -> None:
    checks = {"b": {"type": "tcp", "port": 2}, "a": {"type": "tcp", "port": 1}}
    assert probe({"checks": checks})[0] == {"tcpSocket": {"port": 1}}
    checks["c"] = {"type": "tcp", "port": 3, "kind": "readiness"}
    assert probe({"checks": checks})[0] == {"tcpSocket": {"port": 3}}


def test_a_check_that_only_informs_is_told_where_it_gates_traffic() -> None:
    view: Plain = {
        "checks": {"alive": {"type": "tcp", "port": 8081, "interval": 90 * SECOND, "grace_period": 10 * SECOND}}
    }
    written = {"tcpSocket": {"port": 8081}, "initialDelaySeconds": 10, "periodSeconds": 90}
    assert probe(view) == (written, ["FT314"])  # the name
    view["services"] = [service(3000)]
    assert probe(view) == (written, ["FT310", "FT314"])


@pytest.mark.parametrize(
    ("given", "seconds", "codes"),
    [
        (15 * SECOND, 15, []),
        (1500_000_000, 2, ["FT301"]),
        (90 * SECOND, 60, ["FT302"]),
        (200_000_000, 1, ["FT302"]),
        (0, 1, ["FT302"]),
    ],
)
def test_times_of_a_services_check_are_cut_then_rounded_up(given: int, seconds: int, codes: list[str]) -> None:
    found, told = probe(checked(type="http", interval=given))
    assert (found["periodSeconds"], told) == (seconds, codes)


def test_a_check_that_does_not_get_is_not_the_probe() -> None:
    assert probe(checked(type="http", method="POST"))[0] is None
    assert probe(checked(type="http", method="get"))[0] == {"httpGet": {"port": 3000}}


def test_a_probe_takes_any_certificate() -> None:
    assert probe(checked(type="http", protocol="https"))[1] == ["FT309"]
    assert probe(checked(type="http", protocol="https", tls_skip_verify=True))[1] == []


def test_headers_are_sorted_and_repeated() -> None:
    headers = [
        {"name": "B", "values": ["1", "2"]},
        {"name": "A", "values": [""]},
        {"name": "bad name", "values": ["x"]},
    ]
    found = probe(checked(type="http", headers=headers))[0]
    assert [(h["name"], h["value"]) for h in found["httpGet"]["httpHeaders"]] == [("A", ""), ("B", "1"), ("B", "2")]


@examples(
    some.fixed_dictionaries(
        {"type": some.just("http"), "method": some.just("GET")},
        optional={
            "path": some.text("/abc?=&", min_size=1, max_size=8),
            "protocol": some.sampled_from(["http", "https"]),
            "interval": some.integers(1, 60).map(lambda n: n * SECOND),
            "timeout": some.integers(1, 60).map(lambda n: n * SECOND),
            "grace_period": some.integers(0, 60).map(lambda n: n * SECOND),
        },
    )
)
def test_a_check_that_a_probe_can_say_comes_back(check: Plain) -> None:
    written = probe({"services": [service(3000, checks=[check])]})[0]
    found = Read(
        [cluster_service("web", {"port": 80, "targetPort": 3000})], {"containers": [{"readinessProbe": written}]}, OURS
    )
    assert found.view["services"][0]["checks"] == [check]


def read(container: Plain, *, published: bool = True) -> Read:
    kind = "LoadBalancer" if published else None
    return Read([cluster_service("web", {"port": 80, "targetPort": 3000}, kind=kind)], {"containers": [container]})


def test_what_kubernetes_takes_unless_told_is_written_out() -> None:
    found = read({"readinessProbe": {"httpGet": {"port": 3000}}})
    check = {"type": "http", "path": "/", "interval": 10 * SECOND, "timeout": SECOND}
    assert found.view["services"][0]["checks"] == [check]


def test_a_probe_of_another_port_is_a_check_of_the_machine() -> None:
    ports = [{"name": "health", "containerPort": 8081}]
    found = read({"ports": ports, "readinessProbe": {"tcpSocket": {"port": "health"}}})
    assert found.view["checks"]["readiness"]["port"] == 8081
    assert found.view["checks"]["readiness"]["kind"] == "readiness"


def test_a_check_of_a_port_that_gets_no_fly_service_is_the_machines() -> None:
    manifests = [
        cluster_service("web", {"port": 80, "targetPort": 3000}, kind="LoadBalancer"),
        cluster_service("in", {"port": 9000}),
    ]
    found = Read(manifests, {"containers": [{"readinessProbe": {"tcpSocket": {"port": 9000}}}]})
    assert found.view["checks"]["readiness"]["port"] == 9000


def test_https_is_asked_without_verifying() -> None:
    check = read({"readinessProbe": {"httpGet": {"port": 3000, "scheme": "HTTPS"}}}).view["services"][0]["checks"][0]
    assert (check["protocol"], check["tls_skip_verify"]) == ("https", True)


def test_the_time_that_a_startup_probe_allows_is_grace() -> None:
    startup = {"httpGet": {"port": 3000}, "initialDelaySeconds": 5, "failureThreshold": 2, "periodSeconds": 10}
    ready = {"httpGet": {"port": 3000}, "initialDelaySeconds": 3}
    check = read({"readinessProbe": ready, "startupProbe": startup}).view["services"][0]["checks"][0]
    assert check["grace_period"] == 28 * SECOND
    long = read({"readinessProbe": ready, "startupProbe": {**startup, "failureThreshold": 30}})
    assert long.view["services"][0]["checks"][0]["grace_period"] == 60 * SECOND
    assert "FT302" in long.codes


def test_what_no_check_can_do_is_told() -> None:
    assert "FT512" in read({"readinessProbe": {"exec": {"command": ["true"]}}}).codes
    assert "FT509" in read({"livenessProbe": {"httpGet": {"port": 3000}}}).codes
    grpc = read({"readinessProbe": {"grpc": {"port": 3000}}})
    assert grpc.view["services"][0]["checks"][0]["type"] == "tcp"
    assert "FT324" in grpc.codes


@pytest.mark.parametrize(
    ("said", "is_told"), [({}, True), ({"tls_skip_verify": False}, True), ({"tls_skip_verify": True}, False)]
)
def test_a_probe_that_no_longer_verifies_a_certificate_is_told(said: Plain, is_told: bool) -> None:
    """A probe takes any certificate (kubernetes pkg/probe/http), a check only where it is told to."""
    assert ("FT309" in probe(checked(type="http", protocol="https", **said))[1]) is is_told
