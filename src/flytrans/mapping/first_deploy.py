"""What a first `fly deploy` makes of a group (flyctl internal/command/deploy/machines_deploymachinesapp.go)."""

from __future__ import annotations

from flytrans.tree.node import Node


def machines_at_first(*, services: bool, mounts: bool) -> int:
    """How many machines: two with services, but one with a volume, and one without services (its standby apart)."""
    return 2 if services and not mounts else 1


def runs_nothing(view: Node, count: int | None) -> bool:
    """Whether no machine of a group is to be started: there are none, or its request makes them without starting them.

    A deploy starts every machine that it makes (machines_launchinput.go shouldSkipLaunch).
    """
    launch = view.at("request", "skip_launch")
    return count == 0 or (launch is not None and launch.value is True)
