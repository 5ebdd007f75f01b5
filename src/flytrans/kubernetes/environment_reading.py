"""The environment of a container as the kubelet makes it (pkg/kubelet/kubelet_pods.go).

All `envFrom` in order, then `env` in order, later ones win; a value beats a source beside it. What comes from a Secret
is a secret of that name; what only a running pod knows is left out, with a reason.
"""

from __future__ import annotations

from typing import Any

from flytrans.kubernetes.constants import tables_of, text_of
from flytrans.kubernetes.environment import fits
from flytrans.kubernetes.fields import FieldSource
from flytrans.kubernetes.objects import Objects, identity_of, name_of
from flytrans.kubernetes.secret_keys import because, is_open, key_node, keys_of, maker_of_key, secret_called
from flytrans.kubernetes.variables import Variables
from flytrans.mapping.made_secrets import maker_of
from flytrans.named_tuple import NamedTuple
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, made

AS_SECRET = "{}, so a secret of the app takes its place"
"""What is said of a value that a ConfigMap should have; what the matter is with that comes first."""
_LAST_COUNTS = "a later variable of the name counts"


class Env(NamedTuple):
    """What was read: constants, secrets' names, entries that only a pod can fill in, and how they were written."""

    values: dict[str, Node]
    secrets: dict[str, Node]
    references: dict[str, Node]
    """The app's secrets of variables that are called otherwise: {variable: secret}."""
    fields: dict[str, Node]
    """Fields of the pod that a machine has, too: {variable: field_ref}."""
    inline: list[Node]
    configs: list[Node]
    from_secrets: list[Node]
    named: set[str]
    """Variables that name a key of a Secret themselves."""


class EnvReader:
    """Reads the environment of containers of one pod."""

    __slots__ = ("cx", "expected", "fields", "namespace", "objects", "ours")

    def __init__(
        self,
        objects: Objects,
        namespace: str,
        expected: dict[str, list[Any]],
        fields: FieldSource,
        ours: bool,
        cx: Reading,
    ) -> None:
        self.objects = objects
        self.namespace = namespace
        self.expected = expected
        """{name: plain entries} of the variables that the platform sets by itself in this workload."""
        self.fields = fields
        self.ours = ours
        self.cx = cx

    def read(self, container: Node) -> tuple[Env, Variables]:
        """The environment of a container."""
        env, variables = Env({}, {}, {}, {}, [], [], [], set()), Variables()
        for entry in tables_of(container.get("envFrom")):
            self._take_all(entry, env, variables)
        for entry in tables_of(container.get("env")):
            name = entry.get("name")
            if text_of(name):
                assert name is not None
                self._take(name, entry, container, env, variables)
        return env, variables

    def _take_all(self, entry: Node, env: Env, variables: Variables) -> None:
        prefix, config, secret = entry.get("prefix"), entry.get("configMapRef"), entry.get("secretRef")
        if config is not None and text_of(config.get("name")):
            found = self._config(config)
            variables.open |= found is None
            data = found.get("data") if found is not None else None
            if data is not None:
                env.configs.append(entry)
            for key, value in sorted(data.items()) if data is not None else ():
                if isinstance(value.value, str):
                    name = f"{text_of(prefix) or ''}{key}"
                    _set(
                        env,
                        variables,
                        name,
                        value.why(prefix, config.get("name"), *identity_of(found), self.fields.namespace),
                    )
        elif secret is not None and text_of(secret.get("name")):
            found = self._secret(secret)
            variables.open |= found is None or is_open(found)
            env.from_secrets.append(entry)
            for key in keys_of(found):
                assert found is not None
                node = key_node(found, key, maker_of_key(found, key)).why(prefix, secret.get("name"))
                self._set_secret(env, variables, f"{text_of(prefix) or ''}{key}", node)

    def _take(self, name: Node, entry: Node, container: Node, env: Env, variables: Variables) -> None:
        value, source = entry.get("value"), entry.get("valueFrom")
        if any(name.value in known for known in (env.values, env.secrets, env.fields)):
            self._tell_again(name, env)
        if entry.plain() in self.expected.get(name.value, ()):
            self.cx.ledger.inert(entry, "the platform sets it itself")
            self.cx.ledger.reason(entry, "FT350", "Fly sets it to just this value", effect="none")
            known = value is not None and isinstance(value.value, str)
            variables.put(name.value, variables.expanded(value, self.cx) if value is not None and known else None)
            return
        if not text_of(value) and source is not None and source.items():
            self._take_from(name, source, container, env, variables)
            return
        text = variables.expanded(value, self.cx) if value is not None else None
        if text is None:
            text = Node("", (), (), "a variable without a value is empty")
        _set(env, variables, name.value, text.why(name))
        env.inline.append(name)

    def _tell_again(self, name: Node, env: Env) -> None:
        """Say of a variable that is given again which one counts (K: makeEnvironmentVariables, the last one)."""
        self.cx.ledger.keeps_out(name, "it takes an earlier variable of the name away")
        earlier = env.values.get(name.value)
        if earlier is not None:
            self.cx.ledger.moot(Node(None, earlier.sources), _LAST_COUNTS)

    def _take_from(self, name: Node, source: Node, container: Node, env: Env, variables: Variables) -> None:
        config, secret = source.get("configMapKeyRef"), source.get("secretKeyRef")
        if config is not None:
            self._take_key(name, config, env, variables)
        elif secret is not None:
            key = secret.get("key")
            if text_of(key) and key is not None:
                maker = maker_of_key(self._known("Secret", secret), key.value)
                self._set_secret(env, variables, name.value, Node(name.value, name.sources, name.because, maker))
                env.named.add(name.value)
                called = because(self._called(secret, key), maker)
                if called.value != name.value:
                    env.references[name.value] = called
        else:
            self._take_field(name, source, container, env, variables)

    def _called(self, reference: Node, key: Node) -> Node:
        """The app's secret for a key: in containers of others each of its own, whatever the variables are called."""
        secret = reference.get("name")
        apart = self.fields.facts and not self.ours and secret is not None and text_of(secret)
        return secret_called(secret, key) if secret is not None and apart else key

    def _take_key(self, name: Node, reference: Node, env: Env, variables: Variables) -> None:
        found, key = self._known("ConfigMap", reference), text_of(reference.get("key"))
        value = found.at("data", key) if found is not None and key is not None else None
        if value is None or not isinstance(value.value, str):
            if not is_optional(reference):
                self._ask_for(name, reference, found, env, variables)
            return
        said = (name, reference.get("name"), reference.get("key"), *identity_of(found), self.fields.namespace)
        _set(env, variables, name.value, value.why(*said))

    def _ask_for(self, name: Node, reference: Node, found: Node | None, env: Env, variables: Variables) -> None:
        """A value of a ConfigMap that is not here, as a secret: an app has no other way to get what no file says."""
        config, key = reference.get("name"), reference.get("key")
        lack, fix = self._missing(reference)
        if found is not None:
            lack, fix = f"ConfigMap {name_of(found)} has no key {text_of(key)}", ""
        at = config if found is None else key
        if self.ours or config is None or key is None or not text_of(config) or not text_of(key):
            self.cx.found("FT014", at, lack, fix)
            return
        message = AS_SECRET.format(lack)
        self.cx.found("FT354", at, message, fix)
        for node in (name, config, key):
            self.cx.ledger.reason(node, "FT354", message, always=True)
        self._set_secret(env, variables, name.value, Node(name.value, name.sources, name.because))
        env.named.add(name.value)
        if (called := self._called(reference, key)) is not key:
            env.references[name.value] = called

    def _take_field(self, name: Node, source: Node, container: Node, env: Env, variables: Variables) -> None:
        constant = self.fields.constant(source, container)
        if constant is not None:
            self.cx.ledger.reason(source, "FT322", "a live field becomes the value that it has here", always=True)
            _set(env, variables, name.value, constant.why(name))
            return
        env.values.pop(name.value, None)
        variables.put(name.value, None)
        reference = self.fields.reference(source)
        if reference is not None:
            if self.fields.is_numbered(source):
                self.cx.ledger.reason(source, "FT436", "a machine's id has no number at its end", always=True)
            elif not self.ours:
                self.cx.ledger.reason(source, "FT436", "what a machine has of the kind takes its place", effect="none")
            env.fields[name.value] = reference.why(name)
            return
        self.cx.ledger.reason(source, "FT524", "only the cluster can fill it in")
        self.cx.ledger.reason(name, "FT524", "only the cluster can fill it in")
        self.cx.found("FT524", name, f"{name.value} is a value that only the cluster can fill in")

    def _set_secret(self, env: Env, variables: Variables, name: str, node: Node) -> None:
        if (earlier := env.values.pop(name, None)) is not None:
            self.cx.ledger.moot(Node(None, earlier.sources), _LAST_COUNTS)
            self.cx.ledger.keeps_out(Node(None, tuple(sorted(node.leaves()))), "a secret of the name counts instead")
        env.secrets[name] = node.map(lambda _: name)
        variables.put(name, None)

    def _config(self, reference: Node) -> Node | None:
        found = self._known("ConfigMap", reference)
        if found is None and not is_optional(reference):
            self.cx.found("FT014", reference.get("name"), *self._missing(reference))
        return found

    def _missing(self, reference: Node) -> tuple[str, str]:
        name = text_of(reference.get("name")) or ""
        return self.objects.missing("ConfigMap", self.namespace, name, "add it, or say optional: true")

    def _secret(self, reference: Node) -> Node | None:
        """A Secret of whose keys each is a variable; those of one of ours are asked of the app's owner."""
        name, found = reference.get("name"), self._known("Secret", reference)
        if found is None and not self.ours and not is_optional(reference):
            fix = "add it, or set each of its keys with fly secrets set"
            message, fix = self.objects.missing("Secret", self.namespace, text_of(name) or "", fix)
            self.cx.found("FT014", name, f"{message}, so its keys are no secrets of the app", fix)
        return found

    def _known(self, kind: str, reference: Node) -> Node | None:
        text = text_of(reference.get("name"))
        return self.objects.get(kind, self.namespace, text) if text else None


def is_optional(reference: Node) -> bool:
    """Whether what is referred to may be missing."""
    found = reference.get("optional")
    return found is not None and found.value is True


def wanted_inline(env: Env) -> list[Node]:
    """Variables that were written inline although a ConfigMap could have held them."""
    found = {node.value: node for node in env.inline if node.value in env.values and fits(node.value)}
    return [found[name] for name in sorted(found)]


def secrets_of(env: Env, ours: bool, alone: bool) -> dict[str, Node]:
    """The app's secrets: the variables that come from them, or the keys where containers name them as they like."""
    if alone:
        return env.secrets
    out = {name: node for name, node in env.secrets.items() if name not in env.named}
    if ours:
        return out
    keys = [env.references.get(name, node) for name, node in env.secrets.items() if name in env.named]
    return joined_secrets(out, *({str(key.value): key} for key in keys))


def joined_secrets(*given: dict[str, Node]) -> dict[str, Node]:
    """Secrets by name; one that several ask for comes from all of them."""
    out: dict[str, Node] = {}
    for some in given:
        for name, node in some.items():
            both = made(node.value, out[name], node) if name in out else node
            out[name] = because(both, maker_of(node))
    return out


def _set(env: Env, variables: Variables, name: str, value: Node) -> None:
    env.secrets.pop(name, None)
    env.fields.pop(name, None)
    env.values[name] = value
    variables.put(name, value)
