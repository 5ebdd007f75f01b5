"""Old spellings and coercions of services and checks.

Source: flyctl internal/appconfig/patches.go _patchService, _patchCheck.
"""

from __future__ import annotations

from flytrans.fly_toml.casts import as_text, patched_duration, patched_integer, tables
from flytrans.tree.context import Reading
from flytrans.tree.node import Node, made, table
from flytrans.values.duration import MILLISECOND
from flytrans.values.whole import parse_integer


def patch_service(service: Node, cx: Reading) -> Node:
    """One of `[[services]]`."""
    out = dict(service.value)
    if "concurrency" in out:
        out["concurrency"] = _concurrency(out["concurrency"], cx)
    if "ports" in out:
        out["ports"] = Node([_port(port, cx) for port in tables(out["ports"], cx, "services/ports")])
    for kind in ("tcp_checks", "http_checks"):
        if kind in out:
            out[kind] = Node([patch_check(check, cx) for check in tables(out[kind], cx, f"services/{kind}")])
    patched_integer(out, "internal_port", cx, "services/internal_port")
    return Node(out, service.sources, service.because)


def patch_check(check: Node, cx: Reading) -> Node:
    """A check of a service or of the machine: bare numbers are milliseconds, headers may be a list."""
    out = dict(check.value)
    for key in ("interval", "timeout", "grace_period"):
        patched_duration(out, key, MILLISECOND, cx)
    headers = out.get("headers")
    if headers is not None:
        if headers.value.__class__ is list:
            headers = _header_list(headers, cx)
        elif headers.value.__class__ is dict:
            headers = Node({name: as_text(value) for name, value in headers.items()}, headers.sources)
        else:
            raise cx.wrong(headers, "checks/headers", "a table of names and values")
        if headers.value:
            out["headers"] = headers
        else:
            cx.ledger.inert(out.pop("headers"), "no headers")
    return Node(out, check.sources, check.because)


def _header_list(headers: Node, cx: Reading) -> Node:
    """A table from `[{name, value}]`; they are sent by name, so that each name decides about the place of all."""
    out: dict[str, Node] = {}
    for item in headers.value:
        name, value = item.get("name"), item.get("value")
        if name is None:
            raise cx.wrong(item, "checks/headers", "tables with name and value")
        for key, extra in item.items():
            if key not in ("name", "value"):
                cx.ledger.unknown(extra, f"{key} is not a key of a header")
        key = as_text(name).value
        if key in out:
            cx.ledger.inert(out[key], "the header is written again later")
        out[key] = as_text(value) if value is not None else made("", name, reason="no value")
    names = [item.get("name") for item in headers.value]
    return Node({key: value.why(*names) for key, value in out.items()}, headers.sources)


def _concurrency(node: Node, cx: Reading) -> Node:
    """`"soft,hard"` is an old spelling of requests (patches.go)."""
    if node.value.__class__ is dict:
        return node
    parts = node.value.split(",") if node.value.__class__ is str else []
    limits = [parse_integer(part) for part in parts]
    if len(limits) != 2 or None in limits:
        raise cx.wrong(node, "services/concurrency", 'a table with soft_limit and hard_limit, or "soft,hard"')
    cx.found("FT005", node, '"soft,hard" is an old spelling', "write a table with type, soft_limit and hard_limit")
    return table(type=made("requests", node), hard_limit=made(limits[1], node), soft_limit=made(limits[0], node))


def _port(port: Node, cx: Reading) -> Node:
    out = dict(port.value)
    patched_integer(out, "port", cx, "services/ports/port")
    return Node(out, port.sources, port.because)
