"""What apps are called on Fly, where a name belongs to who has it first, whoever that is."""

from __future__ import annotations

from flytrans.tree.node import Node, items_of
from flytrans.values.digest import hex_digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LONGEST = 63
"""Letters of a name, as it is a part of a host's (RFC 1035, a label)."""


def name_on_fly(name: str, options: Any, *, alone: bool = False) -> str:
    """The name of an app of manifests as the caller wants it; `alone`: whether it is the only one."""
    if alone and getattr(options, "app", None) is not None:
        return str(options.app)
    prefix = getattr(options, "app_prefix", None)
    whole = f"{prefix}-{name}" if prefix is not None else name
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 9].rstrip('-')}-{hex_digest(whole)[:8]}"


def how_to_rename(model: Node, options: Any) -> str:
    """What to do about a name that somebody else has, as the end of a sentence; empty where the caller chose it."""
    if model.get("objects") is None or options.app is not None or options.app_prefix is not None:
        return ""
    flag = "--app NAME chooses another" if len(items_of(model.get("apps"))) == 1 else "--app-prefix WORD changes all"
    return f"; names of apps are unique in all of Fly: if it is taken, {flag}"
