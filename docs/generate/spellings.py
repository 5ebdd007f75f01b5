"""How the spelling of one value looks in JSON Schema, at fly.toml and at the Machines API."""

from __future__ import annotations

from typing import Any

from flytrans.mapping.containers import FLY_POLICY
from flytrans.mapping.kinds import (
    AUTOSTOP,
    AUTOSTOP_JSON,
    DURATION,
    INTEGER,
    INTEGER_ALWAYS,
    INTEGER_OR_ZERO,
    NUMBER,
    PERSIST,
    SWITCH,
    TEXT,
    TEXT_ALWAYS,
    TEXT_OR_EMPTY,
    TEXT_OR_NULL,
    TRUE,
)
from flytrans.mapping.row import Anything, Kind, Listing, Mapping, Spelling

Schema = dict[str, Any]

GO_DURATION = r"^[-+]?(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$"
"""time.ParseDuration: a bare "30" has no unit and is refused; a bare "0" is fine."""

_SCALARS: dict[Kind, Schema] = {
    TEXT: {"type": "string"},
    TEXT_OR_EMPTY: {"type": "string"},
    TEXT_OR_NULL: {"type": ["string", "null"]},
    TEXT_ALWAYS: {"type": "string"},
    INTEGER: {"type": "integer"},
    INTEGER_OR_ZERO: {"type": "integer"},
    INTEGER_ALWAYS: {"type": "integer"},
    TRUE: {"type": "boolean"},
    SWITCH: {"type": "boolean"},
    NUMBER: {"type": "number"},
    DURATION: {"anyOf": [{"type": "string", "pattern": GO_DURATION}, {"type": "number"}]},
    AUTOSTOP: {"enum": ["off", "stop", "suspend", True, False]},
    AUTOSTOP_JSON: {"enum": [False, True, "suspend", "off", "stop"]},
    PERSIST: {"enum": ["never", "always", "restart", "none", "", 0, 1, 2, 3]},
    FLY_POLICY: {"enum": ["always", "on-failure", "never"]},
}


def scalar(kind: Kind) -> Schema:
    """The schema of a scalar; KeyError for a kind that is told nowhere here."""
    return dict(_SCALARS[kind])


def plural(kind: Spelling, item: Schema) -> Schema:
    """The schema of a list or of a table whose keys are the user's."""
    if isinstance(kind, Listing):
        return {"type": "array", "items": item}
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
