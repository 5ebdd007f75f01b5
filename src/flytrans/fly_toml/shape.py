"""fly.toml as the model: old spellings made new, typed rows, then one view for each process group."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from flytrans.diagnostics.finding import InputError
from flytrans.fly_toml.groups import Groups
from flytrans.fly_toml.machines import Shared, workload
from flytrans.fly_toml.patches import modernise
from flytrans.mapping.fly import FLY
from flytrans.mapping.guest import expand_guest
from flytrans.tree.context import Reading
from flytrans.tree.document import Document
from flytrans.tree.node import Node, made
from flytrans.values.bad import Bad
from flytrans.values.words import parse_words


def read(documents: Sequence[Document], cx: Reading) -> Node:
    """The model: one app. flyctl reads the first document of a YAML stream; an empty file is an app without settings.

    Raises InputError, at the value, for what flyctl cannot load, or cannot make a machine of for some group.
    """
    for further in documents[1:] if documents and not documents[0].index else documents:
        cx.ledger.inert(further.node, "flyctl reads only the first document")
    first = documents[0].node if documents and not documents[0].index else Node({})
    if first.value is None:
        cx.ledger.inert(first, "the file is empty")
        first = Node({})
    return Node({"apps": Node([read_app(first, cx)])})


def read_app(document: Node, cx: Reading) -> Node:
    """The app of a fly.toml document."""
    if document.value.__class__ is not dict:
        raise cx.wrong(document, "the file", "a table")
    if not document.value:
        cx.ledger.inert(document, "the file is empty")
    current = modernise(document, cx)
    if any(value.__class__ is float and not isfinite(value) for value in cx.ledger.values):
        must_be_finite(current, cx, "")
    doc = FLY.end("fly").read(current, cx, "")
    assert doc is not None
    groups = Groups.of(doc.get("processes"))
    shared = Shared.of(doc, groups, _overlay(doc, cx), cx)
    views = {name: workload(name, shared, cx) for name in groups.names}
    app = {
        "name": doc.get("app"),
        "region": doc.get("primary_region"),
        "groups": Node(views),
        "console_command": doc.get("console_command"),
        "host_dedication_id": _dedicated(doc, views),
        "build": _build(doc, cx),
        "deploy": _deploy(doc, cx),
        "flyctl": _flyctl(doc, cx),
        "machine_checks": doc.get("machine_checks"),
    }
    return Node({key: node for key, node in app.items() if node is not None})


def _overlay(doc: Node, cx: Reading) -> dict[str, Node]:
    """What a machine_config or a compose file adds; few files name one, so only they load what reads it."""
    paths = (("machine_config",), ("container",), ("experimental", "machine_config"), ("build", "compose"))
    if all(doc.at(*path) is None for path in paths):
        return {}
    from flytrans.fly_toml.overlay import read_overlay

    return read_overlay(doc, cx)


def must_be_finite(node: Node, cx: Reading, where: str) -> None:
    """JSON, through which flyctl reads its settings, has no inf and no nan; text made of them is left by now."""
    for key, entry in node.items() or enumerate(node.each()):
        must_be_finite(entry, cx, f"{where}/{key}")
    if node.value.__class__ is float and not isfinite(node.value):
        raise cx.wrong(node, where, f"a number, found {node.value}")


def _dedicated(doc: Node, views: dict[str, Node]) -> Node | None:
    """The top-level dedication, where a group has no [[vm]] that takes it: the deploy adds it to the guest it makes."""
    without_guest = any(view.get("guest") is None for view in views.values())
    return doc.get("host_dedication_id") if without_guest else None


def _build(doc: Node, cx: Reading) -> Node | None:
    build = doc.get("build")
    if build is None:
        return None
    rest = build.without("image", "compose")
    if not rest.value:
        cx.ledger.inert(build, "an empty table is the same as none")
    return rest if rest.value else None


def _deploy(doc: Node, cx: Reading) -> Node | None:
    deploy = doc.get("deploy")
    if deploy is None:
        return None
    out = dict(deploy.value)
    vm, refused = out.pop("release_command_vm", None), False
    if vm is not None:
        cx.ledger.inert(vm.get("processes"), "a release machine belongs to no group")
        guest = _release_guest(vm, doc.get("host_dedication_id"), cx)
        refused = guest is None
        out["unusable_release_guest" if guest is None else "release_guest"] = guest or vm.without("processes")
    command = out.get("release_command")
    if refused:
        cx.ledger.reason(command, "FT415", "flyctl cannot make the machine that would run it")
    if command is not None and not refused:
        out["release_command"] = _words(command, cx)
    if not out:
        cx.ledger.inert(deploy, "an empty table is the same as none")
    return Node(out, deploy.sources, deploy.because) if out else None


def _release_guest(vm: Node, dedicated: Node | None, cx: Reading) -> Node | None:
    """flyctl loads a size that it then cannot make a release machine of."""
    try:
        return expand_guest(vm.without("processes"), dedicated, cx)
    except InputError as error:
        for finding in error.findings:
            cx.found("FT008", vm, f"deploy.release_command_vm: {finding.message}; flyctl refuses to deploy it")
        cx.ledger.reason(vm, "FT415", "flyctl cannot make a machine of it")
        return None


def _words(command: Node, cx: Reading) -> Node:
    """The release command as words; as the text it is where flyctl loads it and then cannot split it."""
    try:
        words = parse_words(command.value)
    except Bad as error:
        cx.found("FT008", command, f"deploy.release_command: {error}; flyctl refuses to deploy it", "close the quote")
        return command
    return Node([made(word, command) for word in words], () if words else command.sources)


def _flyctl(doc: Node, cx: Reading) -> Node | None:
    """Settings that only flyctl itself acts on."""
    experimental = doc.get("experimental")
    if experimental is None:
        return None
    cx.ledger.inert(experimental.get("auto_rollback"), "flyctl reads it and never uses it")
    cx.ledger.inert(experimental.get("lazy_load_images"), "flyctl only warns that it is no longer supported")
    out = experimental.only("enable_consul", "enable_etcd")
    exported = experimental.at("attached", "secrets", "export")
    if exported is not None:
        out = out.having(attached_secrets=exported)
    for empty in (experimental, experimental.get("attached"), experimental.at("attached", "secrets")):
        cx.ledger.inert(empty if empty is not None and not empty.value else None, "an empty table is the same as none")
    return out if out.value else None
