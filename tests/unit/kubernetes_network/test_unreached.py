"""Services without pods and Ingresses whose backends lead nowhere are told when they are translated."""

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
ROUTES = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
spec:
  rules:
  - host: shop.example.org
    http:
      paths:
      - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
      - {path: /shop, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
"""


def told(*objects: str) -> dict[str, str | None]:
    """What the report says of the host and of each path of `ROUTES`, and of its Service."""
    report = flytrans.translate({"a.yaml": "---\n".join(objects)}, to="fly").report
    ends = ("/host", "/0/path", "/0/backend/service/name", "/1/path", "/1/backend/service/name")
    said = {end: entry for entry in report.entries for end in ends if entry.pointer.endswith(end)}
    assert {entry.code for entry in said.values() if entry.code} <= {"FT014", "FT326", "FT330", "FT441", "FT454"}
    return {end: said[end].message for end in ends}


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


WEB = "web gets every path of the host, not only /shop"
HOST = "a step adds the host: fly certs add"
NOWHERE = "nothing here answers for shop.example.org, so no step adds it"


def test_a_backend_whose_service_is_missing_is_no_rival() -> None:
    gone = "Service api is not in the input, so web takes what Ingress front sends to /api"
    assert list(told(POD, SERVICE, ROUTES).values()) == [HOST, gone, gone, WEB, ""]
    assert missing(POD, SERVICE, ROUTES) == [(19, gone)]


def test_a_host_whose_services_are_all_missing_is_nobodys() -> None:
    api, web = (
        f"Service {name} is not in the input, so nothing takes what Ingress front sends to {path}"
        for name, path in (("api", "/api"), ("web", "/shop"))
    )
    assert list(told(POD, ROUTES).values()) == [NOWHERE, api, api, web, web]
    assert missing(POD, ROUTES) == [(14, api), (15, web)]


def test_a_backend_with_pods_beats_one_without_whatever_its_path() -> None:
    api = SERVICE.replace("web", "api")
    lone = "no workload here is behind Service api, so web takes what Ingress front sends"
    assert list(told(POD, SERVICE, api, ROUTES.replace("/api", "/")).values())[2:] == [lone, WEB, ""]


def test_a_port_that_the_service_does_not_have_leads_nowhere() -> None:
    routes = ROUTES.replace("web, port: {number: 80}", "web, port: {number: 81}")
    other = "Service web has no port 81, so nothing takes what Ingress front sends to /shop"
    found = told(POD, SERVICE, routes)
    assert (found["/host"], found["/1/path"]) == (NOWHERE, other)
    assert (20, other) in missing(POD, SERVICE, routes)


def test_what_leads_out_of_the_cluster_is_told_beside_an_ingress() -> None:
    out = SERVICE.replace("selector: {app: web}", "type: ExternalName, externalName: example.org")
    by_hand = SERVICE.replace("selector: {app: web}, ", "")
    for service, lack in ((out, "is a name outside of the cluster"), (by_hand, "selects no pods")):
        said = f"Service web {lack}, so nothing takes what Ingress front sends to /shop"
        assert told(POD, service, ROUTES)["/1/path"] == said
        assert said not in [message for _, message in missing(POD, service, ROUTES)]


def test_an_ingress_asks_the_pods_of_a_headless_service_themselves() -> None:
    headless = SERVICE.replace("selector", "clusterIP: None, selector")
    assert told(POD, headless, ROUTES) == told(POD, SERVICE, ROUTES)


def test_the_path_of_a_bucket_is_not_said_to_get_the_host() -> None:
    bucket = ROUTES.replace("{service: {name: api, port: {number: 80}}}", "{resource: {kind: Bucket, name: static}}")
    report = flytrans.translate({"a.yaml": "---\n".join((POD, SERVICE, bucket))}, to="fly").report
    assert [e.code for e in report.entries if e.pointer.endswith("/0/path")] == ["FT440"]


SPARE = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
  rules:
  - host: shop.example.org
"""


def test_a_host_without_paths_is_left_to_the_backend_of_the_rest() -> None:
    found = flytrans.translate({"a.yaml": "---\n".join((POD, SERVICE, SPARE))}, to="fly")
    assert [step.command for step in found.steps][-1] == "fly certs add shop.example.org --app web"
    assert missing(POD, SERVICE, SPARE) == []
    gone = "Service web is not in the input, so nothing takes what Ingress front sends"
    assert missing(POD, SPARE) == [(10, gone)]


def test_a_host_that_no_service_is_named_for_is_nobodys() -> None:
    lone = SPARE.replace("  defaultBackend: {service: {name: web, port: {number: 80}}}\n", "")
    found = flytrans.translate({"a.yaml": "---\n".join((POD, SERVICE, lone))}, to="fly").report
    assert [(e.code, e.message) for e in found.entries if e.pointer.endswith("/host")] == [("FT422", NOWHERE)]
