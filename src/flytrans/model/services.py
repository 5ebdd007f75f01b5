"""Services: ports on which the app listens, and how traffic reaches them."""

from __future__ import annotations

from typing import Any, Literal

from flytrans.model.checks import Check, MachineCheck
from flytrans.model.record import Integer, Loose, Record, Seconds, Switch, Text, Words


class Response(Record):
    """What is done to HTTP responses. A header's value is text, several texts, or false to take it out."""

    headers: dict[Text, Any] | None = None
    pristine: Switch | None = None


class ReplayCache(Record):
    """For how long, and by which cookie or header, a replayed client is led to the same machine."""

    path_prefix: Text | None = None
    ttl_seconds: Seconds | None = None
    type: Text | None = None
    name: Text | None = None
    allow_bypass: Switch | None = None


class HttpOptions(Record):
    """How HTTP is treated in front of the app."""

    compress: Switch | None = None
    response: Response | None = None
    h2_backend: Switch | None = None
    idle_timeout: Seconds | None = None
    headers_read_timeout: Seconds | None = None
    replay_cache: tuple[ReplayCache, ...] | None = None


class TlsOptions(Record):
    """How TLS is ended in front of the app."""

    alpn: Words | None = None
    versions: Words | None = None
    default_self_signed: Switch | None = None


class ProxyProtocol(Record):
    """How the PROXY protocol's header is written."""

    version: Text | None = None
    fly_src: Switch | None = None


class Port(Record):
    """An external port, or a range of them."""

    port: Integer | None = None
    start_port: Integer | None = None
    end_port: Integer | None = None
    handlers: Words | None = None
    force_https: Switch | None = None
    tls_options: TlsOptions | None = None
    http_options: HttpOptions | None = None
    proxy_proto_options: ProxyProtocol | None = None


class Concurrency(Record):
    """How much load one machine takes."""

    type: Text | None = None
    hard_limit: Integer | None = None
    soft_limit: Integer | None = None


class Service(Record):
    """One port of the app, its external ports, checks and scaling by traffic."""

    protocol: Text | None = None
    internal_port: Integer | None = None
    autostop: Literal["off", "stop", "suspend"] | None = None
    autostart: Switch | None = None
    min_machines_running: Integer | None = None
    ports: tuple[Port, ...] | None = None
    concurrency: Concurrency | None = None
    checks: tuple[Check, ...] | None = None
    machine_checks: tuple[MachineCheck, ...] | None = None
    force_instance_key: Text | None = None
    force_instance_description: Text | None = None
    kubernetes: Loose | None = None
