"""What all tests share: helper modules in this folder, how hard properties try, and the marks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

LENIENT = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True, suppress_health_check=LENIENT)
settings.register_profile("deep", deadline=None, max_examples=1500, suppress_health_check=LENIENT)
settings.load_profile(os.environ.get("FLYTRANS_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "oracle: asks a real API server; run by `make oracle`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The API server is asked only by name: `-m oracle`."""
    if config.getoption("-m"):
        return
    kept = [item for item in items if item.get_closest_marker("oracle") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
