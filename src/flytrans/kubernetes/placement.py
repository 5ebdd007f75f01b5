"""Where a pod runs and how it is called: region, host name, name servers."""

from __future__ import annotations

import re
from collections.abc import Callable

from flytrans.kubernetes.bounds import is_address, is_search
from flytrans.kubernetes.constants import tables_of, text_of, wanted
from flytrans.kubernetes.names import is_label
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, items_of, listing, table

REGION = "fly.io/region"
TOPOLOGY = "topology.kubernetes.io/region"
_CODE = r"[a-z]{3}"
MOST_SERVERS, _MOST_SEARCHES = 3, 32
"""Of a pod (core validation.go MaxDNSNameservers, MaxDNSSearchPaths)."""
_DNS_LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"


def scatter_region(region: Node | None, cx: Writing) -> tuple[dict[str, Node], Node | None]:
    """The pod's annotation and, if asked for, its nodeSelector."""
    if region is None:
        return {}, None
    fks = cx.options.profile == "fks"
    nodes = "node-selector" in cx.options.extras and is_label(region.value)
    if not fks and not nodes:
        cx.ledger.reason(region, "FT401", "nothing places the pod there", always=True)
    elsewhere = cx.options.runtime_env or nodes
    annotations = {REGION: region} if cx.options.carry or fks or elsewhere else {}
    return annotations, Node({TOPOLOGY: region}) if nodes else None


def gather_region(annotations: Node | None, pod: Node, constants: dict[str, Node], cx: Reading) -> Node | None:
    """The annotation, else the node selector of a Fly region, else equal constants of the platform's variables."""
    found = annotations.get(REGION) if annotations is not None else None
    if text_of(found):
        return found
    selected = pod.at("nodeSelector", TOPOLOGY)
    if selected is not None and re.fullmatch(_CODE, text_of(selected) or ""):
        return selected
    one, two = constants.get("FLY_REGION"), constants.get("PRIMARY_REGION")
    if one is not None and two is not None and one.value == two.value and one.value:
        return two
    return None


def scatter_dns(dns: Node | None, cx: Writing) -> dict[str, Node]:
    """`hostname`, `dnsPolicy` and `dnsConfig` of a pod."""
    if dns is None:
        return {}
    out: dict[str, Node] = {}
    hostname = dns.get("hostname")
    if hostname is not None and re.fullmatch(_DNS_LABEL, hostname.value):
        out["hostname"] = hostname
    servers = _fit(dns.get("nameservers"), is_address, MOST_SERVERS, "an IP address", cx)
    searches = _fit(dns.get("searches"), is_search, _MOST_SEARCHES, "a domain in lower case", cx)
    options = _options(dns.get("options"))
    if servers is not None:
        out["dnsPolicy"] = wanted("None")
    if servers is not None or searches is not None or options is not None:
        out["dnsConfig"] = table(nameservers=servers, searches=searches, options=options)
    return out


def _fit(given: Node | None, fits: Callable[[str], bool], most: int, wanted: str, cx: Writing) -> Node | None:
    """What of a list an API server takes; the rest says why not."""
    found: list[Node] = []
    for item in items_of(given):
        if not fits(item.value):
            cx.ledger.reason(item, "FT422", f"Kubernetes wants {wanted} there")
        elif len(found) == most:
            cx.ledger.reason(item, "FT302", f"Kubernetes takes {most} of them")
        else:
            found.append(item)
    for item in found if len(found) < len(items_of(given)) else ():
        cx.ledger.reason(item, "FT422", "others of the list are not there", effect="none")
    return listing(found) if found else None


def _options(node: Node | None) -> Node | None:
    found = [option.only("name", "value") for option in tables_of(node) if text_of(option.get("name"))]
    return listing(found) if found else None


def gather_dns(pod: Node, cx: Reading) -> Node | None:
    """The machine's `dns` of a pod."""
    out: dict[str, Node] = {}
    config = pod.get("dnsConfig")
    if config is not None:
        for key in ("nameservers", "searches"):
            texts = [n for n in items_of(config.get(key)) if isinstance(n.value, str)]
            if texts:
                out[key] = listing(texts)
        options = _options(config.get("options"))
        if options is not None:
            out["options"] = options
    policy = pod.get("dnsPolicy")
    if "nameservers" in out and text_of(policy) == "None":
        out["nameservers"] = out["nameservers"].why(policy)
    elif "nameservers" in out:
        cx.ledger.reason(out["nameservers"], "FT339", "they replace Fly's own, where they were added", always=True)
    override = pod.get("hostnameOverride")  # K: pkg/kubelet/kubelet_pods.go GeneratePodHostNameAndDomain
    hostname = override if text_of(override) else pod.get("hostname")
    if text_of(hostname):
        assert hostname is not None
        cx.ledger.reason(hostname, "FT340", "the machine keeps its name in .internal", always=True)
        out["hostname"] = hostname
    return Node(out) if out else None
