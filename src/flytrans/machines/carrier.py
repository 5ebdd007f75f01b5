"""Where carried data lives in machines.json: `carried` at the top, or the metadata of each machine on request.

Metadata reaches Fly's DNS, so that is never done unasked.
"""

from __future__ import annotations

from collections.abc import Sequence

from flytrans.engine.carry import Carried, Part, lift_carrier, pack
from flytrans.tree.context import Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.json_line import line_encoder
from flytrans.tree.node import Node, listing, table

FILE = "machines.json"
METADATA = "flytrans.dev/carried"
_on_one_line = line_encoder()


def put(documents: Sequence[Document], parts: Sequence[Part], cx: Writing) -> list[Document]:
    """The documents with what is carried."""
    left = list(parts)
    out = []
    for document in documents:
        name = document.node.get("app")
        app = str(name.value) if name is not None else ""
        part = next((p for p in left if p.app == app), None)
        if part is None:
            out.append(document)
            continue
        left.remove(part)
        whole = _in_metadata if cx.options.carry == "metadata" else _at_top
        out.append(document._replace(node=whole(document.node, part)))
    if left and not out:
        out.append(Document(FILE, 0, _at_top(table(requests=listing(())), left[0])))
    return out


def _at_top(top: Node, part: Part) -> Node:
    return top.having(carried=pack(part))


def _in_metadata(top: Node, part: Part) -> Node:
    requests = top.get("requests")
    if requests is None or not requests.value:
        return _at_top(top, part)
    out = []
    for index, request in enumerate(requests.each()):
        group = request.value["process_group"].value
        mine = pack(part, groups=[group] if group in part.groups else [], app=not index)
        if len(mine.value) > 2:
            text = _on_one_line(mine)
            node = Node(text, tuple(sorted(mine.leaves())), (), "what a machine has no word for")
            body = request.value["body"]
            config = body.value["config"]
            metadata = Node({**config.value["metadata"].value, METADATA: node})
            request = request.having(body=body.having(config=config.having(metadata=metadata)))
        out.append(request)
    return top.having(requests=Node(out))


def take(documents: Sequence[Document], cx: Reading) -> tuple[list[Document], list[Carried]]:
    """The documents without what is carried, and what was."""
    found: list[Carried] = []
    out = []
    for document in documents:
        top = document.node
        whole = top.get("carried")
        if whole is not None:
            found.append(Carried(whole, whole))
            top = top.without("carried")
        requests = top.get("requests")
        if requests is not None and requests.value.__class__ is list:
            top = top.having(requests=Node([_without_metadata(r, found) for r in requests.each()], requests.sources))
        out.append(document._replace(node=top))
    return out, found


def _without_metadata(request: Node, found: list[Carried]) -> Node:
    config = request.at("body", "config")
    metadata = config.get("metadata") if config is not None else None
    node = metadata.get(METADATA) if metadata is not None else None
    if config is None or metadata is None or node is None:
        return request
    found.append(Carried(node, lift_carrier(node)))
    rest = config.having(metadata=metadata.without(METADATA))
    return request.having(body=request.value["body"].having(config=rest))
