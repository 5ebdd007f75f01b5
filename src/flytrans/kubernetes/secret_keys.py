"""What a key of a Secret is called among the secrets of an app, which are flat (fly-platform facts, 5.3)."""

from __future__ import annotations

import re

from flytrans.tree.node import Node, made


def secret_called(secret: Node, key: Node) -> Node:
    """The app's secret for a key: the Secret and the key in one name, as two Secrets may have the same key."""
    called = re.sub(r"[^A-Z0-9_]", "_", f"{secret.value}_{key.value}".upper())
    return made(called, key, secret, reason="the Secret and the key in one name")
