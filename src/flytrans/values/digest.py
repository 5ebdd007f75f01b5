"""SHA-256 of a text, from the interpreter's own module: hashlib would load OpenSSL, which takes as long as a start."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any


def hex_digest(text: str) -> str:
    """The digest of a text in UTF-8, lone surrogates included, as 64 hexadecimal digits."""
    digest: str = _sha256()(text.encode("utf-8", "surrogatepass")).hexdigest()
    return digest


@cache
def _sha256() -> Callable[[bytes], Any]:
    """Looked for once: looking for a module that is not there goes through every folder of the path."""
    try:
        from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]  # Python 3.12 and newer
    except ImportError:
        try:
            from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]  # Python 3.11
        except ImportError:
            from hashlib import sha256
    found: Callable[[bytes], Any] = sha256
    return found
