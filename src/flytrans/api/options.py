"""The options of a translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from flytrans.named_tuple import NamedTuple

EXTRAS = {
    "hpa": "a HorizontalPodAutoscaler for each group: from min_machines_running to the replicas, by 80 % of the CPU",
    "keda": "an HTTPScaledObject of KEDA's HTTP add-on, which has to run in namespace keda, for the group that has the "
    "Ingress: down to none, by requests; the Ingress sends them through its proxy",
    "pdb": "a PodDisruptionBudget for each group: one pod at a time may go",
    "node-selector": "the region as topology.kubernetes.io/region: pods run only on nodes with this label",
    "external-secrets": "an ExternalSecret with the names of `secrets`, from a ClusterSecretStore called fly",
    "pod-monitor": "a PodMonitor of the Prometheus operator for [[metrics]]",
    "rwop": "claims that one pod alone may use (ReadWriteOncePod)",
    "stop-signal": "kill_signal as the container's stopSignal; older servers drop it without a word",
    "test-jobs": "machine_checks as Jobs that Helm runs as tests",
    "empty-dir": "to Fly: an emptyDir that containers share is a temporary volume of the machine",
    "image-volumes": "to Fly: an image that is mounted as a volume is a volume of the machine",
}
"""What `extras` may ask for, and what each one does."""
PROFILES = ("fks",)
WORKLOADS = ("deployment", "statefulset", "daemonset", "job", "cronjob")
_LABEL = r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"
_PREFIX = r"[a-z0-9](?:[-a-z0-9]{0,28}[a-z0-9])?"
_HOST = rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})*"
_OBJECT = r"(?=.{1,253}\Z)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*"
"""What an API server takes (K: apimachinery validation.go IsDNS1123Label, IsDNS1123Subdomain)."""
_TYPES: dict[str, tuple[type, str]] = {
    **dict.fromkeys(("app", "app_prefix", "image", "image_pull_secret", "namespace", "host"), (str, "a text")),
    **dict.fromkeys(("ingress_class", "tls_issuer", "storage_class"), (str, "a text")),
    **dict.fromkeys(("secrets", "extras"), (Iterable, "texts")),
    **dict.fromkeys(("replicas", "guest", "exposure", "workload"), (Mapping, "values by process group")),
    **dict.fromkeys(("hardened", "runtime_env"), (bool, "True or False")),
}
"""What an option's value is, where it is not one of a few words."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Options(NamedTuple):
    """The checked values of `OptionArguments`, with what holds where nothing is said."""

    app: str | None = None
    app_prefix: str | None = None
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
        made = {name: _of_its_type(name, value) for name, value in given.items() if value is not None}
        if "extras" in made:
            made["extras"] = frozenset(_words("extras", made["extras"], frozenset(EXTRAS)))
        if "secrets" in made:
            made["secrets"] = tuple(sorted(set(_texts("secrets", made["secrets"]))))
        options = cls(**made)
        options._check()
        return options

    def _check(self) -> None:
        if self.profile is not None and self.profile not in PROFILES:
            raise ValueError(f"profile {self.profile!r} is none of {', '.join(PROFILES)}")
        if self.carry is not True and self.carry is not False and self.carry != "metadata":
            raise ValueError('carry is True, False or "metadata"')
        if self.namespace is not None and not re.fullmatch(_LABEL, self.namespace):
            raise ValueError(f"namespace {self.namespace!r} is no name of a namespace: a-z, 0-9 and -, at most 63")
        if self.app_prefix is not None and not re.fullmatch(_PREFIX, self.app_prefix):
            raise ValueError(f"app_prefix {self.app_prefix!r} begins no name of an app: a-z, 0-9 and -, at most 30")
        if self.host is not None and not (re.fullmatch(_HOST, self.host) and len(self.host) <= 253):
            raise ValueError(f"host {self.host!r} is no name of a host, such as app.example.com")
        for option in ("image_pull_secret", "ingress_class", "tls_issuer", "storage_class"):
            name = getattr(self, option)
            if name and not re.fullmatch(_OBJECT, name):
                raise ValueError(f"{option} {name!r} is no name of an object: a-z, 0-9, - and dots, at most 253")
        for group, kind in self.workload.items():
            _words(f"workload of {group}", [kind], frozenset(WORKLOADS))
        for group, reach in self.exposure.items():
            _words(f"exposure of {group}", [reach], frozenset({"public", "private"}))
        for group, count in self.replicas.items():
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                raise ValueError(f"replicas of {group} is {count!r}, no count")


def _of_its_type(name: str, value: Any) -> Any:
    kind, words = _TYPES.get(name, (object, ""))
    if not isinstance(value, kind):
        raise TypeError(f"{name} takes {words}, found {value!r}")
    return value


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
