"""Snapshots that would be kept for too long, or not at all.

flyctl refuses the file.

Why: snapshots of volumes are kept for 1 to 60 days; without a value, for 5.

Wrong:

    [[mounts]]
    source = "data"
    destination = "/data"
    snapshot_retention = 90

Instead: keep them for 60 days at most. `scheduled_snapshots = false` turns them off.

    [[mounts]]
    source = "data"
    destination = "/data"
    snapshot_retention = 60

Source: flyctl internal/appconfig/validation.go validateMounts.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "error"
KEYS = ("snapshot_retention",)
LONGEST = 60


def find(lint: Lint) -> None:
    for mount in lint.listed("mounts"):
        node = mount.get("snapshot_retention")
        if node is not None and not 1 <= node.value <= LONGEST:
            fix = "write 60" if node.value > LONGEST else "write 1, or scheduled_snapshots = false to have none"
            lint.found(node, "flyctl refuses the file: snapshots are kept for 1 to 60 days", fix)
