"""The smallest machine that guarantees what a pod requests and reaches its limit."""

from __future__ import annotations

import pytest

from flytrans.kubernetes.guest import MIB, Need, smallest
from flytrans.values.quantity import ONE


def found(request: int | None, limit: int | None, memory: int | None) -> tuple[str, int, int] | None:
    """For thousandths of CPUs, and MiB."""
    milli = ONE // 1000
    return smallest(
        Need(
            request * milli if request is not None else None,
            limit * milli if limit is not None else None,
            memory * MIB * ONE if memory is not None else None,
        )
    )


@pytest.mark.parametrize(
    ("request_", "limit", "memory", "size"),
    [
        (None, None, 128, ("shared", 1, 256)),
        (50, 1000, 64, ("shared", 1, 256)),
        (63, 1000, 512, ("shared", 1, 512)),
        (64, 1000, 512, ("shared", 2, 512)),
        (100, 1000, 128, ("shared", 2, 512)),
        (250, 1000, 512, ("shared", 4, 1024)),
        (250, 1000, 3000, ("shared", 4, 3072)),
        (500, 1000, 512, ("shared", 8, 2048)),
        (750, 1000, 1024, ("performance", 1, 2048)),
        (1000, 1000, 1024, ("performance", 1, 2048)),
        (1000, 1000, 10000, ("performance", 2, 10240)),
        (3000, 3000, 8192, ("performance", 4, 8192)),
        (100, 1000, 20000, ("performance", 4, 20480)),
        (None, 2000, None, ("performance", 2, 4096)),
        (None, 500, None, ("shared", 8, 2048)),
        (63, None, None, ("shared", 1, 256)),
        (63, 8000, None, ("shared", 8, 2048)),
        (63, 9000, None, ("performance", 10, 20480)),
        (0, 0, 0, ("shared", 1, 256)),
        (17000, None, None, ("performance", 32, 65536)),
        (128000, None, None, ("performance", 128, 262144)),
        (129000, None, None, ("performance", 128, 1048576)),
        (None, None, None, None),
    ],
)
def test_a_pod_has_the_first_size_that_fits(
    request_: int | None, limit: int | None, memory: int | None, size: tuple[str, int, int] | None
) -> None:
    assert found(request_, limit, memory) == size
