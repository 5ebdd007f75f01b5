"""Fly services as Services and Ingress."""

from __future__ import annotations

import pytest
from network_given import HTTP, HTTPS, Written, service


def ports(written: Written, name: str = "shop") -> list[tuple[str, int, int]]:
    return [(p["name"], p["port"], p["targetPort"]) for p in written.one("Service", name)["spec"]["ports"]]


def test_web_ports_are_one_port_of_a_cluster_service_behind_an_ingress() -> None:
    written = Written({"app": {"services": [service(3000, HTTP, HTTPS)]}})
    assert ports(written) == [("http", 80, 3000)]
    assert "type" not in written.one("Service")["spec"]
    spec = written.one("Ingress")["spec"]
    assert spec["tls"] == [{"hosts": ["shop.example.com"], "secretName": "shop-tls"}]
    backend = {"service": {"name": "shop", "port": {"name": "http"}}}
    assert spec["rules"][0]["http"]["paths"] == [{"path": "/", "pathType": "Prefix", "backend": backend}]
    assert written.codes == ["FT346"]


def test_without_443_the_ingress_has_no_tls() -> None:
    written = Written({"app": {"services": [service(3000, HTTP)]}})
    assert "tls" not in written.one("Ingress")["spec"]


@pytest.mark.parametrize(
    ("port", "name"),
    [
        ({"port": 5432}, "tcp-5432"),
        ({"port": 8080, "handlers": ["http"]}, "http-8080"),
        ({"port": 443, "handlers": ["tls"]}, "tcp-443"),
        ({"port": 8443, "handlers": ["tls", "http"]}, "tcp-8443"),
        ({"port": 5432, "handlers": ["pg_tls"]}, "tcp-5432"),
        ({"port": 1883, "handlers": ["proxy_proto"]}, "tcp-1883"),
    ],
)
def test_every_other_port_is_named_after_its_protocol_and_number(port: dict[str, object], name: str) -> None:
    written = Written({"app": {"services": [service(9000, port)]}})
    assert ports(written) == [(name, port["port"], 9000)]
    assert written.names_of("Ingress") == []


def test_a_port_is_published_only_where_the_caller_exposes_the_group() -> None:
    groups = {"app": {"services": [service(5432, {"port": 5432})]}}
    assert Written(groups).codes == ["FT319"]
    written = Written(groups, exposure={"app": "public"})
    assert written.codes == []
    public = written.one("Service", "shop-public")["spec"]
    assert public["type"] == "LoadBalancer"
    assert [p["port"] for p in public["ports"]] == [5432]


def test_where_fly_ends_tls_a_port_is_never_published_in_clear() -> None:
    found = [service(5432, {"port": 5432, "handlers": ["pg_tls"]}, {"start_port": 6000, "end_port": 6001})]
    written = Written({"app": {"services": found}}, exposure={"*": "public"})
    assert ports(written) == [("tcp-5432", 5432, 5432), ("tcp-6000", 6000, 5432), ("tcp-6001", 6001, 5432)]
    assert [p["port"] for p in written.one("Service", "shop-public")["spec"]["ports"]] == [6000, 6001]
    assert written.one("Service")["metadata"]["annotations"] == {"service.fly.io/5432-handlers": "pg_tls"}
    assert written.codes == ["FT407"]


def test_private_http_has_no_ingress() -> None:
    written = Written({"app": {"services": [service(3000, HTTP, HTTPS)]}}, exposure={"app": "private"})
    assert written.names_of("Ingress") == []
    assert ports(written) == [("http", 80, 3000)]


def test_a_raw_port_80_leaves_the_internal_number_to_http() -> None:
    found = [service(8080, {"port": 80}, HTTPS)]
    assert ports(Written({"app": {"services": found}})) == [("tcp-80", 80, 8080), ("http", 8080, 8080)]


def test_a_service_without_ports_is_reached_by_its_internal_number() -> None:
    found = [service(8080), service(9000, {"port": 9001})]
    assert ports(Written({"app": {"services": found}})) == [("tcp-8080", 8080, 8080), ("tcp-9001", 9001, 9000)]


def test_services_on_one_internal_port_join() -> None:
    found = [service(8080, HTTP), service(8080, {"port": 9000}), service(8080)]
    assert ports(Written({"app": {"services": found}})) == [("http", 80, 8080), ("tcp-9000", 9000, 8080)]


def test_udp_and_tcp_may_have_one_number() -> None:
    found = [service(53, {"port": 53}), {"protocol": "udp", "internal_port": 53, "ports": [{"port": 53}]}]
    spec = Written({"app": {"services": found}}).one("Service")["spec"]
    assert [(p["name"], p.get("protocol")) for p in spec["ports"]] == [("tcp-53", None), ("udp-53", "UDP")]


def test_of_two_ports_with_one_number_the_first_has_it() -> None:
    written = Written({"app": {"services": [service(1000, {"port": 5000}), service(2000, {"port": 5000})]}})
    assert ports(written) == [("tcp-5000", 5000, 1000), ("tcp-2000", 2000, 2000)]
    assert "FT463" in written.codes


def test_a_range_is_listed_up_to_fifty_ports() -> None:
    fifty = Written({"app": {"services": [service(1, {"start_port": 6000, "end_port": 6049})]}})
    assert len(ports(fifty)) == 50
    wide = Written({"app": {"services": [service(1, {"start_port": 6000, "end_port": 6050})]}})
    assert ports(wide) == [("tcp-1", 1, 1)]
    assert {reason.code for reason in wide.ledger.reasons.values()} == {"FT419"}


def test_the_default_group_has_the_ingress() -> None:
    web = {"services": [service(3000, HTTP, HTTPS)]}
    written = Written({"admin": web, "app": web, "web": web})
    assert written.names_of("Ingress") == ["shop"]
    assert written.codes.count("FT318") == 4
    other = Written({"admin": web, "web": web})
    assert other.names_of("Ingress") == ["shop-admin"]


def test_without_internal_port_8080_is_assumed() -> None:
    written = Written({"app": {"services": [{"protocol": "tcp", "ports": [HTTP]}]}})
    assert ports(written) == [("http", 80, 8080)]
    assert "FT348" in written.codes


def test_handlers_in_another_order_and_concurrency_stand_in_annotations() -> None:
    limits = {"type": "requests", "soft_limit": 20, "hard_limit": 25}
    web = service(3000, HTTP, {"port": 443, "handlers": ["tls", "http"]}, concurrency=limits)
    groups = {"app": {"services": [web]}}
    assert Written(groups).one("Service")["metadata"]["annotations"] == {
        "service.fly.io/443-handlers": "tls,http",
        "service.fly.io/concurrency-kind": "requests",
        "service.fly.io/concurrency-limit-hard": "25",
        "service.fly.io/concurrency-limit-soft": "20",
    }
    assert "annotations" not in Written(groups, carry=False).one("Service")["metadata"]


def test_only_nginx_is_told_to_redirect() -> None:
    web = {"app": {"services": [service(3000, {**HTTP, "force_https": True}, HTTPS)]}}
    assert "annotations" not in Written(web).one("Ingress")["metadata"]
    notes = Written(web, ingress_class="nginx").one("Ingress")["metadata"]["annotations"]
    assert notes == {"nginx.ingress.kubernetes.io/ssl-redirect": "true"}
    plain = {"app": {"services": [service(3000, HTTP, HTTPS)]}}
    notes = Written(plain, ingress_class="nginx").one("Ingress")["metadata"]["annotations"]
    assert notes == {"nginx.ingress.kubernetes.io/ssl-redirect": "false"}


def test_host_class_and_issuer_are_the_callers() -> None:
    web = {"app": {"services": [service(3000, HTTP, HTTPS)]}}
    written = Written(web, host="shop.io", ingress_class="traefik", tls_issuer="le")
    ingress = written.one("Ingress")
    assert ingress["spec"]["ingressClassName"] == "traefik"
    assert ingress["spec"]["rules"][0]["host"] == "shop.io"
    assert ingress["metadata"]["annotations"] == {"cert-manager.io/cluster-issuer": "le"}
    assert written.codes == []


def test_a_group_with_volumes_has_a_headless_service() -> None:
    written = Written({"app": {"mounts": [{"name": "data", "path": "/data"}]}})
    assert written.names_of("Service") == ["shop-headless"]
    assert written.one("Service", "shop-headless")["spec"]["clusterIP"] == "None"


def test_what_is_no_port_is_left_to_the_carrier() -> None:
    written = Written({"app": {"services": [{"protocol": "sctp", "internal_port": 1}, service(70000)]}})
    assert written.objects == []
    assert {reason.code for reason in written.ledger.reasons.values()} == {"FT422"}


def test_the_number_80_comes_from_the_port_and_not_from_internal_port() -> None:
    written = Written({"app": {"services": [service(3000, HTTP, HTTPS)]}})
    found = next(n for n in written.nodes if n.plain()["kind"] == "Service")
    number = found.at("spec", "ports", 0, "port")
    assert number is not None
    pointers = {written.ledger.leaves[leaf].pointer for leaf in number.leaves()}
    assert pointers == {"/groups/app/services/0/ports/0/port"}


def test_for_fly_kubernetes_a_balancer_has_every_port_with_its_handlers() -> None:
    web = service(3000, HTTP, HTTPS)
    database = service(5432, {"port": 5432, "handlers": ["pg_tls"]})
    names = {"protocol": "udp", "internal_port": 53, "ports": [{"port": 53}]}
    groups = {"app": {"services": [web, database, names]}}
    written = Written(groups, profile="fks", exposure={"app": "public"})
    assert written.names_of("Ingress") == []
    assert ports(written, "shop-public") == [("http", 80, 3000), ("https", 443, 3000), ("tcp-5432", 5432, 5432)]
    notes = {"service.fly.io/80-handlers": "http", "service.fly.io/443-handlers": "http,tls"}
    assert written.one("Service", "shop-public")["metadata"]["annotations"] == {
        **notes,
        "service.fly.io/5432-handlers": "pg_tls",
    }
    assert ports(Written(groups, profile="fks"), "shop-public") == [("http", 80, 3000), ("https", 443, 3000)]
    assert Written(groups, profile="fks", exposure={"*": "private"}).names_of("Service") == ["shop"]


def test_every_further_service_on_a_port_shows_where_it_joins() -> None:
    written = Written({"app": {"services": [service(8080, HTTP), service(8080)]}})
    found = next(n for n in written.nodes if n.plain()["kind"] == "Service")
    target = found.at("spec", "ports", 0, "targetPort")
    assert target is not None
    pointers = {written.ledger.leaves[leaf].pointer for leaf in target.leaves()}
    assert "/groups/app/services/1/internal_port" in pointers
