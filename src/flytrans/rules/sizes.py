"""The machine size that somebody meant who wrote one that there is not."""

from __future__ import annotations

import re

from flytrans.mapping.guest import PRESETS, SIZES
from flytrans.rules.speech import did_you_mean

_SIZE = re.compile(r"(?P<family>.+?)-?(?P<count>[0-9]{1,4})?x?")
_ALIKE = 0.75
"""How alike two families, or whole sizes, have to be: `shared` is `shared-cpu`, and `dedicated-cpu` is not."""


def nearest_size(word: str) -> str:
    """Of the family that is named the nearest count, the larger of two, as the app needs no less; else by spelling."""
    found = _SIZE.fullmatch(word.lower().replace("_", "-"))
    families: dict[str, dict[int, str]] = {}
    for size, (_, cpus, _) in PRESETS.items():
        families.setdefault(size.rpartition("-")[0], {})[cpus] = size
    family = did_you_mean(found["family"], list(families), _ALIKE) if found is not None else ""
    if found is None or not family:
        return did_you_mean(word.replace("_", "-"), SIZES, _ALIKE)
    wanted = int(found["count"] or 1)
    counts = families[family]
    return counts[min(counts, key=lambda cpus: (abs(cpus - wanted), -cpus))]
