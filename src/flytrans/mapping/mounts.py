"""Volumes: mounts of a machine, and the volumes that a first deploy makes for them.

Sources: fly-go machine_types.go MachineMount; flyctl internal/appconfig/config.go Mount, machines.go toMachineConfig,
internal/command/deploy/deploy_first.go; Machines OpenAPI CreateVolumeRequest.
"""

from __future__ import annotations

from flytrans.mapping.checks import processes_of
from flytrans.mapping.kinds import INTEGER, INTEGER_OR_ZERO, SWITCH, TEXT, TRUE
from flytrans.mapping.row import At, Each, Field, Meaning
from flytrans.tree.context import Reading
from flytrans.tree.node import Node
from flytrans.values.bad import Bad
from flytrans.values.size import parse_volume_gb

SNAPSHOTS = Meaning("FT410", "snapshots of volumes are made by other means in a cluster")
EXTEND = Meaning("FT411", "a claim does not grow by itself")
PLACEMENT = Meaning("FT416", "a claim has no host of its own")
NO_KEY = Meaning("FT460")
INCOMPLETE = Meaning("FT422", "the entry lacks what a claim needs")
VOLUME_ONLY = None

MOUNT = (
    Field("name", TEXT, fly="source", kubernetes=INCOMPLETE, about="name of the volume: up to 30 of a-z, 0-9, _"),
    Field("path", TEXT, fly="destination", kubernetes=INCOMPLETE, about="absolute path in the machine"),
    Field(
        "extend_threshold_percent",
        INTEGER,
        fly="auto_extend_size_threshold",
        kubernetes=EXTEND,
        about="per cent used at which the volume grows",
        within=(50, 99),
    ),
    Field(
        "add_size_gb",
        INTEGER,
        fly=At("auto_extend_size_increment", TEXT),
        kubernetes=EXTEND,
        about='by how much it grows, like "1GB"; a bare number in the text is GB; 1 to 100 GB',
    ),
    Field(
        "size_gb_limit",
        INTEGER,
        fly=At("auto_extend_size_limit", TEXT),
        kubernetes=EXTEND,
        about='size up to which it grows, like "50GB"; a bare number in the text is GB; 1 to 500 GB',
    ),
    Field(
        "initial_gb",
        INTEGER,
        fly=At("initial_size", TEXT),
        machines=VOLUME_ONLY,
        about='size of a new volume in GB (10^9 bytes), like 10 or "10GB"; 1 to 500',
        default=1,
    ),
    Field(
        "snapshot_retention",
        INTEGER_OR_ZERO,
        machines=VOLUME_ONLY,
        kubernetes=SNAPSHOTS,
        about="days that snapshots are kept",
        default=5,
        within=(1, 60),
    ),
    Field(
        "scheduled_snapshots",
        SWITCH,
        machines=VOLUME_ONLY,
        kubernetes=SNAPSHOTS,
        about="whether snapshots are taken daily",
        default=True,
    ),
    processes_of(INCOMPLETE),
    Field("volume", TEXT, fly=NO_KEY, kubernetes=PLACEMENT, about="id of a volume that exists"),
    Field("encrypted", TRUE, fly=NO_KEY, kubernetes=PLACEMENT, about="whether the volume is encrypted", default=True),
    Field("size_gb", INTEGER, fly=NO_KEY, about="size of the volume in GB: 1 to 500"),
    Field(
        "add_size_percent",
        INTEGER,
        fly=NO_KEY,
        kubernetes=EXTEND,
        about="per cent by which it grows; excludes add_size_gb",
    ),
    Field("min_add_size_gb", INTEGER, fly=NO_KEY, kubernetes=EXTEND, about="GB by which it grows at least", default=1),
)
MOUNTS = Each(*MOUNT, key=("name", "path"))

UNMOUNTED = Meaning("FT422", "no mount of the group takes the volume")
ELSEWHERE = Meaning("FT401", "volumes are made where the app is")
OF_VOLUME = ("initial_gb", "snapshot_retention", "scheduled_snapshots")
"""What a mount says of its volume, to whoever makes it."""
ONE_VOLUME = Meaning("FT416", "it is asked of Fly once, when the volume is made")
UNTAKEN = Field("process_group", TEXT, fly=UNMOUNTED, kubernetes=UNMOUNTED, about="process group that it is for")
VOLUME = (
    Field("name", TEXT, fly=UNMOUNTED, kubernetes=UNMOUNTED, about="name of the volume"),
    Field("region", TEXT, fly=ELSEWHERE, kubernetes=ELSEWHERE, about="code of the region that it is in"),
    Field(
        "initial_gb",
        INTEGER,
        fly=UNMOUNTED,
        machines="size_gb",
        kubernetes=UNMOUNTED,
        about="size in GB: 1 to 500",
        default=3,
    ),
    Field("encrypted", SWITCH, fly=ONE_VOLUME, kubernetes=ONE_VOLUME, about="whether it is encrypted", default=True),
    Field(
        "snapshot_retention",
        INTEGER_OR_ZERO,
        fly=UNMOUNTED,
        kubernetes=SNAPSHOTS,
        about="days that snapshots are kept: 1 to 60",
        default=5,
    ),
    Field(
        "scheduled_snapshots",
        SWITCH,
        fly=UNMOUNTED,
        machines="auto_backup_enabled",
        kubernetes=SNAPSHOTS,
        about="whether snapshots are taken daily",
        default=True,
    ),
    *(
        Field(name, kind, fly=ONE_VOLUME, kubernetes=ONE_VOLUME, about=about, default=usual, words=words)
        for name, kind, about, usual, words in (
            ("fstype", TEXT, "file system", "ext4", ("ext4", "raw")),
            ("require_unique_zone", SWITCH, "put it on a host that has no other volume of its name", None, ()),
            ("unique_zone_app_wide", SWITCH, "put it on a host that has no other volume of the app", None, ()),
            ("snapshot_id", TEXT, "id of the snapshot that it is restored from", None, ()),
            ("source_volume_id", TEXT, "id of the volume that it is forked from", None, ()),
        )
    ),
)
"""The body of a request for a new volume; what only places one call (compute hints) is dropped when read."""

SIZES = ("add_size_gb", "size_gb_limit", "initial_gb")


def expand_mount(mount: Node, cx: Reading) -> Node:
    """A `[[mounts]]` with its sizes as whole GB; what flyctl cannot read as at least 1 GB is not sent (machines.go)."""
    out = dict(mount.value)
    for key in SIZES:
        if key not in out:
            continue
        try:
            size = parse_volume_gb(out[key].value)
        except Bad:
            size = 0
        if size:
            out[key] = out[key].map(lambda _, size=size: size)
        else:
            cx.ledger.inert(out.pop(key), "no size of at least 1 GB, so flyctl sends nothing")
    return Node(out, mount.sources, mount.because)


def collapse_mount(mount: Node) -> Node:
    """The opposite: sizes as fly.toml spells them."""
    sizes = {key: node.map(lambda gb: f"{gb}gb") for key, node in mount.items() if key in SIZES}
    return mount.having(**sizes)
