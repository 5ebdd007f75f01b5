"""Where a project says its policy; apart from reading it, so that a run without one loads nothing for it."""

from __future__ import annotations

import os


def policy_file(folder: str) -> str | None:
    """The nearest flytrans.toml, or pyproject.toml that speaks of flytrans, in a folder or above it."""
    here = os.path.abspath(folder)
    while True:
        own, project = os.path.join(here, "flytrans.toml"), os.path.join(here, "pyproject.toml")
        if os.path.isfile(own):
            return own
        if _speaks_of_us(project):
            return project
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above


def _speaks_of_us(project: str) -> bool:
    """Whether a pyproject.toml has our table; one that is not there, or not ours to read, has none."""
    try:
        with open(project, "rb") as file:
            return b"tool.flytrans" in file.read()
    except OSError:
        return False
