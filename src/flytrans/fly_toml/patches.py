"""Old spellings and coercions of fly.toml, in flyctl's order.

Source: flyctl internal/appconfig/patches.go. Each function takes a node and gives a new one; what flyctl refuses
raises the error at the value. Keys in another case than the documented one are not seen here, as in flyctl.
"""

from __future__ import annotations

from flytrans.fly_toml.casts import as_text, patched_duration, tables
from flytrans.fly_toml.patched_services import patch_check, patch_service
from flytrans.mapping.checks import CHECK_NAME
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, default
from flytrans.values.duration import SECOND


def modernise(doc: Node, cx: Reading) -> Node:
    """The document in the spellings of today."""
    top = dict(doc.value)
    for patch in (_env, _services, _processes, _experimental, _checks, _renamed, _kill_timeout, _build):
        patch(top, cx)
    return Node(top, doc.sources, doc.because)


def _env(top: dict[str, Node], cx: Reading) -> None:
    if "env" in top:
        top["env"] = _env_table(top["env"], cx)


def _env_table(node: Node, cx: Reading) -> Node:
    value = node.value
    if value.__class__ is dict:
        if not value:
            cx.ledger.inert(node, "an empty table is the same as none")
        return Node({key: as_text(entry) for key, entry in value.items()}, node.sources)
    if value.__class__ is not list:
        raise cx.wrong(node, "env", "a table of names and values")
    cx.found("FT005", node, "[[env]] is an old form", "write all variables into one [env]")
    out: dict[str, Node] = {}
    for entry in value:
        for key, variable in _env_table(entry, cx).items():
            if key in out:
                cx.ledger.inert(out[key], "the variable is set again later")
            out[key] = variable
    return Node(out, node.sources)


def _services(top: dict[str, Node], cx: Reading) -> None:
    if "services" not in top:
        return
    found = [patch_service(service, cx) for service in tables(top["services"], cx, "services")]
    for service in found:
        if not service.value:
            cx.ledger.inert(service, "flyctl leaves an empty service out")
    top["services"] = Node([service for service in found if service.value])


def _processes(top: dict[str, Node], cx: Reading) -> None:
    node = top.get("processes")
    if node is None or node.value.__class__ is dict:
        return
    if node.value.__class__ is not list:
        raise cx.wrong(node, "processes", "a table of group names and commands")
    if node.value:
        cx.found("FT005", node, "[[processes]] is an old form", 'write [processes], and name = "command" in it')
    out: dict[str, Node] = {}
    names: list[Node] = []
    for entry in node.value:
        name = entry.get("name")
        if name is None:
            cx.ledger.inert(entry, "a process without a name is left out")
            continue
        for key, extra in entry.items():
            if key not in ("name", "command"):
                cx.ledger.unknown(extra, f"{key} is not a key of a process")
        command = entry.get("command")
        group = as_text(name)
        if group.value in out:
            cx.ledger.inert(out[group.value], "the group is named again later")
        out[group.value] = as_text(command) if command is not None else default("", "no command")
        names.append(name)
    if out:  # groups are in the order of their names, so that each decides about the place of all
        top["processes"] = Node({name: spoken.why(*names) for name, spoken in out.items()})
    else:
        cx.ledger.inert(top.pop("processes"), "no process is named")


def _table(top: dict[str, Node], key: str, cx: Reading) -> Node | None:
    node = top.get(key)
    if node is not None and node.value.__class__ is not dict:
        raise cx.wrong(node, key, "a table")
    return node


def _experimental(top: dict[str, Node], cx: Reading) -> None:
    node = _table(top, "experimental", cx)
    if node is None:
        return
    out: dict[str, Node] = {}
    metrics: dict[str, Node] = {}
    for key, entry in node.items():
        if key in ("cmd", "entrypoint", "exec"):
            out[key] = _one_word(entry, cx, f"experimental/{key}")
        elif key == "kill_timeout":
            _moved(top, "kill_timeout", entry, cx)
        elif key in ("metrics_port", "metrics_path"):
            if "metrics" in top:
                cx.ledger.inert(entry, "[metrics] wins")
                cx.found("FT005", entry, f"experimental.{key} does nothing beside [metrics]", "delete it")
            else:
                name = key.removeprefix("metrics_")
                cx.found("FT005", entry, f"experimental.{key} is an old place", f"write {name} in [metrics]")
                metrics[name] = entry
        else:
            out[key] = entry
    top["experimental"] = Node(out, node.sources, node.because)
    if metrics:
        top["metrics"] = Node(metrics)


def _one_word(node: Node, cx: Reading, where: str) -> Node:
    """Text is one word, never split (patches.go castToStringSlice)."""
    if node.value is None:
        return node
    if node.value.__class__ is str:
        return Node([node])
    if node.value.__class__ is not list or any(word.value.__class__ is not str for word in node.value):
        raise cx.wrong(node, where, "text or a list of texts")
    return node


def _moved(top: dict[str, Node], key: str, node: Node, cx: Reading) -> None:
    if key in top:
        cx.ledger.inert(node, f"{key} at the top wins")
        cx.found("FT005", node, f"experimental.{key} does nothing beside {key} at the top", "delete it")
        return
    cx.found("FT005", node, f"experimental.{key} is an old place", f"write {key} at the top")
    top[key] = node


def _checks(top: dict[str, Node], cx: Reading) -> None:
    node = top.get("checks")
    if node is None:
        return
    if node.value.__class__ is list:
        node = _named_checks(node, cx)
    if node.value.__class__ is not dict:
        raise cx.wrong(node, "checks", "tables [checks.NAME]")
    out = {}
    for name, check in node.items():
        if check.value.__class__ is not dict:
            raise cx.wrong(check, f"checks/{name}", "a table")
        out[name] = patch_check(check, cx)
    top["checks"] = Node(out, node.sources)


def _named_checks(node: Node, cx: Reading) -> Node:
    if node.value:
        cx.found("FT005", node, "[[checks]] with a name is an old form", "write [checks.NAME]")
    out: dict[str, Node] = {}
    for check in node.value:
        name = check.get("name")
        if name is None or name.value.__class__ is not str:
            raise cx.wrong(name or check, "checks", "a name in each of [[checks]]")
        if name.value in out:
            cx.ledger.inert(out[name.value], "the check is named again later")
            cx.ledger.keeps_out(name, "it takes an earlier check of the name away")
        if not cx.own:
            cx.ledger.rows.update(dict.fromkeys(name.sources, CHECK_NAME))
        out[name.value] = Node(check.without("name").value, check.sources).why(name)
    return Node(out, node.sources)


_NAMES = (
    ("vm", ("compute", "computes", "vm"), "memory"),
    ("mounts", ("mount", "mounts"), "initial_size"),
    ("metrics", ("metric", "metrics"), ""),
)


def _renamed(top: dict[str, Node], cx: Reading) -> None:
    for name, spellings, cast in _NAMES:
        found: list[Node] = []
        hit = False
        for key in spellings:
            if key in top:
                hit = True
                if key != name:
                    cx.found("FT005", top[key], f"[{key}] is an old spelling", f"write [[{name}]]")
                found += tables(top.pop(key), cx, key)
        if cast:
            found = [_cast(item, cast) for item in found]
        if hit:
            top[name] = Node(found)


def _cast(item: Node, key: str) -> Node:
    node = item.get(key)
    return item.having(**{key: as_text(node)}) if node is not None and node.value is not None else item


def _kill_timeout(top: dict[str, Node], cx: Reading) -> None:
    patched_duration(top, "kill_timeout", SECOND, cx)


def _build(top: dict[str, Node], cx: Reading) -> None:
    node = _table(top, "build", cx)
    if node is None:
        return
    if not node.value:
        cx.ledger.inert(top.pop("build"), "an empty table is the same as none")
        return
    out = dict(node.value)
    old = out.pop("build_target", None)
    if old is not None:
        cx.found("FT005", old, "build_target is an old spelling", "write build-target")
        if "build-target" in out:
            cx.ledger.inert(out["build-target"], "build_target wins")
        out["build-target"] = old
    top["build"] = Node(out, node.sources, node.because)
