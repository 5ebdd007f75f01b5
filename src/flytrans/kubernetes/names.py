"""Names of objects and the labels that hold the exact values.

Limits: k8s.io/apimachinery validation (DNS-1035 for Services of older servers, 52 for CronJob, 63 for labels).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from flytrans.kubernetes.constants import asked, text_of
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, default, made
from flytrans.values.digest import hex_digest

NAME = "app.kubernetes.io/name"
COMPONENT = "app.kubernetes.io/component"
MANAGED_BY = "app.kubernetes.io/managed-by"
MAIN_CONTAINER = "kubectl.kubernetes.io/default-container"
US = "flytrans"
LIMIT = 52
RELEASE_LIMIT = 46
DEFAULT_GROUP = "app"
RELEASE_GROUP = "fly_app_release_command"
_LABEL = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
_TAKEN = ("public", "headless")
"""Suffixes of Services of their own: no workload's name may end in one of them as if it were another's Service."""


@lru_cache(maxsize=1024)  # an app asks for those of its few names again and again
def safe_name(text: str) -> str:
    """A name that every API server takes: lower case, digits, single hyphens, a letter first."""
    name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if not name:
        return "app"
    return name if name[0].isalpha() else f"app-{name}"


def hexed(text: str) -> str:
    """Eight hexadecimal digits of the SHA-256 of a text."""
    return hex_digest(text)[:8]


def shortened(name: str, limit: int = LIMIT) -> str:
    """A name within a limit; a longer one ends in the hash of the whole."""
    return name if len(name) <= limit else f"{name[: limit - 9].rstrip('-')}-{hexed(name)}"


def is_label(text: str) -> bool:
    """Whether a label can hold a value; empty is left out, as it says nothing."""
    return _LABEL.fullmatch(text) is not None


def safe_groups(groups: Iterable[str]) -> dict[str, str]:
    """{group: its safe name}, each once; those that had to change, and those like a suffix of ours, end in a hash."""
    made_safe = {group: safe_name(group) for group in groups}
    times: dict[str, int] = {}
    for name in made_safe.values():
        times[name] = times.get(name, 0) + 1
    out = {}
    for group, name in made_safe.items():
        changed = group != name and (times[name] > 1 or name == DEFAULT_GROUP)
        if changed or name in _TAKEN or name.endswith(tuple(f"-{word}" for word in _TAKEN)):
            name = f"{name}-{hexed(group)}"
        out[group] = name
    return out


class Names:
    """Names of one app's objects; every one knows the leaf that the app's or the group's name came from."""

    __slots__ = ("_groups", "_safe", "_whole", "app", "exact", "namespace")

    def __init__(self, exact: Node, views: dict[str, Node], namespace: Node | None) -> None:
        self.exact = exact
        self.namespace = namespace
        self._whole = safe_name(exact.value)
        self.app = made(shortened(self._whole), exact, reason=exact.reason)
        self._groups = views
        self._safe = safe_groups(views)

    @classmethod
    def of(cls, app: Node, cx: Writing) -> Names:
        """Names of an app, in the namespace that the caller or the app says."""
        exact = app.get("name")
        if exact is None:
            exact = default(DEFAULT_GROUP, "the app has no name")
        space = cx.options.namespace
        groups = app.get("groups")
        return cls(
            exact,
            dict(groups.items()) if groups is not None else {},
            asked(space, "namespace") if space is not None else app.get("namespace"),
        )

    def object(self, suffix: str) -> Node:
        """The name of an object of the whole app: A-suffix."""
        return made(f"{self.app.value}-{suffix}", self.app, reason=self.app.reason)

    def group(self, group: str) -> Node:
        """The name of a process group, with the leaf that says there is such a group."""
        view = self._groups.get(group)
        if view is None:
            return default(group, "the process group")
        init = view.get("init")
        shown = init.data() if init is not None else set()
        return Node(group, (), tuple(leaf for leaf in view.because if leaf not in shown), "the process group")

    def workload(self, group: str) -> Node:
        """The name W of a group's workload."""
        given = self._hint(group, "name")
        if text_of(given):
            assert given is not None
            return given
        return made(self.chosen(group), self.app, self.group(group), reason=self.app.reason)

    def chosen(self, group: str) -> str:
        """The name that a group's workload has where no other is given."""
        if group == DEFAULT_GROUP:
            return shortened(self._whole)
        return shortened(f"{self._whole}-{self._safe.get(group, safe_name(group))}")

    def claim(self, group: str, volume: Node) -> Node:
        """The name of the one claim of a group's volume: other groups and apps have volumes of the same name."""
        if self.is_foreign(group):
            return volume
        workload = self.workload(group)
        return made(f"{workload.value}-{volume.value}", volume, workload)

    def container(self, group: str) -> Node:
        """The name of the group's container."""
        given = self._hint(group, "container")
        if text_of(given):
            assert given is not None
            return given
        return self.group(group).map(lambda _: self.chosen_container(group))

    def chosen_container(self, group: str) -> str:
        """The name that a group's container has where no other is given."""
        return shortened(self._safe.get(group, safe_name(group)), 63)

    def is_foreign(self, group: str | None = None) -> bool:
        """Whether a group's workload was read from somebody else's manifest, and is written in its own manner."""
        if group is not None:
            return self._hint(group, "selector") is not None
        return any(view.at("kubernetes", "selector") is not None for view in self._groups.values())

    def selector(self, group: str) -> Node:
        """What selects exactly the pods of a group."""
        given = self._hint(group, "selector")
        if given is not None and given.value.__class__ is dict:
            return given
        return Node({NAME: self._label_of_app(), COMPONENT: self._label_of_group(group)})

    def labels(self, group: str | None = None) -> Node:
        """Labels of an object of a group, or of the whole app; somebody else's have their own."""
        if self.is_foreign(group):
            return self._hint(group, "labels") or self.selector(group) if group is not None else Node({})
        ours = default(US, "written by flytrans")
        if group is None:
            return Node({NAME: self._label_of_app(), MANAGED_BY: ours})
        return Node({**self.selector(group).value, MANAGED_BY: ours})

    def pod_labels(self, group: str) -> Node:
        """Labels of the pods of a group."""
        if not self.is_foreign(group):
            return self.labels(group)
        return self._hint(group, "pod_labels") or self.selector(group)

    def _hint(self, group: str, key: str) -> Node | None:
        view = self._groups.get(group)
        return view.at("kubernetes", key) if view is not None else None

    def _label_of_app(self) -> Node:
        return self.exact if is_label(self.exact.value) else self.app

    def _label_of_group(self, group: str) -> Node:
        return self.group(group).map(lambda _: group if is_label(group) else self.chosen_container(group))
