"""Sizes of volumes."""

from __future__ import annotations

SIZES = {
    "initial_gb": "initial_size",
    "add_size_gb": "auto_extend_size_increment",
    "size_gb_limit": "auto_extend_size_limit",
}
"""Keys of `[[mounts]]` by the name that the model has for them."""
