"""Services of fly.toml as the machine's: `[http_service]` is a service with two ports, checks have a type.

Source: flyctl internal/appconfig/service.go HTTPService.ToService, toMachineService, toMachineCheck.
`expand_*` read, `collapse_*` write, and each pair is inverse.
"""

from __future__ import annotations

from flytrans.fly_toml.factoring import merged
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, items_of, listing, same, table

WHY = "[http_service] listens on 80 and 443"
_PORT_KEYS = ("force_https", "http_options", "tls_options", "checks")
_ONE_VALUE = "a fly.toml has one value for each header"


def expand_http_service(http: Node) -> Node:
    """A service on 80 (http) and 443 (tls and http)."""

    def fixed(value: object) -> Node:
        return Node(value, (), tuple(sorted({*http.sources, *http.because})), WHY)

    options = http.get("http_options")
    plain = table(
        port=fixed(80), handlers=listing([fixed("http")]), force_https=http.get("force_https"), http_options=options
    )
    secure = table(
        port=fixed(443),
        handlers=listing([fixed("http"), fixed("tls")]),
        http_options=options,
        tls_options=http.get("tls_options"),
    )
    rest = http.without(*_PORT_KEYS)
    checks = http.get("checks")
    out = {"protocol": fixed("tcp"), **rest.value, "ports": listing([plain, secure])}
    if checks is not None:
        out["http_checks"] = checks
    return Node(out, http.sources, http.because)


def expand_service(service: Node) -> Node:
    """One list of checks, tcp before http, each with its type."""
    out = service.without("tcp_checks", "http_checks")
    checks = [
        expand_check(check, kind)
        for kind, found in (("tcp", service.get("tcp_checks")), ("http", service.get("http_checks")))
        for check in items_of(found)
    ]
    return out.having(checks=listing(checks)) if checks else out


def expand_check(check: Node, kind: str) -> Node:
    """A check with its type, which the list that it stood in says."""
    out = sorted_headers(check)
    return Node(
        {
            "type": Node(kind, check.sources, check.because, "its list says the type"),
            **out.value,
        },
        check.sources,
        check.because,
    )


def sorted_headers(check: Node) -> Node:
    """Headers as a list by name; flyctl's own order is that of a Go map, so any."""
    headers = check.get("headers")
    if headers is None:
        return check
    items = [table(name=_named(name, value), values=listing([value])) for name, value in sorted(headers.items())]
    return check.having(headers=listing(items))


def _named(name: str, value: Node) -> Node | None:
    """A header's name, which is not sent where it is empty."""
    return Node(name, (), (*value.because, *value.sources), "the name is the key") if name else None


def collapse_headers(check: Node, cx: Writing) -> Node:
    """The opposite: a table of the first value of each header."""
    headers = check.get("headers")
    if headers is None:
        return check
    out = {}
    for item in headers.each():
        name, value = item.get("name") or Node("", (), item.sources), item.at("values", 0)
        if value is None:
            cx.ledger.reason(item, "FT422", "a header without a value is none in a fly.toml", effect="none")
        elif name.value in out:
            cx.ledger.reason(item, "FT460", _ONE_VALUE, effect="behaviour")
        else:
            if item.at("values", 1) is not None:
                cx.ledger.reason(item.get("values"), "FT460", _ONE_VALUE, effect="behaviour")
            out[name.value] = _told(value, name)
    return check.having(headers=Node(out) if out else None)


def collapse_service(cx: Writing, service: Node) -> Node:
    """A service with its checks in a list for each type.

    A check of another port than the service's is left out: fly.toml has no key for its port (MachineServiceCheck.Port).
    """
    checks = service.get("checks")
    out = service.without("checks")
    if checks is None:
        return out
    for kind in ("tcp", "http"):
        found = [
            _told(collapse_headers(check.without("type", "port"), cx), type_)
            for check in checks.each()
            if (type_ := check.get("type")) is not None
            and type_.value == kind
            and (check.get("port") is None or same(check.get("port"), service.get("internal_port")))
        ]
        if found:
            out = out.having(**{f"{kind}_checks": listing(found)})
    message = "a fly.toml has tcp_checks and http_checks of the service's own port"
    cx.ledger.reason(checks, "FT460", message, effect="behaviour")
    return out


def collapse_http_service(service: Node) -> Node | None:
    """`[http_service]` for a collapsed service that says just that; None where it says more or other things.

    Exactly 80 [http] and 443 [http, tls], equal http_options, tls_options only on 443, force_https only on 80,
    no tcp checks.
    """
    ports = service.at("ports")
    protocol = service.get("protocol")
    if protocol is None or protocol.value != "tcp" or service.get("tcp_checks") is not None:
        return None
    if ports is None or len(ports.value) != 2 or not _is_web(ports.value[0], ports.value[1]):
        return None
    plain, secure = ports.value
    out = service.without("protocol", "ports", "http_checks").having(
        force_https=plain.get("force_https"),
        http_options=_both(plain.get("http_options"), secure.get("http_options")),
        tls_options=secure.get("tls_options"),
        checks=service.get("http_checks"),
    )
    said = [plain.only("port", "handlers"), secure.only("port", "handlers")]
    return _told(out, protocol).why(*said)


def _both(a: Node | None, b: Node | None) -> Node | None:
    return merged([a, b]) if a is not None and b is not None else a


def _told(item: Node, *said: Node) -> Node:
    """The item, which is here also because of the values of some leaves (not of what decided about those)."""
    leaves = sorted({leaf for node in said for leaf in node.data()})
    return item.why(Node(None, tuple(leaves))) if leaves else item


def _is_web(plain: Node, secure: Node) -> bool:
    shape = table(port=Node(80), handlers=listing([Node("http")]))
    other = table(port=Node(443), handlers=listing([Node("http"), Node("tls")]))
    return (
        same(plain.without("force_https", "http_options"), shape)
        and same(secure.without("http_options", "tls_options"), other)
        and same(plain.get("http_options"), secure.get("http_options"))
    )
