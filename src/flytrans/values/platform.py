"""Variables that a machine has from Fly, over those of the same name in `[env]` and among the secrets.

Source: Fly's documentation, machines/runtime-environment; flyctl internal/appconfig/machines.go for PRIMARY_REGION and
FLY_PROCESS_GROUP.
"""

from __future__ import annotations

PRIMARY_REGION = "PRIMARY_REGION"
"""Set where the app has one."""
SET_BY_PLATFORM = frozenset(
    (
        *("FLY_APP_NAME", "FLY_MACHINE_ID", "FLY_ALLOC_ID", "FLY_REGION", "FLY_PUBLIC_IP", "FLY_IMAGE_REF"),
        *("FLY_MACHINE_VERSION", "FLY_PRIVATE_IP", "FLY_VM_MEMORY_MB"),
    )
)
SET_BY_FLY = SET_BY_PLATFORM | {"FLY_PROCESS_GROUP"}
RESERVED = "FLY_"
"""How names begin that Fly keeps for itself (Fly's documentation, reference/configuration, the env section)."""
