"""Characters that YAML takes in quotes alone, because JSON does (YAML 1.2.2, 5.1): DEL, C1 controls, noncharacters.

libyaml takes them nowhere, so each is read as a character that the text does not have, and put back. Go's YAML, and so
kubectl, refuses them too (goyaml.v2/readerc.go), which is told of every value that has one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

_QUOTED_ONLY = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SPARE = range(0xE000, 0xF900)
"""Code points for private use."""


class StandIns:
    """The text with other characters in their place, and which of its quoted scalars had some."""

    def __init__(self, text: str) -> None:
        odd = sorted(set(_QUOTED_ONLY.findall(text)))
        there = set(text)
        spare = [chr(point) for point in _SPARE if chr(point) not in there]
        pairs = list(zip(odd, spare, strict=False))
        self.text = text.translate(str.maketrans(dict(pairs)))
        self._back = str.maketrans({stand_in: char for char, stand_in in pairs})
        self._written = [match.start() for match in _QUOTED_ONLY.finditer(text)]
        self.quoted: dict[int, int] = {}
        """Where in the text the quoted scalars that had some start, and where they end."""

    def put_back(self, event: Any) -> None:
        """Give a scalar the text that was written."""
        value = event.value.translate(self._back)
        if value != event.value and event.style in ("'", '"'):
            event.value = value
            self.quoted[event.start_mark.index] = event.end_mark.index

    def bare(self) -> int | None:
        """Where the first one outside of quotes was written, once all has been read."""
        starts = sorted(self.quoted)
        for at in self._written:
            around = bisect_right(starts, at) - 1
            if around < 0 or at >= self.quoted[starts[around]]:
                return at
        return None
