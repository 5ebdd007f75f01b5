"""Where metrics are collected: [[metrics]] as the annotations that Prometheus' own example configuration reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flytrans.kubernetes.constants import decided, tables_of, text_of
from flytrans.kubernetes.objects import Objects, identity_of, name_of
from flytrans.tree.context import Reading, Writing
from flytrans.tree.node import Node, made
from flytrans.values.whole import parse_digits

SCRAPE, PORT, PATH, SCHEME = (f"prometheus.io/{word}" for word in ("scrape", "port", "path", "scheme"))


def scatter_metrics(metrics: Node | None, cx: Writing) -> dict[str, Node]:
    """Annotations of the pod template."""
    if metrics is None or not metrics.value:
        return {}
    out = {SCRAPE: decided("true", "metrics are collected", metrics)}
    port, path, https = (metrics.get(key) for key in ("port", "path", "https"))
    if port is not None:
        out[PORT] = port.map(str)
    if path is not None:
        out[PATH] = path
    if https is not None:
        out[SCHEME] = made("https" if https.value else "http", https)
    return out


def annotations_of(template: Node, objects: Objects, namespace: str) -> Iterator[Node | None]:
    """Those of the pod, then those of each Service that finds it, by name, with what lets it be found."""
    meta = template.get("metadata")
    yield meta.get("annotations") if meta is not None else None
    labels = meta.get("labels") if meta is not None else None
    if labels is None:
        return
    for service in sorted(objects.selecting(_texts(labels), namespace), key=name_of):
        notes, selector = service.at("metadata", "annotations"), service.at("spec", "selector")
        if notes is not None and selector is not None and text_of(notes.get(SCRAPE)) == "true":
            matching = [labels.get(key) for key, _ in selector.items()]
            yield notes.only(SCRAPE, PORT, PATH, SCHEME).why(*identity_of(service)[:3], selector, *matching)


def _texts(labels: Node) -> dict[str, str]:
    return {key: node.value for key, node in labels.items()}


def gather_metrics(annotations: Iterable[Node | None], container: Node, cx: Reading) -> Node | None:
    """The first set of annotations that asks for it."""
    for found in annotations:
        scrape = found.get(SCRAPE) if found is not None else None
        if found is None or text_of(scrape) != "true":
            continue
        out: dict[str, Node] = {}
        port = _port(found.get(PORT), container)
        path, scheme = found.get(PATH), found.get(SCHEME)
        if port is not None:
            out["port"] = port
        if text_of(path):
            assert path is not None
            out["path"] = path
        if text_of(scheme) == "https":
            out["https"] = made(True, scheme)
        else:
            cx.ledger.inert(scheme, "http is the default")
        return Node(out, (), scrape.sources if scrape is not None else ()).why(scrape) if out else None
    return None


def _port(node: Node | None, container: Node) -> Node | None:
    text = text_of(node)
    port = parse_digits(text or "")
    if node is not None and port is not None and port < 2**16:
        return made(port, node)
    ports = tables_of(container.get("ports"))
    number = ports[0].get("containerPort") if node is None and ports else None
    return number if number is not None and number.value.__class__ is int else None
