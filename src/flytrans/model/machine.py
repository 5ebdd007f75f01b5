"""A process group: how many machines, and what each of them is."""

from __future__ import annotations

from typing import Literal

from flytrans.model.checks import Check
from flytrans.model.containers import Container, File, MachineProcess, Restart, Stop, TempVolume
from flytrans.model.record import GB, Days, Integer, Loose, MiB, Number, Percent, Record, Switch, Text, TextTable, Words
from flytrans.model.services import Service


class Init(Record):
    """What is started in the machine."""

    exec: Words | None = None
    entrypoint: Words | None = None
    cmd: Words | None = None
    tty: Switch | None = None
    swap_size_mb: MiB | None = None
    kernel_args: Words | None = None


class Guest(Record):
    """The size of a machine."""

    cpu_kind: Text | None = None
    cpus: Integer | None = None
    memory_mb: MiB | None = None
    max_memory_mb: MiB | None = None
    gpus: Integer | None = None
    gpu_kind: Text | None = None
    host_dedication_id: Text | None = None
    persist_rootfs: Literal["never", "always", "restart"] | None = None
    kernel_args: Words | None = None
    required_host_features: Words | None = None


class VolumeRequest(Record):
    """What a new volume is asked for beside its name, size and snapshots."""

    region: Text | None = None
    encrypted: Switch | None = None
    fstype: Text | None = None
    require_unique_zone: Switch | None = None
    unique_zone_app_wide: Switch | None = None
    snapshot_id: Text | None = None
    source_volume_id: Text | None = None


class Mount(Record):
    """A volume in a machine; `initial_gb`, snapshots: what a first deploy asks of a new one."""

    name: Text | None = None
    path: Text | None = None
    extend_threshold_percent: Percent | None = None
    add_size_gb: GB | None = None
    size_gb_limit: GB | None = None
    initial_gb: GB | None = None
    snapshot_retention: Days | None = None
    scheduled_snapshots: Switch | None = None
    volume: Text | None = None
    encrypted: Switch | None = None
    size_gb: GB | None = None
    add_size_percent: Percent | None = None
    min_add_size_gb: GB | None = None
    volume_request: VolumeRequest | None = None
    kubernetes: Loose | None = None


class Static(Record):
    """Files that are served without asking the app."""

    guest_path: Text | None = None
    url_prefix: Text | None = None
    tigris_bucket: Text | None = None
    index_document: Text | None = None


class Metrics(Record):
    """Where metrics are collected."""

    port: Integer | None = None
    path: Text | None = None
    https: Switch | None = None


class DnsOption(Record):
    """An option of the resolver."""

    name: Text | None = None
    value: Text | None = None


class DnsRule(Record):
    """Names under a domain, and the server that answers for them."""

    basename: Text | None = None
    addr: Text | None = None


class Dns(Record):
    """Names in and of the machine."""

    skip_registration: Switch | None = None
    nameservers: Words | None = None
    searches: Words | None = None
    options: tuple[DnsOption, ...] | None = None
    dns_forward_rules: tuple[DnsRule, ...] | None = None
    hostname: Text | None = None
    hostname_fqdn: Text | None = None


class Rootfs(Record):
    """The root file system."""

    persist: Literal["never", "always", "restart"] | None = None
    size_gb: GB | None = None


class CacheDrive(Record):
    """A drive that survives nothing."""

    size_mb: MiB | None = None


class Spot(Record):
    """What is paid at most for a machine that may be taken away."""

    max_price_fraction: Number | None = None


class MachineRequest(Record):
    """What a request for machines says beside their config."""

    name: Text | None = None
    region: Text | None = None
    """Where it is not the app's; empty: none."""
    skip_launch: Switch | None = None
    skip_service_registration: Switch | None = None


class ProcessGroup(Record):
    """The machines of one process group, which are all alike."""

    count: Integer | None = None
    """How many; absent: what a first deploy makes, 2 with services and no mounts, else 1."""
    env: TextTable | None = None
    init: Init | None = None
    guest: Guest | None = None
    metadata: TextTable | None = None
    mounts: tuple[Mount, ...] | None = None
    services: tuple[Service, ...] | None = None
    metrics: Metrics | None = None
    checks: dict[Text, Check] | None = None
    statics: tuple[Static, ...] | None = None
    image: Text | None = None
    files: tuple[File, ...] | None = None
    schedule: Text | None = None
    auto_destroy: Switch | None = None
    restart: Restart | None = None
    stop: Stop | None = None
    dns: Dns | None = None
    processes: tuple[MachineProcess, ...] | None = None
    standbys: Words | None = None
    containers: tuple[Container, ...] | None = None
    volumes: tuple[TempVolume, ...] | None = None
    rootfs: Rootfs | None = None
    cache_drive: CacheDrive | None = None
    spot: Spot | None = None
    size: Text | None = None
    disable_machine_autostart: Switch | None = None
    request: MachineRequest | None = None
    kubernetes: Loose | None = None
