"""A comment that lets nothing stand.

What it was written for is gone, or its code is not the one that is found here.

Why: a comment that no longer counts would hide the next finding of its kind without anybody's knowledge.

Wrong:

    # flytrans: allow[FT130] reached by private address only
    app = "shop"

Instead: delete it.

    app = "shop"

Source: flytrans itself.
"""

from __future__ import annotations

from flytrans.rules.lint import Lint

SEVERITY = "warning"
KEYS = ("",)
EFFECT = "none"


def find(lint: Lint) -> None:
    """Comments are looked at when everything else is known (`rules.allow`)."""
