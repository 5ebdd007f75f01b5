"""Apps: process groups, and how a new version of them is built and rolled out."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from flytrans.model.checks import MachineCheck
from flytrans.model.machine import Guest, ProcessGroup
from flytrans.model.record import Integer, Loose, Nanoseconds, Number, Record, Switch, Text, TextTable, Words


class Deploy(Record):
    """How a new version is rolled out."""

    strategy: Text | None = None
    max_unavailable: Number | None = None
    wait_timeout: Nanoseconds | None = None
    release_command: Words | Text | None = None
    """Words; text only where its quotes are not closed, so that it has no words."""
    release_command_timeout: Nanoseconds | None = None
    release_guest: Guest | None = None
    unusable_release_guest: Loose | None = None
    """A size of the release machine that flyctl loads and makes no machine of, as it is written."""
    seed_command: Text | None = None


class Build(Record):
    """How the image is made."""

    builder: Text | None = None
    args: TextTable | None = None
    buildpacks: Words | None = None
    settings: Loose | None = None
    builtin: Text | None = None
    dockerfile: Text | None = None
    ignorefile: Text | None = None
    build_target: Text | None = None
    compression: Text | None = None
    compression_level: Integer | None = None


class FlyctlSettings(Record):
    """What only flyctl acts on."""

    enable_consul: Switch | None = None
    enable_etcd: Switch | None = None
    attached_secrets: TextTable | None = None
    """Names under which secrets are exported at launch, by name."""


class App(Record):
    """An app. Groups are sorted by name; `secrets` are names, never values."""

    name: Text | None = None
    region: Text | None = None
    groups: dict[Text, ProcessGroup] | None = None
    deploy: Deploy | None = None
    build: Build | None = None
    flyctl: FlyctlSettings | None = None
    console_command: Text | None = None
    host_dedication_id: Text | None = None
    """The dedicated host of groups that name no size."""
    machine_checks: tuple[MachineCheck, ...] | None = None
    secrets: Words | None = None
    volumes: tuple[Loose, ...] | None = None
    """Requests for volumes that no group mounts, as they were."""
    namespace: Text | None = None
    hosts: Words | None = None
    flycast: Switch | None = None
    """Whether it has a private address and no public one."""
    kubernetes: Loose | None = None
    residue: Any = None


class Model(Record):
    """Everything that one source says: its apps, and from manifests the rest that no app says."""

    apps: tuple[App, ...]
    residue: Any = None
    objects: Any = Field(None, repr=False)
    passing: Any = Field(None, repr=False)
    unused: Any = Field(None, repr=False)
    """Secrets and claims of manifests that no workload uses; only steps say them."""
    unlisted: Any = Field(None, repr=False)
    """Secrets of manifests whose keys stand in no file; only steps say them."""
    order: Any = Field(None, repr=False)
    """Names of the apps of manifests as steps deploy them, where that is not by name."""
