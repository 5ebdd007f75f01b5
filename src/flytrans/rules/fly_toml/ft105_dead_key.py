"""A key that flyctl still reads, but never uses.

It does nothing, whatever its value is. Deploys do not roll back by themselves, and images are always loaded whole.

Why: `auto_rollback` belonged to the platform before machines; `lazy_load_images` was withdrawn in May 2025.

Wrong:

    [experimental]
    auto_rollback = true

Instead: delete the key.

Source: flyctl internal/appconfig/config.go Experimental; internal/command/deploy/deploy_build.go.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.rules.lint import Lint

SEVERITY = "info"
KEYS = ("auto_rollback", "lazy_load_images")
DEAD = {
    "auto_rollback": "nothing rolls back by itself: a deploy that fails leaves the machines as they are",
    "lazy_load_images": "flyctl only warns that images are no longer loaded lazily",
}


def find(lint: Lint) -> None:
    experimental = lint.doc.get("experimental")
    for key, effect in DEAD.items():
        node = experimental.get(key) if experimental is not None else None
        if node is not None:
            path = lint.path(node)
            lint.found(path, f"{key} does nothing; {effect}", "delete it", at="key", edits=[remove(path)], safe=True)
