"""A balancer or an Ingress that only a private network reaches does not make an app public.

The annotations are those of the clouds' own documentation: kubernetes.io/docs, internal load balancer; the AWS Load
Balancer Controller; GKE; tailscale.com/kb, cluster ingress.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from network_given import Plain, cluster_service, ingress, manifest, path

import flytrans

LABELS = {"app": "shop"}
POD = {"containers": [{"name": "c", "image": "shop:1"}]}
APP = {
    "apiVersion": "apps/v1",
    **manifest(
        "Deployment",
        "shop",
        {"selector": {"matchLabels": LABELS}, "template": {"metadata": {"labels": LABELS}, "spec": POD}},
    ),
}
CLOUD = "service.beta.kubernetes.io"
INSIDE = [
    {f"{CLOUD}/aws-load-balancer-internal": "true"},
    {f"{CLOUD}/aws-load-balancer-internal": "0.0.0.0/0"},
    {f"{CLOUD}/aws-load-balancer-scheme": "internal"},
    {f"{CLOUD}/azure-load-balancer-internal": "true"},
    {f"{CLOUD}/openstack-internal-load-balancer": "true"},
    {"networking.gke.io/load-balancer-type": "Internal"},
    {"cloud.google.com/load-balancer-type": "Internal"},
    {"service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": "private"},
]
OUTSIDE = [
    {},
    {f"{CLOUD}/aws-load-balancer-internal": "false"},
    {f"{CLOUD}/aws-load-balancer-scheme": "internet-facing"},
    {f"{CLOUD}/azure-load-balancer-internal": "false"},
    {"networking.gke.io/load-balancer-type": "External"},
    {"service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": "public"},
]
ROUTE = {"shop.io": [path("shop")]}


def is_private(*objects: Plain) -> bool:
    """Whether the steps give the app an address of its own network and none of the world's."""
    items: list[Any] = [
        APP,
        *({"apiVersion": "v1" if o["kind"] == "Service" else "networking.k8s.io/v1", **o} for o in objects),
    ]
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": items})
    commands = [step.command for step in flytrans.translate({"a.json": text}, to="fly").steps]
    return any("allocate-v6 --private" in command for command in commands)


@pytest.mark.parametrize("notes", INSIDE, ids=str)
def test_a_balancer_inside_stays_inside(notes: dict[str, str]) -> None:
    assert is_private(cluster_service("shop", {"port": 5432}, kind="LoadBalancer", annotations=notes))


@pytest.mark.parametrize("notes", OUTSIDE, ids=str)
def test_a_balancer_outside_stays_outside(notes: dict[str, str]) -> None:
    assert not is_private(cluster_service("shop", {"port": 5432}, kind="LoadBalancer", annotations=notes))


def test_a_class_of_balancers_may_be_inside() -> None:
    service = cluster_service("shop", {"port": 5432}, kind="LoadBalancer")
    assert not is_private(service)
    service["spec"]["loadBalancerClass"] = "tailscale"
    assert is_private(service)
    service["metadata"]["annotations"] = {"tailscale.com/funnel": "true"}
    assert not is_private(service)


@pytest.mark.parametrize(
    ("notes", "kind", "inside"),
    [
        ({}, None, False),
        ({}, "nginx", False),
        ({}, "tailscale", True),
        ({}, "gce-internal", True),
        ({"kubernetes.io/ingress.class": "gce-internal"}, None, True),
        ({"kubernetes.io/ingress.class": "gce"}, None, False),
        ({"alb.ingress.kubernetes.io/scheme": "internal"}, "alb", True),
        ({"alb.ingress.kubernetes.io/scheme": "internet-facing"}, "alb", False),
        ({"tailscale.com/funnel": "true"}, "tailscale", False),
    ],
)
def test_an_ingress_may_be_inside(notes: dict[str, str], kind: str | None, inside: bool) -> None:
    route = ingress("shop", ROUTE, annotations=notes)
    if kind is not None:
        route["spec"]["ingressClassName"] = kind
    assert is_private(cluster_service("shop", {"port": 80}), route) is inside


@pytest.mark.parametrize(("kind", "is_told"), [("LoadBalancer", True), ("NodePort", True), ("ClusterIP", False)])
def test_the_address_of_clients_is_told_where_the_app_saw_it(kind: str, is_told: bool) -> None:
    service = cluster_service("shop", {"port": 5432}, kind=kind)
    service["spec"]["externalTrafficPolicy"] = "Local"
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": [APP, {"apiVersion": "v1", **service}]})
    entries = flytrans.translate({"a.json": text}, to="fly").report.entries
    (entry,) = [entry for entry in entries if entry.pointer.endswith("externalTrafficPolicy")]
    assert (entry.effect == "behaviour") is is_told


def test_a_protocol_that_nobody_on_fly_looks_at_is_told() -> None:
    service = cluster_service("shop", {"port": 5432, "appProtocol": "kubernetes.io/ws"})
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": [APP, {"apiVersion": "v1", **service}]})
    entries = flytrans.translate({"a.json": text}, to="fly").report.entries
    (entry,) = [entry for entry in entries if entry.pointer.endswith("appProtocol")]
    assert (entry.code, entry.effect) == ("FT332", "behaviour")
