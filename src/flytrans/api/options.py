"""The options of a translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from flytrans.named_tuple import NamedTuple

EXTRAS = frozenset(
    {
        *("hpa", "keda", "pdb", "node-selector", "external-secrets", "pod-monitor", "rwop", "stop-signal"),
        *("test-jobs", "empty-dir", "image-volumes"),
    }
)
PROFILES = ("fks",)
WORKLOADS = ("deployment", "statefulset", "daemonset", "job", "cronjob")
_LABEL = r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"
_NAMESPACE = re.compile(_LABEL)
_HOST = re.compile(rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})*")
"""What an API server takes (K: apimachinery validation.go IsDNS1123Label; networking/validation.go)."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Options(NamedTuple):
    """What a caller may say beside the source; every field has the name of the keyword argument.

    `replicas`, `guest`, `exposure`, `workload` are by process group; `exposure` knows "*" for every group.
    """

    app: str | None = None
    image: str | None = None
    image_pull_secret: str | None = None
    secrets: tuple[str, ...] = ()
    replicas: Mapping[str, int] = NOTHING
    guest: Mapping[str, str] = NOTHING
    namespace: str | None = None
    host: str | None = None
    exposure: Mapping[str, str] = NOTHING
    ingress_class: str | None = None
    tls_issuer: str | None = None
    storage_class: str | None = None
    workload: Mapping[str, str] = NOTHING
    hardened: bool = False
    extras: frozenset[str] = frozenset()
    runtime_env: bool = True
    carry: bool | Literal["metadata"] = True
    profile: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Options:
        """Checked options; `ValueError` for a name or value that none has, TypeError for a type that does not fit."""
        known = set(cls._fields)
        unknown = sorted(set(given) - known)
        if unknown:
            raise TypeError(f"translate has no option {unknown[0]!r}; there are {', '.join(sorted(known))}")
        made = dict(given)
        if "extras" in made:
            made["extras"] = frozenset(_words("extras", made["extras"], EXTRAS))
        if "secrets" in made:
            made["secrets"] = tuple(sorted(set(_texts("secrets", made["secrets"]))))
        options = cls(**{key: value for key, value in made.items() if value is not None})
        options._check()
        return options

    def _check(self) -> None:
        if self.profile is not None and self.profile not in PROFILES:
            raise ValueError(f"profile {self.profile!r} is none of {', '.join(PROFILES)}")
        if self.carry not in (True, False, "metadata"):
            raise ValueError('carry is True, False or "metadata"')
        if self.namespace is not None and not _NAMESPACE.fullmatch(self.namespace):
            raise ValueError(f"namespace {self.namespace!r} is no name of a namespace: a-z, 0-9 and -, at most 63")
        if self.host is not None and not (_HOST.fullmatch(self.host) and len(self.host) <= 253):
            raise ValueError(f"host {self.host!r} is no name of a host, such as app.example.com")
        for group, kind in self.workload.items():
            _words(f"workload of {group}", [kind], frozenset(WORKLOADS))
        for group, reach in self.exposure.items():
            _words(f"exposure of {group}", [reach], frozenset({"public", "private"}))
        for group, count in self.replicas.items():
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                raise ValueError(f"replicas of {group} is {count!r}, no count")


def _texts(name: str, given: Iterable[str] | str) -> list[str]:
    texts = [given] if isinstance(given, str) else list(given)
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"{name} takes texts, found {text!r}")
    return texts


def _words(name: str, given: Iterable[str] | str, known: frozenset[str]) -> list[str]:
    texts = _texts(name, given)
    for text in texts:
        if text not in known:
            raise ValueError(f"{name}: {text!r} is none of {', '.join(sorted(known))}")
    return texts
