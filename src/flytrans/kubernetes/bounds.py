"""What an API server takes of values that Fly does not bound so; what is beyond is cut, or left to the carrier."""

from __future__ import annotations

import re

from flytrans.tree.context import Writing
from flytrans.tree.node import Node

MOST = 2**31 - 1
"""Counts and seconds are int32 (api/core/v1/types.go, api/batch/v1/types.go)."""
_PERMISSIONS = 0o777
"""Bits of a file's mode (core validation.go ValidateConfigMapVolumeSource: 0 to 0777)."""
_HEADER = r"[-A-Za-z0-9]+"
"""Fewer signs than HTTP has (apimachinery util/validation/validation.go httpHeaderNameFmt)."""
NO_HEADER = "a probe takes only letters, digits and hyphens in the name of a header"
_DOMAIN = r"[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*\.?"
"""A search domain; labels may begin with an underscore (core validation.go ValidatePodDNSConfig)."""
_LONGEST_DOMAIN = 253


def at_most(count: Node, cx: Writing) -> Node:
    """A count, cut to the most that Kubernetes counts to."""
    if count.value <= MOST:
        return count
    cx.ledger.reason(count, "FT302", f"Kubernetes counts to {MOST}", always=True)
    return count.map(lambda _: MOST)


def permissions(mode: Node | None) -> Node | None:
    """A file's mode, less what says more than who may do what with it."""
    return mode if mode is None or mode.value <= _PERMISSIONS else mode.map(lambda bits: bits & _PERMISSIONS)


def tell_mode(mode: Node | None, cx: Writing) -> None:
    """Say of a file's mode that it has more bits than `permissions` leaves."""
    if mode is not None and mode.value > _PERMISSIONS:
        cx.ledger.reason(mode, "FT302", "a file in a volume has permission bits, none beyond them", always=True)


def is_header(name: str) -> bool:
    """Whether a probe may send a header of this name."""
    return re.fullmatch(_HEADER, name) is not None


def is_address(text: str) -> bool:
    """Whether a name server can be asked at this address."""
    from ipaddress import ip_address  # few pods name one

    try:
        return "%" not in text and bool(ip_address(text))
    except ValueError:
        return False


def is_search(text: str) -> bool:
    """Whether a text is a search domain."""
    return text == "." or (len(text.removesuffix(".")) <= _LONGEST_DOMAIN and re.fullmatch(_DOMAIN, text) is not None)
