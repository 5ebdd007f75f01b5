"""What a fly.toml is called; apart from what reads one, so that a name is judged without loading that."""

from __future__ import annotations

import os


def is_fly_name(name: str) -> bool:
    """Whether a file is a fly.toml by its name: `fly.toml`, `fly.staging.toml`, `fly-web.toml`, `fly_web.toml`."""
    base = os.path.basename(name)
    if base in ("fly.toml", "fly.json", "fly.yaml", "fly.yml"):
        return True
    return base.startswith(("fly.", "fly-", "fly_")) and base.endswith(".toml") and len(base) > len("fly..toml")


def is_fly(name: str) -> bool:
    """Whether a file that was named is to be read as a fly.toml: any TOML is."""
    return name.endswith(".toml") or is_fly_name(name)
