"""The measured work: every figure is a ratio within one run, or has one beside it, since machines differ.

`python benchmarks [PART...]`, with parts of cold, peers, lint, throughput and growth; 1 where a target is missed.
"""

from __future__ import annotations

import sys

from cold import cold, peers
from growth import growth
from linting import linting
from measuring import Table
from throughput import throughput

PARTS = {"cold": cold, "peers": peers, "lint": linting, "throughput": throughput, "growth": growth}


def main(wanted: list[str]) -> int:
    """Run the parts that were named, or all of them."""
    if not set(wanted) <= set(PARTS):
        print((__doc__ or "").strip())
        return 2
    table = Table()
    for name in wanted or PARTS:
        PARTS[name](table)
    if table.missed:
        print(f"\n{len(table.missed)} missed: {'; '.join(table.missed)}")
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
