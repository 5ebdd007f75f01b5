"""fly.toml as the model: old spellings made new, typed rows, then one view for each process group."""

from __future__ import annotations

from flytrans.fly_toml.groups import Groups
from flytrans.fly_toml.machines import Shared, workload
from flytrans.fly_toml.overlay import read_overlay
from flytrans.fly_toml.patches import modernise
from flytrans.mapping.fly import FLY
from flytrans.mapping.guest import expand_guest
from flytrans.tree.context import Reading
from flytrans.tree.node import Node


def read_app(document: Node, cx: Reading) -> Node:
    """The app of a fly.toml document."""
    if document.value.__class__ is not dict:
        raise cx.wrong(document, "", "a table")
    doc = FLY.end("fly").read(modernise(document, cx), cx, "")
    assert doc is not None
    groups = Groups.of(doc.get("processes"))
    shared = Shared.of(doc, groups, read_overlay(doc, cx), cx)
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


def _dedicated(doc: Node, views: dict[str, Node]) -> Node | None:
    """The top-level dedication, where a group has no [[vm]] that it went into: the deploy adds it to its default guest."""
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
    vm = out.pop("release_command_vm", None)
    if vm is not None:
        cx.ledger.inert(vm.get("processes"), "a release machine belongs to no group")
        out["release_guest"] = expand_guest(vm.without("processes"), doc.get("host_dedication_id"), cx)
    if not out:
        cx.ledger.inert(deploy, "an empty table is the same as none")
    return Node(out, deploy.sources, deploy.because) if out else None


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
