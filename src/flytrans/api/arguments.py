"""The options of a translation as keyword arguments, for type checkers. `options` checks the values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypedDict


class OptionArguments(TypedDict, total=False):
    """What a caller may say beside the source; docs/options.md has what each one does.

    `replicas`, `guest`, `exposure` and `workload` are by process group, "*" for every group that is not named:
    `replicas={"web": 2, "*": 1}`.
    """

    app: str | None
    app_prefix: str | None
    image: str | None
    image_pull_secret: str | None
    secrets: Iterable[str]
    replicas: Mapping[str, int]
    guest: Mapping[str, str]
    namespace: str | None
    host: str | None
    exposure: Mapping[str, Literal["public", "private"]]
    ingress_class: str | None
    tls_issuer: str | None
    storage_class: str | None
    workload: Mapping[str, Literal["deployment", "statefulset", "daemonset", "job", "cronjob"]]
    hardened: bool
    extras: Iterable[str]
    runtime_env: bool
    carry: bool | Literal["metadata"]
    profile: Literal["fks"] | None
