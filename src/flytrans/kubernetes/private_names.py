"""Names and addresses of Fly's private network in the texts of an app; a cluster has others.

Sources: Fly documentation, networking/private-networking (`.internal`, `fdaa::/16`, `fly-local-6pn`),
networking/flycast and networking/udp-and-tcp (`fly-global-services`).
"""

from __future__ import annotations

import re

from flytrans.kubernetes.told_texts import Told, texts_of
from flytrans.tree.context import Writing
from flytrans.tree.node import Node, entries_of

# expressions as text: few apps need them, so they are not compiled at the start
_HOST = r"(?<![\w.-])(?:[\w{}$()-]+\.)+(?:internal|flycast)(?![\w-]|\.\w)"
_OF_OTHERS = r"(?:^|\.)(?:docker|google|compute|ec2|c\.[\w-]+)\.internal$"
"""Docker's names for the host, and machines of Google and Amazon."""
_LISTENING = r"(?<![\w.-])fly-(?:local-6pn|global-services)(?![\w.-])"
_ADDRESS = r"(?<![\w:])fdaa:[0-9a-f:]*(?:/\d+)?"

_SERVICE = "write the name of the Service that takes its place"
_ANY = "listen on every address, as 0.0.0.0 or ::"
_RANGE = "write the cluster's own addresses"


def tell_private_names(app: Node, cx: Writing) -> None:
    """Say of every text of an app which names or addresses in it nothing in a cluster answers."""
    if cx.own:
        return
    for _, view in entries_of(app.get("groups")):
        for told in texts_of(view):
            if "fly" in told.text or "fdaa:" in told.text or ".internal" in told.text:
                _tell(told, cx)


def _tell(told: Told, cx: Writing) -> None:
    hosts = [found[0] for found in re.finditer(_HOST, told.text) if not re.search(_OF_OTHERS, found[0])]
    listening = [found[0] for found in re.finditer(_LISTENING, told.text)]
    addresses = [found[0] for found in re.finditer(_ADDRESS, told.text)]
    names = list(dict.fromkeys(hosts + listening + addresses))
    if not names:
        return
    message = f"{', '.join(names)}: nothing in a cluster is called that"
    cx.ledger.reason(told.node, "FT357", message, always=True)
    cx.found("FT357", told.node, message, _SERVICE if hosts else _ANY if listening else _RANGE)
