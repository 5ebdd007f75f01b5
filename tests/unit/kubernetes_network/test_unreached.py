"""Services without pods and Ingresses without Services are told when they are translated."""

from __future__ import annotations

import flytrans

POD = """apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: w}]}
"""
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n"
INGRESS = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
spec:
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
"""


def missing(*objects: str) -> list[tuple[int, str]]:
    found = flytrans.translate({"a.yaml": "---\n".join(objects)}, to="fly").findings
    return [(finding.line, finding.message) for finding in found if finding.code == "FT014"]


def test_what_is_there_is_not_missed() -> None:
    assert missing(POD, SERVICE, INGRESS) == []


def test_a_service_without_a_pod_is_told_at_its_selector() -> None:
    assert missing(SERVICE) == [(4, "no workload here has the labels that Service web selects")]


def test_a_service_in_another_namespace_selects_nothing() -> None:
    assert missing(POD, SERVICE.replace("{name: web}", "{name: web, namespace: other}")) != []


def test_an_ingress_without_its_service_is_told_at_the_name() -> None:
    assert missing(POD, INGRESS) == [(10, "Service web is not in the input, so nothing takes what Ingress front sends")]


def test_a_name_of_somewhere_else_and_pods_kept_by_hand_are_no_fault() -> None:
    assert missing(SERVICE.replace("selector", "type: ExternalName, externalName: example.org, selector")) == []
    assert missing(SERVICE.replace("selector: {app: web}, ", "")) == []
