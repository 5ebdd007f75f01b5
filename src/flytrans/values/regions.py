"""Fly's regions, those of today and those that are closed.

Source: Fly's documentation, reference/regions, and its history.
"""

from __future__ import annotations

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
