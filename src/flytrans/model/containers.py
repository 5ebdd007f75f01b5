"""What runs in a machine: files, stop and restart, containers, processes and their temporary volumes."""

from __future__ import annotations

from flytrans.model.checks import Header
from flytrans.model.record import (
    Integer,
    Loose,
    MiB,
    Nanoseconds,
    Number,
    Record,
    Seconds,
    Switch,
    Text,
    TextTable,
    Words,
)


class File(Record):
    """A file put into a machine; its content is base64, a secret's value or a file of an image."""

    guest_path: Text | None = None
    local_path: Text | None = None
    """Where the content was read from, if a plain fly.toml cannot hold it."""
    secret_name: Text | None = None
    raw_value: Text | None = None
    image_config: Text | None = None
    mode: Integer | None = None
    """Permission bits, as a plain number: 0o644 is 420."""


class Stop(Record):
    """How it is stopped."""

    timeout: Nanoseconds | None = None
    signal: Text | None = None


class Restart(Record):
    """What happens when the process ends."""

    policy: Text | None = None
    """`always`, `on-failure`, `no` or `spot-price`."""
    max_retries: Integer | None = None
    gpu_bid_price: Number | None = None


class SecretVariable(Record):
    """A secret of the app as an environment variable."""

    env_var: Text | None = None
    name: Text | None = None


class FactVariable(Record):
    """A fact about the machine as an environment variable."""

    env_var: Text | None = None
    field_ref: Text | None = None


class TcpProbe(Record):
    """Opens a TCP connection."""

    port: Integer | None = None


class ExecProbe(Record):
    """Runs a command."""

    command: Words | None = None


class HttpProbe(Record):
    """Asks by HTTP."""

    port: Integer | None = None
    method: Text | None = None
    path: Text | None = None
    scheme: Text | None = None
    tls_server_name: Text | None = None
    tls_skip_verify: Switch | None = None
    headers: tuple[Header, ...] | None = None


class Healthcheck(Record):
    """A health check of a container."""

    name: Text | None = None
    interval: Seconds | None = None
    timeout: Seconds | None = None
    grace_period: Seconds | None = None
    success_threshold: Integer | None = None
    failure_threshold: Integer | None = None
    kind: Text | None = None
    unhealthy: Text | None = None
    tcp: TcpProbe | None = None
    exec: ExecProbe | None = None
    http: HttpProbe | None = None


class Dependency(Record):
    """A container that has to reach a condition before another starts."""

    name: Text | None = None
    condition: Text | None = None


class ContainerMount(Record):
    """A temporary volume of the machine in a container."""

    name: Text | None = None
    path: Text | None = None


class MachineProcess(Record):
    """One of several processes of one image in a machine."""

    exec: Words | None = None
    entrypoint: Words | None = None
    cmd: Words | None = None
    user: Text | None = None
    env: TextTable | None = None
    secrets: tuple[SecretVariable, ...] | None = None
    env_from: tuple[FactVariable, ...] | None = None
    ignore_app_secrets: Switch | None = None


class Container(Record):
    """One of several containers in a machine."""

    name: Text | None = None
    image: Text | None = None
    exec: Words | None = None
    entrypoint: Words | None = None
    cmd: Words | None = None
    user: Text | None = None
    env: TextTable | None = None
    secrets: tuple[SecretVariable, ...] | None = None
    env_from: tuple[FactVariable, ...] | None = None
    files: tuple[File, ...] | None = None
    stop: Stop | None = None
    restart: Restart | None = None
    depends_on: tuple[Dependency, ...] | None = None
    mounts: tuple[ContainerMount, ...] | None = None
    healthchecks: tuple[Healthcheck, ...] | None = None
    kubernetes: Loose | None = None


class TempDir(Record):
    """An empty folder."""

    storage_type: Text | None = None
    size_mb: MiB | None = None


class TempVolume(Record):
    """A volume that lives as long as the machine runs."""

    name: Text | None = None
    image: Text | None = None
    temp_dir: TempDir | None = None
