"""A volume size that is cut to whole gigabytes.

The volume is smaller than what stands in the file. GiB counts as GB, and what is left over is cut off.

Why: flyctl reads sizes of volumes decimally and sends whole GB.

Wrong:

    [[mounts]]
    source = "data"
    destination = "/data"
    initial_size = "1.9gb"

Instead: write whole gigabytes.

    [[mounts]]
    source = "data"
    destination = "/data"
    initial_size = "2gb"

Source: flyctl helpers/units.go; docker/go-units size.go.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.volumes import sizes_of
from flytrans.values.bad import Bad
from flytrans.values.size import parse_volume_gb

SEVERITY = "warning"
KEYS = ("initial_size", "auto_extend_size_increment", "auto_extend_size_limit")


def find(lint: Lint) -> None:
    for key, node in sizes_of(lint):
        try:
            size = parse_volume_gb(node.value)
        except Bad:
            continue
        digits = node.value.lower().rstrip("gib ").strip()
        exact = (
            digits.isdigit() or node.value.lower().endswith(("tb", "t", "tib")) or size * 1000 == _megabytes(node.value)
        )
        if size and not exact:
            lint.found(
                node, f"{key} becomes {size} GB; what is beyond whole gigabytes is cut off", "write whole gigabytes"
            )


def _megabytes(text: str) -> int | None:
    digits = text.lower().removesuffix("b").removesuffix("m").strip()
    return int(digits) if text.lower().rstrip("b").endswith("m") and digits.isdigit() else None
