"""Anybody's Services and Ingresses as Fly services."""

from __future__ import annotations

import pytest
from network_given import HTTP, HTTPS, Plain, Read, Written, cluster_service, ingress, path, service

NGINX = {"nginx.ingress.kubernetes.io/ssl-redirect": "false"}
PORT = {"port": 80, "targetPort": 3000}


def test_what_an_ingress_leads_to_is_a_web_service() -> None:
    found = Read([cluster_service("web", PORT), ingress("web", {"shop.io": [path("web")]}, ["shop.io"])])
    assert found.view["services"][0]["internal_port"] == 3000
    assert found.ports == [HTTP, HTTPS]
    assert found.app["hosts"] == ["shop.io"]
    assert "flycast" not in found.app


def test_a_host_without_tls_has_no_443() -> None:
    found = Read([cluster_service("web", PORT), ingress("web", {"shop.io": [path("web")]}, ["other.io"])])
    assert found.ports == [HTTP]


def test_a_wildcard_certificate_covers_one_label() -> None:
    rules = {"a.shop.io": [path("web")]}
    assert Read([cluster_service("web", PORT), ingress("web", rules, ["*.shop.io"])]).ports == [HTTP, HTTPS]
    rules = {"a.b.shop.io": [path("web")]}
    assert Read([cluster_service("web", PORT), ingress("web", rules, ["*.shop.io"])]).ports == [HTTP]


def test_the_backend_of_the_root_has_the_host() -> None:
    rules = {"shop.io": [path("api", to="/api"), path("web")]}
    api = {"kind": "Service", "metadata": {"name": "api"}, "spec": {"selector": {"app": "api"}, "ports": [PORT]}}
    manifests = [cluster_service("web", PORT), api, ingress("all", rules)]
    web = Read(manifests)
    assert web.ports == [HTTP]
    assert web.codes == ["FT518"]
    other = Read(manifests, labels={"app": "api"})
    assert other.ports == [{"port": 80}]
    assert other.app["flycast"] is True
    assert other.codes == ["FT518"]


def test_a_lone_backend_of_a_path_gets_the_whole_host() -> None:
    found = Read([cluster_service("web", PORT), ingress("web", {"shop.io": [path("web", to="/shop")]})])
    assert found.ports == [HTTP]
    assert found.codes == ["FT326"]


def test_a_backend_may_name_the_port_and_the_old_shape_is_read() -> None:
    named = cluster_service("web", {"name": "web", **PORT})
    old = {"path": "/", "backend": {"serviceName": "web", "servicePort": "web"}}
    for found in (path("web", "web"), old):
        assert Read([named, ingress("web", {"shop.io": [found]})]).ports == [HTTP]


def test_nginx_redirects_where_tls_is_set_unless_it_is_told_not_to() -> None:
    manifests = [cluster_service("web", PORT), ingress("web", {"shop.io": [path("web")]}, ["shop.io"])]
    manifests[1]["spec"]["ingressClassName"] = "nginx"
    assert Read(manifests).ports[0] == {**HTTP, "force_https": True}
    manifests[1]["metadata"]["annotations"] = NGINX
    assert Read(manifests).ports[0] == HTTP


def test_grpc_and_timeouts_of_nginx_are_options_of_the_proxy() -> None:
    notes = {
        "nginx.ingress.kubernetes.io/backend-protocol": "GRPC",
        "nginx.ingress.kubernetes.io/proxy-read-timeout": "300",
    }
    found = Read([cluster_service("web", PORT), ingress("web", {"shop.io": [path("web")]}, annotations=notes)])
    assert found.ports[0]["http_options"] == {"h2_backend": True, "idle_timeout": 300}


@pytest.mark.parametrize("port", [{"port": 80}, {"port": 8080, "name": "http"}, {"port": 81, "appProtocol": "http"}])
def test_a_balancer_of_http_gets_https_too(port: Plain) -> None:
    found = Read([cluster_service("web", port, kind="LoadBalancer")])
    assert found.ports == [{"port": port["port"], "handlers": ["http"]}, HTTPS]
    assert found.codes == ["FT331"]


def test_any_other_port_of_a_balancer_stays_raw() -> None:
    found = Read([cluster_service("db", {"port": 5432}, {"port": 53, "protocol": "UDP"}, kind="LoadBalancer")])
    assert [s["ports"] for s in found.view["services"]] == [[{"port": 5432}], [{"port": 53}]]
    assert [s["protocol"] for s in found.view["services"]] == ["tcp", "udp"]


def test_node_ports_that_an_ingress_uses_are_not_public_themselves() -> None:
    service = cluster_service("web", {"name": "web", **PORT}, {"name": "metrics", "port": 9090}, kind="NodePort")
    assert len(Read([service]).view["services"]) == 2
    found = Read([service, ingress("web", {"shop.io": [path("web")]})])
    assert [s["internal_port"] for s in found.view["services"]] == [3000]


def test_what_only_the_cluster_reaches_would_become_public_in_a_public_app() -> None:
    inside = cluster_service("metrics", {"port": 9090})
    alone = Read([inside])
    assert alone.view["services"] == [
        {"protocol": "tcp", "internal_port": 9090, "ports": [{"port": 9090}], "kubernetes": {"name": "metrics"}}
    ]
    assert alone.app["flycast"] is True
    both = Read([inside, cluster_service("web", PORT, kind="LoadBalancer")])
    assert [s["internal_port"] for s in both.view["services"]] == [3000]
    assert both.codes == ["FT331", "FT330"]


def test_a_headless_service_or_a_cname_is_no_fly_service() -> None:
    headless, alias = cluster_service("a", PORT), cluster_service("b", PORT, kind="ExternalName")
    headless["spec"]["clusterIP"] = "None"
    assert "services" not in Read([headless, alias]).view


def test_a_named_target_is_looked_up_by_name_and_protocol() -> None:
    ports = [{"name": "dns", "containerPort": 1, "protocol": "UDP"}, {"name": "dns", "containerPort": 2}]
    found = Read([cluster_service("dns", {"port": 53, "targetPort": "dns"})], {"containers": [{"ports": ports}]})
    assert found.view["services"][0]["internal_port"] == 2
    missing = Read([cluster_service("dns", {"port": 53, "targetPort": "other"})], {"containers": [{"ports": ports}]})
    assert "services" not in missing.view


def test_two_ports_cannot_have_one_external_number() -> None:
    found = Read([cluster_service("a", PORT, kind="LoadBalancer"), cluster_service("b", {"port": 80}, kind="NodePort")])
    assert found.view["services"][0]["ports"] == [HTTP, HTTPS]
    assert "FT518" in found.codes


def test_the_dialect_of_fly_kubernetes_is_read() -> None:
    notes = {
        "service.fly.io/5432-handlers": "pg_tls",
        "service.fly.io/web-handlers": "http, tls",
        "service.fly.io/443-tls-alpn": "h2",
        "service.fly.io/concurrency-limit-soft": "7",
    }
    ports = [{"name": "pg", "port": 5432}, {"name": "web", "port": 443, "targetPort": 5432}]
    found = Read([cluster_service("db", *ports, kind="LoadBalancer", annotations=notes)])
    assert found.ports == [
        {"port": 5432, "handlers": ["pg_tls"]},
        {"port": 443, "handlers": ["http", "tls"], "tls_options": {"alpn": ["h2"]}},
    ]
    assert found.view["services"][0]["concurrency"] == {"soft_limit": 7}


OURS = {
    "app.kubernetes.io/name": "shop",
    "app.kubernetes.io/component": "app",
    "app.kubernetes.io/managed-by": "flytrans",
}


@pytest.mark.parametrize(
    "services",
    [
        [service(3000, HTTP, HTTPS)],
        [service(3000, HTTP)],
        [service(3000, HTTP, {"port": 443, "handlers": ["tls", "http"]})],
        [service(3000, HTTP, {"port": 443, "handlers": ["tls"], "tls_options": {"alpn": ["h2"]}})],
        [service(8080, {"port": 80}), service(9000)],
        [service(5432, {"port": 5433}, {"start_port": 6000, "end_port": 6003}, {"port": 7000, "handlers": ["http"]})],
        [service(53, {"port": 54}), {"protocol": "udp", "internal_port": 53, "ports": [{"port": 54}]}],
        [service(3000, HTTP, concurrency={"type": "requests", "soft_limit": 5})],
        [service(3000, {"start_port": 10, "end_port": 12, "handlers": ["proxy_proto"]})],
        [service(3000, {"port": 80, "handlers": ["tls"]}, HTTPS)],
    ],
)
def test_what_we_wrote_comes_back(services: list[Plain]) -> None:
    written = Written({"app": {"services": services}})
    found = Read(written.objects, labels=OURS)
    assert found.view["services"] == services
    assert "hosts" not in found.app
    assert "flycast" not in found.app


def test_a_raw_port_of_its_own_number_is_seen_only_where_it_is_published() -> None:
    groups = {"app": {"services": [service(5432, {"port": 5432})]}}
    hidden = Read(Written(groups).objects, labels=OURS)
    assert "ports" not in hidden.view["services"][0]
    assert Read(Written(groups, exposure={"app": "public"}).objects, labels=OURS).ports == [{"port": 5432}]


def test_our_own_host_is_read_unless_it_is_the_placeholder() -> None:
    groups = {"app": {"services": [service(3000, HTTP, HTTPS)]}}
    assert Read(Written(groups, host="shop.io").objects, labels=OURS).app["hosts"] == ["shop.io"]


def test_the_old_annotation_names_the_class_too() -> None:
    manifests = [cluster_service("web", PORT), ingress("web", {"shop.io": [path("web")]}, ["shop.io"])]
    manifests[1]["metadata"]["annotations"] = {"kubernetes.io/ingress.class": "nginx"}
    assert Read(manifests).ports[0] == {**HTTP, "force_https": True}


def test_a_balancer_of_http2_without_tls_says_so_on_both_ports() -> None:
    found = Read([cluster_service("web", {"port": 80, "appProtocol": "kubernetes.io/h2c"}, kind="LoadBalancer")])
    spoken = {"http_options": {"h2_backend": True}}
    assert found.ports == [{**HTTP, **spoken}, {**HTTPS, **spoken}]


def test_a_backend_that_names_no_port_means_any() -> None:
    lone = {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web"}}}
    found = Read([cluster_service("web", PORT), ingress("web", {"shop.io": [lone]})])
    assert found.ports == [HTTP]
    assert found.codes == []
