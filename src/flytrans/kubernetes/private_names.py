"""Names and addresses of Fly's private network, and the app's own at `fly.dev`, in the texts of an app.

Sources: Fly documentation, networking/private-networking (`.internal`, `fdaa::/16`, `fly-local-6pn`),
networking/flycast, networking/udp-and-tcp (`fly-global-services`) and networking/services (`APP.fly.dev`).
"""

from __future__ import annotations

import re

from flytrans.kubernetes.told_texts import Told, texts_of
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of, text_at

# expressions as text: few apps need them, so they are not compiled at the start
_HOST = r"(?<![\w.-])(?:[\w{}$()-]+\.)+(?:internal|flycast)(?![\w-]|\.\w)"
_OF_OTHERS = r"(?:^|\.)(?:docker|google|compute|ec2|c\.[\w-]+)\.internal$"
"""Docker's names for the host, and machines of Google and Amazon."""
_LISTENING = r"(?<![\w.-])fly-(?:local-6pn|global-services)(?![\w.-])"
_ADDRESS = r"(?<![\w:])fdaa:[0-9a-f:]*(?:/\d+)?"

_BRACKETS = r"\[\$(?:FLY_PRIVATE_IP|\{FLY_PRIVATE_IP\})\]"
"""The machine's address where only IPv6 is right: Fly's private network has no other, most clusters give IPv4."""

_OWN_HOST = r"(?<![\w.-]){name}\.fly\.dev(?![\w-]|\.\w)"
_SERVICE = "write the name of the Service that takes its place"
_ANY = "listen on every address, as 0.0.0.0 or ::"
_RANGE = "write the cluster's own addresses"
_MOVED = "write the host that it gets"
_PLAIN = "leave the brackets out, or run a cluster with IPv6"


_SIGNS = ("fly", "fdaa:", ".internal", "FLY_PRIVATE_IP")


def tell_private_names(app: Node, cx: Writing) -> None:
    """Say of every text of an app which names or addresses in it nothing in a cluster answers."""
    if cx.own:
        return
    name = _name_on_fly(app, cx)
    for _, view in entries_of(app.get("groups")):
        for told in texts_of(view):
            if any(sign in told.text for sign in _SIGNS):
                _tell(told, name, cx)


def _name_on_fly(app: Node, cx: Writing) -> str:
    """What the app is called there: not what the caller calls it from now on."""
    _, old = cx.known.get(("old name", id(app.get("name"))), (None, None))
    return old or text_at(app, "name")


def _tell(told: Told, name: str, cx: Writing) -> None:
    hosts = [found[0] for found in re.finditer(_HOST, told.text) if not re.search(_OF_OTHERS, found[0])]
    listening = [found[0] for found in re.finditer(_LISTENING, told.text)]
    addresses = [found[0] for found in re.finditer(_ADDRESS, told.text)]
    names = list(dict.fromkeys(hosts + listening + addresses))
    bracketed = re.search(_BRACKETS, told.text)
    if names:
        message = f"{', '.join(names)}: nothing in a cluster is called that"
        fix = _SERVICE if hosts else _ANY if listening else _RANGE
    elif name and re.search(_OWN_HOST.format(name=re.escape(name)), told.text):
        message, fix = f"{name}.fly.dev: the app is not there once it has moved", _MOVED
    elif bracketed:
        message, fix = f"{bracketed[0]}: the address of a pod is IPv4 in most clusters", _PLAIN
    else:
        return
    cx.ledger.reason(told.node, "FT357", message, always=True)
    cx.found("FT357", told.node, message, fix)
