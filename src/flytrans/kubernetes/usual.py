"""What is not written because it is usual: what we write where the model says nothing, so that our own manifests read
back as having said nothing, and what Kubernetes does where somebody else's manifest says nothing.

Counts: flyctl internal/command/deploy/machines_deploymachinesapp.go. Grace: fly.io/docs/reference/configuration.
Release timeout and shares: flyctl internal/command/deploy/machines.go. Kubernetes: pkg/apis/core/v1/defaults.go
SetDefaults_PodSpec, pkg/apis/batch/v1/defaults.go.
"""

from __future__ import annotations

import math
from typing import Any

from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node
from flytrans.values.duration import SECOND

GRACE = 5 * SECOND
RELEASE_TIMEOUT = 300 * SECOND
SHARE = 0.33
USUAL_GRACE = 30
"""Seconds that Kubernetes gives a pod to stop; it restarts one always, and tries a Job so often again:"""
USUAL_RETRIES = 6
UNSAID = "what is written where nothing is said"


def unavailable(share: float, count: int) -> int:
    """How many of some machines may be replaced at once: a count, or a share rounded up, at least one."""
    return int(share) if share >= 1 else max(1, math.ceil(count * share))


def unless_usual(node: Node | None, usual: Any, ours: bool, cx: Reading) -> Node | None:
    """A value that was read, None where it is the one that we write by ourselves."""
    if node is None or not ours or node.value != usual:
        return node
    cx.ledger.inert(node, UNSAID)
    return None


def left_to_kubernetes(node: Node | None, cx: Writing) -> None:
    """A value that somebody else's manifest has by default is not written; the leaf that says it is translated."""
    cx.ledger.keeps_out(node, "Kubernetes does just that where nothing is said")
