"""Secrets and claims that manifests have and no workload in them uses: steps name them, in case an app needs them."""

from __future__ import annotations

from flytrans.mapping.flyctl import Flyctl
from flytrans.tree.node import Node, items_of, text_at

UNUSED = "unused"
"""Where a model has them: `secrets` with their `keys`, and `volumes` with the name of their claim."""


class Unused:
    """What of a model no app uses, by the app that it is for: the only one, or the only one of its namespace."""

    __slots__ = ("_secrets", "_volumes")

    def __init__(self, model: Node, space: str | None = None) -> None:
        found = model.get(UNUSED) or Node({})
        spaces = [text_at(app, "namespace") or space or "default" for app in items_of(model.get("apps"))]
        self._secrets = _by_home(items_of(found.get("secrets")), spaces)
        self._volumes = _by_home(items_of(found.get("volumes")), spaces)

    def write_secrets(self, home: int | None, flyctl: Flyctl) -> None:
        """Steps for the Secrets that are for an app; None: for one that a person has to choose."""
        for secret in self._secrets.get(home, ()):
            when = f"only if the app reads Secret {text_at(secret, 'name')}, as no workload here does: "
            flyctl.secrets((str(key.value) for key in items_of(secret.get("keys"))), when)

    def write_volumes(self, home: int | None, flyctl: Flyctl, region: str = "") -> None:
        """Steps for the claims that are for an app."""
        for volume in self._volumes.get(home, ()):
            why = f"only if the app needs claim {text_at(volume, 'claim')}, as no workload here does: create the volume"
            flyctl.volume(why, text_at(volume, "name"), region, volume)

    def write_homeless(self, flyctl: Flyctl) -> None:
        """Steps for what no single app is there for."""
        self.write_secrets(None, flyctl)
        self.write_volumes(None, flyctl)


def _by_home(entries: list[Node], spaces: list[str]) -> dict[int | None, list[Node]]:
    out: dict[int | None, list[Node]] = {}
    for entry in entries:
        near = [index for index, space in enumerate(spaces) if space == text_at(entry, "namespace")]
        home = 0 if len(spaces) == 1 else near[0] if len(near) == 1 else None
        out.setdefault(home, []).append(entry)
    return out
