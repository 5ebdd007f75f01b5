"""The environment: `[env]` as a ConfigMap, secrets by reference, odd names inline.

Precedence is Fly's, `[env]` < secrets < platform, because a later `envFrom` beats an earlier one and `env` beats both
(K: pkg/kubelet/kubelet_pods.go makeEnvironmentVariables).
"""

from __future__ import annotations

from flytrans.kubernetes.configmap import config_map, is_key
from flytrans.kubernetes.constants import text_of, wanted
from flytrans.kubernetes.names import Names
from flytrans.kubernetes.runtime_variables import constant
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, items_of, listing, made, table


class Environment:
    """How the environment of an app's groups is written: what all share, and what each has inline."""

    __slots__ = ("config", "shared", "views")

    def __init__(self, app: Node, names: Names, cx: Writing) -> None:
        groups = app.get("groups")
        self.views = dict(groups.items()) if groups is not None else {}
        self.shared = {name: node for name, node in shared_variables(self.views).items() if fits(name)}
        self.config = config_map(names, "env", self.shared, name=app.at("kubernetes", "env"))
        for view in self.views.values():
            tell_names(view.get("env"), cx)

    def inline(self, group: str) -> dict[str, Node]:
        """{name: entry of `env`}: what is not in the ConfigMap, by its own name."""
        env = self.views[group].get("env")
        out = {}
        for name, value in entries_of(env):
            if name not in self.shared and is_possible(name):
                out[name] = constant(name, value).why(value)
        return out


def shared_variables(views: dict[str, Node]) -> dict[str, Node]:
    """Variables that every group has with one value, but for those that a group wants inline."""
    envs = [env for view in views.values() if (env := view.get("env")) is not None]
    if not envs or len(envs) < len(views):
        return {}
    inline = {node.value for view in views.values() for node in items_of(view.at("kubernetes", "inline"))}
    out = {}
    for name, value in sorted(envs[0].items()):
        found = [env.get(name) for env in envs]
        if name not in inline and all(node is not None and node.value == value.value for node in found):
            out[name] = value if len(found) == 1 else made(value.value, *found)
    return out


def fits(name: str) -> bool:
    """Whether a variable of this name can come from a ConfigMap on every server."""
    return is_key(name) and not name[0].isdigit()


def is_possible(name: str) -> bool:
    """Whether any variable can have this name: printable ASCII without `=` (RelaxedEnvironmentVariableValidation)."""
    return bool(name) and all(" " <= c <= "~" and c != "=" for c in name)


def tell_names(env: Node | None, cx: Writing) -> None:
    """Reasons for names that a ConfigMap cannot have."""
    for name, value in entries_of(env):
        if not is_possible(name):
            cx.ledger.reason(value, "FT423", f"no variable can be called {name!r}", effect="behaviour")
        elif not fits(name):
            cx.ledger.reason(value, "FT315", f"only a recent API server takes the name {name!r}", always=True)


def scatter_env_from(
    environment: Environment, app: Node, names: Names, cx: Writing, group: str | None = None
) -> Node | None:
    """`envFrom`: the ConfigMap where there is one, then the Secret."""
    out: list[Node] = []
    if environment.config is not None:
        name = environment.config.at("metadata", "name")
        out.append(table(configMapRef=table(name=name)))
    if not names.is_foreign(group) or app.at("kubernetes", "secrets") is not None:
        out.append(scatter_secret_ref(app, names, cx))
    return listing(out) if out else None


def scatter_secret_ref(app: Node, names: Names, cx: Writing) -> Node:
    """The reference to A-secrets: it may be missing as long as nobody said which names are in it."""
    known = app.get("secrets") is not None
    why = "the secrets' names are known" if known else "Fly starts a machine without secrets, too"
    name = app.at("kubernetes", "secrets") or names.object("secrets")
    return table(secretRef=table(name=name, optional=Node(not known, (), (), why)))


def secret_names(app: Node) -> list[Node]:
    """Names of the app's secrets, as far as they are known."""
    return [node for node in items_of(app.get("secrets")) if text_of(node)]


def field_reference(name: Node, path: str) -> Node:
    """An entry of `env` whose value is a field of the pod."""
    return table(name=name, valueFrom=table(fieldRef=table(fieldPath=wanted(path))))
