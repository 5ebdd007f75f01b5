"""A container is named, but there are none to choose from.

`container` says which container of a machine config gets the image that is deployed. Without containers the image
runs by itself, and the name does nothing.

Why: flyctl looks for the name only among the containers of `machine_config` or of a compose file.

Wrong:

    container = "web"

Instead: delete it, or describe the containers.

    machine_config = "machine.json"
    container = "web"

Source: flyctl internal/containerconfig/parse.go.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import remove
from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("container",)
NEEDS = ("build", "experimental")


def find(lint: Lint) -> None:
    node = lint.doc.get("container")
    if node is None or lint.raw.at("build", "compose") is not None:
        return
    if lint.doc.get("machine_config") is None and lint.doc.at("experimental", "machine_config") is None:
        path = lint.path(node)
        lint.found(
            path,
            "it does nothing: there are no containers, so the image runs by itself",
            "delete it, or describe the containers in machine_config",
            at="key",
            edits=[remove(path)],
        )
