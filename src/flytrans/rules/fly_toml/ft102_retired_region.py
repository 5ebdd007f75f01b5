"""A region that Fly does not have, or not any more.

New machines and volumes cannot be created there. Machines of a retired region were moved elsewhere, so
`PRIMARY_REGION` in the environment names a place where nothing runs.

Why: Fly runs in 18 regions; others were closed between 2022 and 2025.

Wrong:

    primary_region = "sea"

Instead: name a region that exists; `fly platform regions` lists them.

    primary_region = "sjc"

Source: Fly's documentation, reference/regions, and its history.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint
from flytrans.rules.speech import did_you_mean, is_placeholder, joined
from flytrans.values.regions import REGIONS, RETIRED

SEVERITY = "warning"
KEYS = ("primary_region",)


def find(lint: Lint) -> None:
    node = lint.doc.get("primary_region")
    if node is not None and (fault := fault_of(node.value)) is not None:
        lint.found(node, *fault)


def fault_of(region: str) -> tuple[str, str] | None:
    """What is wrong with a region, and what to write instead; None where nothing is."""
    if region in REGIONS or is_placeholder(region):
        return None
    if region in RETIRED:
        return (
            f"Fly closed the region {region}; no new machine or volume can be created there",
            f'write "{RETIRED[region]}", the nearest region that is left',
        )
    near = region.lower() if region.lower() in REGIONS else did_you_mean(region, REGIONS)
    fix = f'write "{near}"' if near else f"use one of {joined(REGIONS, 'or')}"
    return "Fly has no such region, so machines and volumes cannot be created", fix
