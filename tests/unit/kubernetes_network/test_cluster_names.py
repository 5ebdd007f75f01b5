"""Hosts that only a cluster knows, in the texts of apps."""

from __future__ import annotations

import pytest

from flytrans.kubernetes.cluster_names import ClusterNames, Mention

NAMES = ClusterNames({("default", "db"): frozenset({5432}), ("shop", "web"): frozenset({80, 8080})})
DB = ("default", "db")


def found(text: str, key: str = "") -> list[str]:
    return [mention.host for mention in NAMES.mentioned(text, key, "default")]


@pytest.mark.parametrize(
    "text",
    [
        "postgres://u:p@db/app",
        "http://db",
        "tcp://db:1/",
        "db:5432",
        "other:5432,db:5432",
        "host=db port=5432",
        "--db-host=db",
        "server: 'db'",
        '{"address": "db"}',
    ],
)
def test_a_service_is_meant_where_a_host_stands(text: str) -> None:
    assert found(text) == ["db"]


@pytest.mark.parametrize(
    "text",
    [
        "db",
        "postgres://db:db@example.com/db",
        "the db",
        "db:16",
        "/data/db:5432/x",
        "my-db:5432",
        "db.example.com:5432",
        "x.db:5432",
    ],
)
def test_elsewhere_its_name_is_a_word_like_others(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize("key", ["DB_HOST", "PGHOST", "DbServer", "CACHE_ADDR", "DATABASE_URL", "DB_HOSTNAME"])
def test_a_variable_that_asks_for_a_host_has_one(key: str) -> None:
    assert found("db", key) == ["db"]


@pytest.mark.parametrize("key", ["POSTGRES_DB", "OTEL_SERVICE_NAME", "HOST_PATH"])
def test_another_variable_has_a_word(key: str) -> None:
    assert not found("db", key)


def test_the_short_name_is_of_the_own_namespace() -> None:
    assert not found("web:80")
    assert found("web.shop:80") == ["web.shop"]
    assert not found("web.other:80")


@pytest.mark.parametrize("host", ["db.default.svc", "db.default.svc.cluster.local", "db-0.db.default.svc.example"])
def test_the_long_name_of_a_service_is_a_host_everywhere(host: str) -> None:
    assert NAMES.mentioned(f"see {host}. Then", "", "else") == [Mention(host, f"{host}.", DB)]


@pytest.mark.parametrize(
    "text", ["cache.store.svc", "x=pod-1.cache.store.svc.cluster.local:1", "redis://cache.store.svc/0"]
)
def test_the_long_name_of_a_service_that_is_not_here_is_one_of_the_cluster(text: str) -> None:
    (mention,) = NAMES.mentioned(text, "", "default")
    assert mention.host.endswith(".store.svc") or mention.host.endswith(".store.svc.cluster.local")
    assert mention.service is None


@pytest.mark.parametrize("text", ["https://example.com/Some.Path.svc", "a.svc", "file.svc", "cache.store.svcs"])
def test_what_only_ends_alike_is_none(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "port"), [("http://db", 80), ("https://db/", 443), ("http://db:5432", 5432), ("x@db", None)]
)
def test_the_port_is_the_one_of_the_scheme_where_none_is_written(text: str, port: int | None) -> None:
    (mention,) = NAMES.mentioned(text, "", "default")
    assert mention.port == port


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://vault:8200", "vault"),
        ("postgresql+asyncpg://u:p@pg/app", "pg"),
        ("--url=redis://cache,other", "cache"),
    ],
)
def test_a_host_without_a_dot_in_a_url_is_one_of_the_cluster(text: str, host: str) -> None:
    assert found(text) == [host]
    assert not NAMES.mentioned(text, "", "default", in_file=True)


@pytest.mark.parametrize(
    "text",
    [
        "http://localhost:80",
        "http://127.0.0.1/",
        "https://example.com",
        "s3://bucket/x",
        "file:///etc",
        "unix://run",
        "http://$HOST/",
        "postgres://postgres:secret@db.example.com/app",
    ],
)
def test_what_is_no_host_or_known_everywhere_is_none(text: str) -> None:
    assert not found(text)


def test_no_services_no_names() -> None:
    assert not ClusterNames({}).mentioned("db:5432", "DB_HOST", "default")


@pytest.mark.parametrize(
    ("text", "host", "service"),
    [
        ("until nc -z cache 6379; do sleep 2; done", "cache", None),
        ("nc -w 2 -zv db 5432 || exit 1", "db", ("default", "db")),
        ("nc -z web.shop 80", "web.shop", ("shop", "web")),
        ("pg_isready -U me -h db", "db", ("default", "db")),
        ("mysql -uroot -h db-0.db -e 'select 1'", "db-0.db", ("default", "db")),
        ("redis-cli -h cache ping", "cache", None),
        ("./wait-for-it.sh cache:6379 -- run", "cache", None),
        ("until nslookup cache; do sleep 2; done", "cache", None),
    ],
)
def test_a_command_that_waits_names_its_host(text: str, host: str, service: tuple[str, str] | None) -> None:
    assert NAMES.mentioned(text, "", "default") == [Mention(host, host, service)]


@pytest.mark.parametrize(
    "text", ["nc -z example.com 443", "psql -h $DB_HOST", "redis-cli -h localhost ping", "du -h data", "sync -h db"]
)
def test_what_a_command_asks_elsewhere_is_no_name_of_the_cluster(text: str) -> None:
    assert not NAMES.mentioned(text, "", "default")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("http://10.1.2.3:9000/x", ""),
        ("redis://:p@10.1.2.3", ""),
        ("kafka=10.1.2.3:9092,x", ""),
        ("10.1.2.3", "DB_HOST"),
    ],
)
def test_an_address_of_a_private_network_is_told_where_a_host_stands(text: str, key: str) -> None:
    assert NAMES.mentioned(text, key, "default") == [Mention("10.1.2.3", "10.1.2.3")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("10.0.0.0/8", "TRUSTED_HOST"),
        ("10.1.2.3", "SYSTEM_IP"),
        ("http://172.32.0.1", ""),
        ("v10.1.2.3:4", ""),
        ("110.1.2.3:80", ""),
        ("allow 192.168.0.0/16;", ""),
        ("1.10.1.2.3:80", ""),
    ],
)
def test_another_address_is_not(text: str, key: str) -> None:
    assert not NAMES.mentioned(text, key, "default")
