"""A volume that is to grow, but not by a rule that flyctl takes.

flyctl refuses the file.

Why: threshold, increment and limit go together; the threshold is 50 to 99 per cent, the increment 1 to 100 GB and the
limit 1 to 500 GB.

Wrong:

    [[mounts]]
    source = "data"
    destination = "/data"
    auto_extend_size_threshold = 80

Instead: give all three, the sizes as text with a unit.

    [[mounts]]
    source = "data"
    destination = "/data"
    auto_extend_size_threshold = 80
    auto_extend_size_increment = "1GB"
    auto_extend_size_limit = "10GB"

Source: flyctl internal/appconfig/validation.go validateMounts.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import joined
from flytrans.tree.node import Node
from flytrans.values.bad import Bad
from flytrans.values.size import parse_volume_gb

SEVERITY = "error"
KEYS = ("auto_extend_size_threshold", "auto_extend_size_increment", "auto_extend_size_limit")
PARTS = {
    "extend_threshold_percent": ("auto_extend_size_threshold", 50, 99, "per cent"),
    "add_size_gb": ("auto_extend_size_increment", 1, 100, "GB"),
    "size_gb_limit": ("auto_extend_size_limit", 1, 500, "GB"),
}


def find(lint: Lint) -> None:
    for mount in lint.listed("mounts"):
        there = {name: mount.value[name] for name in PARTS if mount.get(name) is not None}
        missing = [PARTS[name][0] for name in PARTS if name not in there]
        if there and missing and set(there) != {"extend_threshold_percent", "add_size_gb"}:
            lint.found(
                next(iter(there.values())),
                "flyctl refuses the file: threshold, increment and limit of a growing volume go together",
                f"add {joined(missing)}",
                at="key",
            )
            continue
        for name, node in there.items():
            key, least, most, unit = PARTS[name]
            number = _number(node)
            if number is not None and not least <= number <= most:
                lint.found(
                    node, f"flyctl refuses the file: {key} is {least} to {most} {unit}", f"write {least} to {most}"
                )


def _number(node: Node) -> int | None:
    if isinstance(node.value, int):
        return node.value
    try:
        return parse_volume_gb(node.value) or None
    except Bad:
        return None
