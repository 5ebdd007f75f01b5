"""How the spelling of one value looks in JSON Schema, at fly.toml and at the Machines API."""

from __future__ import annotations

from typing import Any

from flytrans.mapping.containers import FLY_POLICY
from flytrans.mapping.kinds import AUTOSTOP, AUTOSTOP_JSON, DURATION, PERSIST, TEXT_OR_NULL
from flytrans.mapping.spelling import UNSET, Anything, Kind, Listing, Mapping, Spelling

Schema = dict[str, Any]

GO_DURATION = r"^[-+]?(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$"
"""time.ParseDuration: a bare "30" has no unit and is refused; a bare "0" is fine."""

_TYPES = {(str,): "string", (int,): "integer", (bool,): "boolean", (int, float): "number"}
_WORDS: dict[Kind, Schema] = {
    TEXT_OR_NULL: {"type": ["string", "null"]},
    DURATION: {"anyOf": [{"type": "string", "pattern": GO_DURATION}, {"type": "number"}]},
    AUTOSTOP: {"enum": ["off", "stop", "suspend", True, False]},
    AUTOSTOP_JSON: {"enum": [False, True, "suspend", "off", "stop"]},
    PERSIST: {"enum": ["never", "always", "restart", "none", "", 0, 1, 2, 3]},
    FLY_POLICY: {"enum": ["always", "on-failure", "never"]},
}


def scalar(kind: Kind) -> Schema:
    """The schema of a scalar; KeyError for a kind of several types that is told nowhere here."""
    return dict(_WORDS[kind]) if kind in _WORDS else {"type": _TYPES[kind.accepts]}


def plural(kind: Spelling, item: Schema) -> Schema:
    """The schema of a list or of a table whose keys are the user's."""
    if isinstance(kind, Listing):
        return {"type": "array" if kind.always is UNSET else ["array", "null"], "items": item}
    assert isinstance(kind, Mapping)
    return {"type": "object", "additionalProperties": item}


def spelling(kind: Spelling) -> Schema:
    """The schema of anything but a table of rows."""
    if isinstance(kind, Anything):
        return {}
    if isinstance(kind, Kind):
        return scalar(kind)
    assert isinstance(kind, (Listing, Mapping))
    return plural(kind, spelling(kind.item))
