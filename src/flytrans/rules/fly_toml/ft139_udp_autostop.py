"""Stopping machines by traffic, where the traffic is UDP.

Fly's proxy counts connections and requests to find machines that are idle. It cannot for UDP, and no packet starts a
machine that is stopped.

Why: starting and stopping by traffic is for TCP services only.

Wrong:

    [[services]]
    protocol = "udp"
    internal_port = 53
    auto_stop_machines = "stop"

    [[services.ports]]
    port = 53

Instead: leave the machines running.

    [[services]]
    protocol = "udp"
    internal_port = 53
    auto_stop_machines = "off"

    [[services.ports]]
    port = 53

Source: Fly's documentation, reference/fly-proxy-autostop-autostart; superfly/flyctl#3583.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.ports import is_udp

SEVERITY = "warning"
KEYS = ("auto_stop_machines",)
WORDS = ("udp",)


def find(lint: Lint) -> None:
    for service in lint.services:
        stop = service.node.get("autostop")
        if is_udp(service) and stop is not None and stop.value != "off":
            lint.found(stop, "no UDP packet starts a stopped machine, and none counts as traffic", 'write "off"')
