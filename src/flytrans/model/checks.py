"""Health checks, and the test machines of a deploy."""

from __future__ import annotations

from flytrans.model.record import Integer, Loose, Nanoseconds, Record, Switch, Text, Words


class Header(Record):
    """A header of a check's requests, with all its values."""

    name: Text | None = None
    values: Words | None = None


class Check(Record):
    """A health check: of a service, where its port may be left to the service, or of the machine."""

    type: Text | None = None
    port: Integer | None = None
    interval: Nanoseconds | None = None
    timeout: Nanoseconds | None = None
    grace_period: Nanoseconds | None = None
    method: Text | None = None
    path: Text | None = None
    protocol: Text | None = None
    tls_skip_verify: Switch | None = None
    tls_server_name: Text | None = None
    headers: tuple[Header, ...] | None = None
    kind: Text | None = None
    """Only of a check of the machine."""
    kubernetes: Loose | None = None


class MachineCheck(Record):
    """A test that a deploy runs in a machine made for it, before it goes on."""

    command: Words | None = None
    image: Text | None = None
    entrypoint: Words | None = None
    kill_signal: Text | None = None
    kill_timeout: Nanoseconds | None = None
