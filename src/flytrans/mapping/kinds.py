"""The spellings of scalars that several subjects share.

"Zero counts" follows fly-go machine_types.go and flyctl internal/appconfig: a pointer or a field without
`omitempty` keeps zero, any other field loses it.
"""

from __future__ import annotations

from flytrans.mapping.row import UNSET, Anything, Each, Field, Kind, Listing, Mapping, Meaning
from flytrans.values.bad import Bad
from flytrans.values.duration import cut_int64, parse_duration, render_duration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TEXT = Kind("text", (str,))
TEXT_OR_EMPTY = Kind("text", (str,), zero_counts=True)
TEXT_ALWAYS = Kind("text", (str,), always="")
TEXT_OR_NULL = Kind("text", (str,), zero_counts=True, always=None)
INTEGER = Kind("an integer", (int,))
INTEGER_OR_ZERO = Kind("an integer", (int,), zero_counts=True)
INTEGER_ALWAYS = Kind("an integer", (int,), always=0)
TRUE = Kind("true or false", (bool,))
SWITCH = Kind("true or false", (bool,), zero_counts=True)
NUMBER = Kind("a number", (int, float))
NUMBER_OR_ZERO = Kind("a number", (int, float), zero_counts=True)
ANY = Anything()


def _nanoseconds(value: Any) -> int:
    """fly-go duration.go: text as Go spells durations; a number is nanoseconds, and a float64 on the way."""
    return parse_duration(value) if isinstance(value, str) else cut_int64(float(value))


DURATION = Kind('a duration like "30s" or "1m30s"', (str, int, float), _nanoseconds, render_duration, zero_counts=True)
"""Nanoseconds in the model."""


def _within(least: int, most: int, *, zero_counts: bool = False, always: Any = UNSET) -> Kind:
    def check(value: int) -> int:
        if not least <= value <= most:
            raise Bad(f"{value} is not from {least} to {most}")
        return value

    return Kind("an integer", (int,), check, zero_counts=zero_counts, always=always)


UINT32 = _within(0, 2**32 - 1)
UINT32_OR_ZERO = _within(0, 2**32 - 1, zero_counts=True)
UINT64 = _within(0, 2**64 - 1)
INT32 = _within(-(2**31), 2**31 - 1)
INT32_ALWAYS = _within(-(2**31), 2**31 - 1, always=0)

TEXTS = Listing(TEXT_OR_EMPTY)
TEXTS_OR_NULL = Listing(TEXT_OR_EMPTY, always=None)
TEXT_TABLE = Mapping(TEXT_OR_EMPTY)

_AUTOSTOP = {True: "stop", False: "off", "off": "off", "stop": "stop", "suspend": "suspend"}


def _autostop(value: bool | str) -> str:
    """fly-go machine_types.go MachineAutostop.UnmarshalJSON."""
    if value not in _AUTOSTOP:
        raise Bad(f"{value!r} is none of them")
    return _AUTOSTOP[value]


AUTOSTOP = Kind('"off", "stop" or "suspend"', (bool, str), _autostop, zero_counts=True)
AUTOSTOP_JSON = Kind(
    '"off", "stop" or "suspend"',
    (bool, str),
    _autostop,
    lambda v: {"off": False, "stop": True}.get(v, v),
    zero_counts=True,
)
"""The API has false, true and "suspend" (MachineAutostop.MarshalJSON)."""

_PERSIST = {0: "", 1: "never", 2: "restart", 3: "always", "": "", "none": ""}
_PERSIST |= {word: word for word in ("never", "always", "restart")}


def _persist(value: int | str) -> str:
    """fly-go machine_types.go MachinePersistRootfs.UnmarshalJSON: words, or their numbers."""
    if value not in _PERSIST:
        raise Bad(f"{value!r} is none of them")
    return _PERSIST[value]


PERSIST = Kind('"never", "always" or "restart"', (str, int), _persist)


def headers(unsaid: Meaning) -> Each:
    """Request headers; `unsaid`: why no manifest says them."""
    return Each(
        Field("name", TEXT, kubernetes=unsaid, about="name of the header"),
        Field("values", TEXTS, kubernetes=unsaid, about="its values"),
        key=("name",),
    )
