"""The dialect of Fly Kubernetes on Services: `service.fly.io/*` (fly docs, kubernetes/services).

`PORT-handlers`, `PORT-tls-alpn`, `PORT-tls-versions` and `PORT-tls-default-self-signed` name a port by its number,
when read also by its name (of udp, which Fly Kubernetes does not have, only so); `concurrency-kind`, `-limit-soft`
and `-limit-hard` are the whole Service's. All values are texts. An ordinary cluster ignores them, so they are a
carrier that people can read, written only when something is carried.
"""

from __future__ import annotations

from flytrans.kubernetes.service_ports import SECURE, WEB, Slot
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, entries_of, listing, made, table
from flytrans.values.whole import parse_digits

PREFIX = "service.fly.io/"
USUAL = {WEB: ["http"], SECURE: ["http", "tls"]}
"""Handlers that the Ingress says, in the order in which they are read back."""
_TLS_LISTS = {"tls-alpn": "alpn", "tls-versions": "versions"}
_SELF_SIGNED = "tls-default-self-signed"
_CONCURRENCY = {
    "concurrency-kind": "type",
    "concurrency-limit-soft": "soft_limit",
    "concurrency-limit-hard": "hard_limit",
}


def scatter_annotations(slots: list[Slot], first: Node | None, cx: Writing) -> Node | None:
    """Annotations of a Service; `first`: the group's first Fly service, whose concurrency is the Service's."""
    fks = cx.options.profile == "fks"
    if cx.options.carry is False and not fks:
        return None
    out: dict[str, Node] = {}
    for slot in slots:
        for port in slot.entries:
            number = port.get("port") or slot.number
            for word, value in _of_port(port, number.value, every=fks):
                handle = slot.name if slot.protocol.value == "UDP" else number
                out.setdefault(f"{PREFIX}{handle.value}-{word}", value)
    for word, key in _CONCURRENCY.items():
        node = first.at("concurrency", key) if first is not None else None
        if node is not None and str(node.value):
            out[PREFIX + word] = node.map(str)
    return Node(dict(sorted(out.items()))) if out else None


def _of_port(port: Node, number: int, *, every: bool) -> list[tuple[str, Node]]:
    out = []
    handlers = port.get("handlers")
    words = [h.value for h in handlers.each()] if handlers is not None else []
    if words and (every or words != USUAL.get(number)) and _sayable(words):
        out.append(("handlers", made(",".join(words), handlers)))
    if port.get("port") is None:
        return out
    for word, key in _TLS_LISTS.items():
        node = port.at("tls_options", key)
        texts = [n.value for n in node.each()] if node is not None else []
        if texts and _sayable(texts):
            out.append((word, made(",".join(texts), node)))
    node = port.at("tls_options", "default_self_signed")
    if node is not None:
        out.append((_SELF_SIGNED, node.map(lambda flag: "true" if flag else "false")))
    return out


def _sayable(words: list[str]) -> bool:
    return all(word and "," not in word and word == word.strip() for word in words)


class Noted:
    """The annotations of one Service."""

    __slots__ = ("_found",)

    def __init__(self, service: Node) -> None:
        found = service.at("metadata", "annotations")
        self._found = {
            key.removeprefix(PREFIX): node
            for key, node in entries_of(found)
            if key.startswith(PREFIX) and isinstance(node.value, str)
        }

    def handlers(self, number: int | None, name: str | None) -> Node | None:
        """The handlers that a port is said to have."""
        return _words(self._of(number, name, "handlers"))

    def tls_options(self, number: int | None, name: str | None) -> Node | None:
        """The TLS options that a port is said to have."""
        out = {key: _words(self._of(number, name, word)) for word, key in _TLS_LISTS.items()}
        signed = self._of(number, name, _SELF_SIGNED)
        if signed is not None and signed.value in ("true", "false"):
            out["default_self_signed"] = signed.map(lambda text: text == "true")
        options = table(**out)
        return options if options.value else None

    def concurrency(self, cx: Reading) -> Node | None:
        """The load limits of the Service."""
        out = {}
        for word, key in _CONCURRENCY.items():
            node = self._found.get(word)
            if node is None:
                continue
            if key == "type":
                out[key] = node
            elif number := parse_digits(node.value):
                out[key] = made(number, node)
            else:
                cx.found("FT004", node, f"{PREFIX}{word}: expected a whole number in a text")
        return table(**out) if out else None

    def _of(self, number: int | None, name: str | None, word: str) -> Node | None:
        found = self._found.get(f"{number}-{word}") if number is not None else None
        return found or (self._found.get(f"{name}-{word}") if name else None)


def _words(node: Node | None) -> Node | None:
    """A comma list as texts, all from one leaf."""
    if node is None:
        return None
    words = [word.strip() for word in node.value.split(",") if word.strip()]
    return listing([Node(word, node.sources, node.because) for word in words]) if words else None
