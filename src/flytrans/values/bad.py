"""What every spelling raises."""

from __future__ import annotations


class Bad(Exception):
    """A value that does not decode; the text says what is wrong with it, in words that a user can act on."""
