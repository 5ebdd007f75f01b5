"""Services, their ports and how traffic reaches them.

Sources: fly-go machine_types.go MachineService, MachinePort, MachineServiceConcurrency; flyctl
internal/appconfig/service.go.
"""

from __future__ import annotations

from flytrans.mapping.checks import (
    DEPLOY_ONLY,
    FURTHER,
    HTTP_CHECKS,
    MACHINE_CHECKS,
    PROCESSES,
    SERVICE_CHECKS,
    TCP_CHECKS,
)
from flytrans.mapping.kinds import (
    ANY,
    AUTOSTOP,
    AUTOSTOP_JSON,
    INTEGER,
    INTEGER_ALWAYS,
    INTEGER_OR_ZERO,
    SWITCH,
    TEXT,
    TEXT_ALWAYS,
    TEXT_OR_EMPTY,
    TEXT_OR_NULL,
    TEXTS,
    TRUE,
    UINT32_OR_ZERO,
)
from flytrans.mapping.row import At, Each, Field, Mapping, Meaning, One

BY_TRAFFIC = Meaning("FT403", "every replica runs all the time")
CONCURRENCY_CODE = Meaning("FT404", "nothing counts requests in front of a plain Service")
TLS = Meaning("FT405", "the Ingress controller decides about TLS")
HTTP = Meaning("FT406", "only Fly's proxy, or a controller's own annotations, can do it")
HANDLER = Meaning("FT407", "Fly's proxy ends this connection; a Service hands it on as it is")
RANGE = Meaning("FT419", "a Service lists every port by itself")
INCOMPLETE = Meaning("FT422", "the entry lacks what an object needs")

HTTP_OPTIONS = One(
    Field("compress", SWITCH, kubernetes=HTTP, about="compress responses", default=False),
    Field(
        "response",
        One(
            Field(
                "headers",
                Mapping(ANY),
                kubernetes=HTTP,
                about="headers to set: text, a list of texts, or false to take one out",
            ),
            Field("pristine", SWITCH, kubernetes=HTTP, about="add no headers of Fly's own", default=False),
        ),
        kubernetes=HTTP,
        about="what to do to responses",
    ),
    Field("h2_backend", SWITCH, kubernetes=HTTP, about="speak HTTP/2 without TLS to the app", default=False),
    Field("idle_timeout", UINT32_OR_ZERO, kubernetes=HTTP, about="seconds after which an idle connection is closed"),
    Field(
        "headers_read_timeout",
        UINT32_OR_ZERO,
        kubernetes=HTTP,
        about="seconds in which the request headers must arrive",
    ),
    Field(
        "replay_cache",
        Each(
            Field("path_prefix", TEXT_ALWAYS, kubernetes=HTTP, about="start of the paths that it is for"),
            Field(
                "ttl_seconds", INTEGER_ALWAYS, kubernetes=HTTP, about="seconds that a replay is remembered; at least 10"
            ),
            Field("type", TEXT_ALWAYS, kubernetes=HTTP, about="what tells clients apart", words=("cookie", "header")),
            Field("name", TEXT_ALWAYS, kubernetes=HTTP, about="name of the cookie or header"),
            Field("allow_bypass", TRUE, kubernetes=HTTP, about="let requests pass the cache by", default=False),
        ),
        kubernetes=HTTP,
        about="remember where fly-replay sent a client",
    ),
)
TLS_OPTIONS = One(
    Field("alpn", TEXTS, kubernetes=TLS, about="protocols offered by ALPN"),
    Field("versions", TEXTS, kubernetes=TLS, about="TLS versions: TLSv1.2 and TLSv1.3"),
    Field("default_self_signed", SWITCH, kubernetes=TLS, about="use a self-signed certificate without SNI"),
)
PROXY_PROTO = One(
    Field("version", TEXT, kubernetes=HANDLER, about="version of the PROXY protocol", default="v1", words=("v1", "v2")),
    Field("fly_src", SWITCH, fly=Meaning("FT460"), kubernetes=HANDLER, about="send Fly's own source address field too"),
)
PORTS = Each(
    Field("port", INTEGER_OR_ZERO, kubernetes=HANDLER, about="external port: 1 to 65535"),
    Field("start_port", INTEGER_OR_ZERO, kubernetes=RANGE, about="first external port of a range, in place of port"),
    Field("end_port", INTEGER_OR_ZERO, kubernetes=RANGE, about="last external port of a range"),
    Field(
        "handlers",
        TEXTS,
        kubernetes=HANDLER,
        about="what Fly's proxy does: http, tls, pg_tls, proxy_proto; without any the connection is handed on as it is",
    ),
    Field(
        "force_https",
        TRUE,
        kubernetes=Meaning("FT421", "no controller class is known that would redirect"),
        about="redirect HTTP to HTTPS with 301; only with the http handler",
        default=False,
    ),
    Field("tls_options", TLS_OPTIONS, kubernetes=TLS, about="how TLS is ended"),
    Field("http_options", HTTP_OPTIONS, kubernetes=HTTP, about="how HTTP is treated"),
    Field("proxy_proto_options", PROXY_PROTO, kubernetes=HANDLER, about="how the PROXY header is written"),
    key=("port", "start_port"),
)
CONCURRENCY = One(
    Field(
        "type",
        TEXT,
        kubernetes=CONCURRENCY_CODE,
        about="what is counted",
        default="connections",
        words=("connections", "requests"),
    ),
    Field(
        "hard_limit", INTEGER, kubernetes=CONCURRENCY_CODE, about="how many a machine gets at most; default: no limit"
    ),
    Field(
        "soft_limit",
        INTEGER,
        kubernetes=CONCURRENCY_CODE,
        about="how many it gets before other machines are preferred",
        default=20,
    ),
)
SCALING = (
    Field(
        "autostop",
        AUTOSTOP_JSON,
        fly=At("auto_stop_machines", AUTOSTOP),
        kubernetes=BY_TRAFFIC,
        about="what becomes of machines without traffic",
        default="off",
    ),
    Field(
        "autostart",
        SWITCH,
        fly="auto_start_machines",
        kubernetes=BY_TRAFFIC,
        about="start stopped machines when there is traffic",
        default=True,
    ),
    Field(
        "min_machines_running",
        INTEGER_OR_ZERO,
        kubernetes=BY_TRAFFIC,
        about="how many machines of the primary region are never stopped",
        default=0,
    ),
)
_INTERNAL_PORT = Field(
    "internal_port",
    INTEGER,
    kubernetes=INCOMPLETE,
    about="port on which the app listens: 1 to 65535; absent, none is sent, and the platform takes 8080",
)
_CONCURRENCY = Field("concurrency", CONCURRENCY, kubernetes=CONCURRENCY_CODE, about="load limits for Fly's proxy")
_TESTS = Field(
    "machine_checks",
    MACHINE_CHECKS,
    machines=DEPLOY_ONLY,
    kubernetes=DEPLOY_ONLY,
    about="tests that a deploy runs in machines of their own before it goes on",
)

SERVICE = (
    Field("protocol", TEXT, kubernetes=INCOMPLETE, about="protocol of the ports", default="tcp", words=("tcp", "udp")),
    _INTERNAL_PORT,
    *SCALING,
    Field("ports", PORTS, kubernetes=INCOMPLETE, about="external ports"),
    _CONCURRENCY,
    Field("checks", SERVICE_CHECKS, fly=None, about="health checks of the service"),
    Field("tcp_checks", TCP_CHECKS, machines=None, kubernetes=FURTHER, about="checks that open a TCP connection"),
    Field("http_checks", HTTP_CHECKS, machines=None, kubernetes=FURTHER, about="checks that ask by HTTP"),
    _TESTS,
    PROCESSES,
    Field("force_instance_key", TEXT_OR_NULL, fly=Meaning("FT460"), kubernetes=BY_TRAFFIC, about="set by Fly itself"),
    Field(
        "force_instance_description",
        TEXT_OR_EMPTY,
        fly=Meaning("FT460"),
        kubernetes=BY_TRAFFIC,
        about="set by Fly itself",
    ),
)
SERVICES = Each(*SERVICE, key=("protocol", "internal_port"))

HTTP_SERVICE = One(
    _INTERNAL_PORT,
    next(f for f in PORTS.fields if f.name == "force_https"),
    *SCALING,
    PROCESSES,
    _CONCURRENCY,
    Field("tls_options", TLS_OPTIONS, kubernetes=TLS, about="how TLS is ended"),
    Field("http_options", HTTP_OPTIONS, kubernetes=HTTP, about="how HTTP is treated"),
    Field("checks", HTTP_CHECKS, about="health checks that ask by HTTP"),
    _TESTS,
)
