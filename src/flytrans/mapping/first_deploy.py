"""What a first `fly deploy` makes of a group (flyctl internal/command/deploy/machines_deploymachinesapp.go)."""

from __future__ import annotations


def machines_at_first(*, services: bool, mounts: bool) -> int:
    """How many machines: two with services, but one with a volume, and one without services (its standby apart)."""
    return 2 if services and not mounts else 1
