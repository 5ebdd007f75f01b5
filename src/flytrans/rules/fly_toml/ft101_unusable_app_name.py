"""An app's name that Fly does not take, or that has no address.

Fly makes host names from the name: `shop.fly.dev`, `shop.internal`. A name with other characters than lower-case
letters, digits and dashes is refused when the app is created; one with more than 63 characters is taken, but no name
server can answer for it.

Why: a part of a host name has at most 63 characters (RFC 1035), and the case of letters is lost in it.

Wrong:

    app = "My_Shop"

Instead: use lower-case letters, digits and dashes, 63 of them at most.

    app = "my-shop"

Source: flyctl internal/command/launch/plan_builder.go; superfly/flyctl#4283.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import is_placeholder

SEVERITY = "warning"
KEYS = ("app",)
LONGEST = 63
ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def find(lint: Lint) -> None:
    node = lint.doc.get("app")
    if node is None or is_placeholder(node.value):
        return
    name = node.value
    if not ALLOWED.issuperset(name):
        better = "".join(c if c in ALLOWED else "-" for c in name.lower()).strip("-")
        lint.found(
            node,
            "Fly refuses to create an app of this name: it takes lower-case letters, digits and dashes only",
            f'create and name it "{better}"' if better else "",
        )
    elif len(name) > LONGEST:
        lint.found(
            node,
            f"the name has {len(name)} characters, so {name[:12]}….fly.dev and {name[:12]}….internal have no address",
            f"use at most {LONGEST} characters",
        )
