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

SEVERITY = "warning"
KEYS = ("primary_region",)
REGIONS = (
    *("ams", "arn", "bom", "cdg", "dfw", "ewr", "fra", "gru", "iad"),
    *("jnb", "lax", "lhr", "nrt", "ord", "sin", "sjc", "syd", "yyz"),
)
RETIRED = {
    "atl": "iad",
    "bog": "gru",
    "bos": "ewr",
    "den": "dfw",
    "dxb": "bom",
    "eze": "gru",
    "gdl": "dfw",
    "gig": "gru",
    "hkg": "sin",
    "ist": "fra",
    "maa": "bom",
    "mad": "cdg",
    "mel": "syd",
    "mia": "iad",
    "otp": "fra",
    "phx": "lax",
    "qro": "dfw",
    "scl": "gru",
    "sea": "sjc",
    "waw": "fra",
    "yul": "yyz",
}
"""Each with the nearest one that is left."""


def find(lint: Lint) -> None:
    node = lint.doc.get("primary_region")
    if node is None or node.value in REGIONS or is_placeholder(node.value):
        return
    region = node.value
    if region in RETIRED:
        lint.found(
            node,
            f"Fly closed the region {region}; no new machine or volume can be created there",
            f'write "{RETIRED[region]}", the nearest region that is left',
        )
        return
    near = region.lower() if region.lower() in REGIONS else did_you_mean(region, REGIONS)
    fix = f'write "{near}"' if near else f"use one of {joined(REGIONS, 'or')}"
    lint.found(node, "Fly has no such region, so machines and volumes cannot be created", fix)
