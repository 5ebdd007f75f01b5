"""Which record of the model is the face of which rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from flytrans.mapping.fly import BUILD, DEPLOY, FLY
from flytrans.mapping.guest import GUEST
from flytrans.mapping.machine import MACHINE, REQUEST
from flytrans.mapping.mounts import VOLUME
from flytrans.mapping.row import Field, One
from flytrans.model import (
    App,
    Build,
    Deploy,
    FlyctlSettings,
    Guest,
    MachineRequest,
    Model,
    ProcessGroup,
    Record,
    VolumeRequest,
)

_RELEASE_GUESTS = {
    "release_guest": "The size of the release machine.",
    "unusable_release_guest": "A size that flyctl makes no release machine of, as it is written.",
}


def row(rows: One, name: str) -> Field:
    """The row of a name."""
    return next(field for field in rows.fields if field.name == name)


def _within(rows: One, *path: str) -> Field:
    *outer, last = path
    for name in outer:
        rows = row(rows, name).kind
    return row(rows, last)


class Face(NamedTuple):
    """A record with the rows of its attributes, by attribute; `beside`: attributes without a row, and what they are."""

    record: type[Record]
    rows: dict[str, Field]
    beside: dict[str, str]


OTHERWISE = {
    "processes": "distributed: every group has its own",
    "tcp_checks": "one list of checks, each with its type",
    "http_checks": "one list of checks, each with its type",
}
"""Rows of fly.toml that the model says in another way, wherever they stand; `processes` of a machine is its own."""
KUBERNETES = "Names that an object had and that would not be chosen, and what else only manifests say."


def _of(rows: One, *other: str) -> dict[str, Field]:
    return {f.name: f for f in rows.fields if f.name not in other and not _is_otherwise(f)}


def _is_otherwise(field: Field) -> bool:
    return field.name in OTHERWISE and field.machines is None


def faces() -> list[Face]:
    """Every record, each once, with the rows of all its uses."""
    roots = {face.record: face for face in _roots()}
    found: dict[type[Record], Face] = {}
    for face in roots.values():
        _enter(face, found, roots)
    return [*roots.values(), *found.values()]


def _enter(face: Face, found: dict[type[Record], Face], roots: dict[type[Record], Face]) -> None:
    for name, field in face.rows.items():
        attribute = face.record.model_fields.get(name)
        record = record_of(attribute.annotation) if attribute is not None else None
        if record is None or record in roots or not isinstance(field.kind, One):
            continue
        known, rows = found.get(record), _of(field.kind)
        if known is None or not rows.keys() <= known.rows.keys():
            found[record] = Face(record, rows | (known.rows if known else {}), _loose(record))
            _enter(found[record], found, roots)


def _loose(record: type[Record]) -> dict[str, str]:
    told = {"kubernetes": KUBERNETES, "volume_request": "What a new volume is asked for beside that."}
    return {name: text for name, text in told.items() if name in record.model_fields}


def _roots() -> Iterator[Face]:
    yield Face(
        Model,
        {},
        {
            "apps": "The apps.",
            "residue": "From manifests: what the objects say beyond what the apps make of them.",
            "objects": "From manifests: the objects that were read, without the values of Secrets.",
            "passing": "From manifests: objects of other kinds, which only manifests can say.",
            "unused": "From manifests: Secrets, with their keys, and claims that no workload uses; steps name them.",
            "unlisted": "From manifests: Secrets that apps read and whose keys stand in no file; steps take them over.",
            "order": "From manifests: the apps by name, each after those that it names; steps deploy them so.",
        },
    )
    yield Face(
        App,
        {
            "name": row(FLY, "app"),
            "region": row(FLY, "primary_region"),
            "build": row(FLY, "build"),
            "deploy": row(FLY, "deploy"),
            "console_command": row(FLY, "console_command"),
            "host_dedication_id": row(FLY, "host_dedication_id"),
            "machine_checks": row(FLY, "machine_checks"),
        },
        {
            "groups": "The process groups, by name.",
            "flyctl": "What only flyctl acts on.",
            "secrets": "Names of the secrets that the app needs; never a value.",
            "volumes": "Requests for volumes that no group mounts, as they were.",
            "namespace": "The namespace that its objects are in.",
            "hosts": "The host names that lead to it.",
            "flycast": "Whether it has a private address and no public one.",
            "kubernetes": KUBERNETES,
            "residue": "From manifests: what the objects say beyond what the app makes of them.",
        },
    )
    yield Face(
        ProcessGroup,
        _of(MACHINE),
        {
            "count": "How many machines; absent: what a first deploy makes, 2 with services and no mounts, else 1.",
            "request": "What the request for them says beside their config.",
            "kubernetes": KUBERNETES,
        },
    )
    yield Face(Guest, _of(GUEST), {})
    request = "The region of these machines, where it is not the app's; empty: none."
    yield Face(MachineRequest, _of(REQUEST), {"region": request})
    volume = _of(One(*VOLUME), "name", "initial_gb", "snapshot_retention", "scheduled_snapshots")
    yield Face(VolumeRequest, volume, {})
    yield Face(Deploy, _of(DEPLOY, "release_command_vm"), _RELEASE_GUESTS)
    yield Face(Build, _of(BUILD, "image", "compose"), {})
    yield Face(
        FlyctlSettings,
        {
            "enable_consul": _within(FLY, "experimental", "enable_consul"),
            "enable_etcd": _within(FLY, "experimental", "enable_etcd"),
            "attached_secrets": _within(FLY, "experimental", "attached", "secrets", "export"),
        },
        {},
    )


def record_of(annotation: Any) -> type[Record] | None:
    """The record in an attribute's type: by itself, in a list or in a table; None where there is none."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := record_of(part)) is not None), None)
