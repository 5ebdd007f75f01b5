"""A volume size that flyctl cannot use.

flyctl refuses the file.

Why: a size is a number of GB, or has a unit, and is at least 1 GB.

Wrong:

    [[mounts]]
    source = "data"
    destination = "/data"
    initial_size = "500mb"

Instead: write at least one gigabyte.

    [[mounts]]
    source = "data"
    destination = "/data"
    initial_size = "1gb"

Source: flyctl internal/appconfig/validation.go validateMounts; helpers/units.go.
"""

from __future__ import annotations

from flytrans.fly_toml.edits import replace
from flytrans.rules.lint import Lint
from flytrans.rules.volumes import sizes_of
from flytrans.values.bad import Bad
from flytrans.values.size import parse_volume_gb

SEVERITY = "error"
KEYS = ("initial_size", "auto_extend_size_increment", "auto_extend_size_limit")


def find(lint: Lint) -> None:
    for key, node in sizes_of(lint):
        try:
            size = parse_volume_gb(node.value)
            trouble = "" if size >= 1 else f"{node.value} is less than 1 GB"
        except Bad as error:
            trouble = str(error)
        if trouble:
            lint.found(
                node,
                f"flyctl refuses the file, as it cannot use this {key}: {trouble}",
                'write a size such as "1gb"',
                edits=[replace(lint.path(node), '"1gb"')] if "less" in trouble else [],
            )
