"""Manifests as text and as traced documents: YAML streams and JSON."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.kubernetes.yaml_text import render_document
from flytrans.tree.document import Document
from flytrans.tree.go_json import no_constant
from flytrans.tree.json_errors import fault
from flytrans.tree.json_places import JsonPlaces
from flytrans.tree.ledger import Leaf, Ledger, Path, Position
from flytrans.tree.node import Node
from flytrans.values.bad import Bad

if TYPE_CHECKING:
    from flytrans.kubernetes.yaml_nodes import Broken

LARGEST = 16 * 2**20
"""Characters of one file; an API server takes 3 MiB an object."""

DEEPEST = 128
TOO_LARGE = "a number is too large"
_SURROGATE = re.compile("[\ud800-\udfff]")
_GAP = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"(?<=\n)---(?=\s)")


def parse(file: str, text: str, ledger: Ledger) -> list[Document]:
    """The documents of a file that are not empty, their leaves entered in the ledger.

    Raises `InputError` (FT002, FT009, FT011) with the place for text that kubectl cannot read, or that is too large.
    A key that stands twice in a table is a fault in the ledger, at the value that counts.
    """
    if len(text) > LARGEST:
        raise _refusal("FT011", file, 0, (1, 1), f"the file is larger than {LARGEST // 2**20} MiB")
    if file.lower().endswith(".json"):
        return _parse_json(file, text, ledger)
    from flytrans.kubernetes.yaml_nodes import Broken, read_stream

    before = len(ledger.leaves)
    try:
        return [Document(file, index, node) for index, node in read_stream(file, text, ledger)]
    except Broken as broken:
        if broken.code == "FT002" and text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
            del ledger.leaves[before:], ledger.values[before:]
            try:
                return _parse_json(file, text, ledger)
            except InputError:
                pass
        raise _yaml_refusal(broken, file, text) from None


def render(documents: list[Document]) -> dict[str, str]:
    """The text of each file; the parts of a stream stand at their index, with empty ones where there is none."""
    streams: dict[str, dict[int, Node]] = {}
    for document in documents:
        streams.setdefault(document.file, {})[document.index] = document.node
    return {file: _stream(parts) for file, parts in streams.items()}


def _stream(parts: dict[int, Node]) -> str:
    last = max(parts)
    if not last:
        return render_document(parts[0])
    begun = "" if 0 in parts else "---\n"
    return begun + "---\n".join(render_document(parts[i]) if i in parts else "" for i in range(last + 1))


class _Repeating(dict[str, Any]):
    """A JSON object with keys that it gives twice."""

    again: set[str]


def _parse_json(file: str, text: str, ledger: Ledger) -> list[Document]:
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    start = _past_gap(text, int(text.startswith("\ufeff")))
    decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=no_constant)
    documents: list[Document] = []
    while start < len(text) or not documents:
        try:
            tree, end = decoder.raw_decode(text, start)
            node = _json_node(tree, (file, len(documents), JsonPlaces(text, start)), ledger, ())
        except json.JSONDecodeError as error:
            line, column, message = fault(error)
            raise _refusal("FT009", file, len(documents), (line, column), message) from None
        except (RecursionError, _TooDeep):
            message = f"nested deeper than {DEEPEST} levels"
            raise _refusal("FT011", file, len(documents), (1, 1), message) from None
        except Bad as error:
            raise _refusal("FT009", file, len(documents), (1, 1), str(error)) from None
        except ValueError:  # what Python says of more digits than it reads
            raise _refusal("FT009", file, len(documents), (1, 1), TOO_LARGE) from None
        documents.append(Document(file, len(documents), node))
        start = _past_gap(text, end)
    return documents


def _past_gap(text: str, start: int) -> int:
    gap = _GAP.match(text, start)
    return gap.end() if gap else start


class _TooDeep(Exception):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) == len(pairs):
        return table
    repeating = _Repeating(table)
    repeating.again = {key for key, count in Counter(key for key, _ in pairs).items() if count > 1}
    return repeating


def _json_node(tree: Any, where: tuple[str, int, JsonPlaces], ledger: Ledger, path: Path) -> Node:
    if len(path) > DEEPEST:
        raise _TooDeep
    if isinstance(tree, dict) and tree:
        again = tree.again if isinstance(tree, _Repeating) else ()
        out = {}
        for key, value in tree.items():
            if key in again:
                ledger.faults[len(ledger.leaves)] = f"the key {key!r} is given twice"
            key = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", key)
            out[key] = _json_node(value, where, ledger, (*path, key))
        return Node(out)
    if isinstance(tree, list) and tree:
        return Node([_json_node(value, where, ledger, (*path, i)) for i, value in enumerate(tree)])
    if isinstance(tree, str):
        tree = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", tree)
    elif isinstance(tree, int) and not isinstance(tree, bool) and not -(2**63) <= tree < 2**63:
        tree = float(tree)
    if isinstance(tree, float) and not math.isfinite(tree):
        raise Bad(TOO_LARGE)
    file, index, places = where
    return Node(tree, (ledger.leaf(Leaf(file, index, path, places), tree),))


def _yaml_refusal(broken: Broken, file: str, text: str) -> InputError:
    """A template that has to be rendered first is told as such, at its first action."""
    from flytrans.kubernetes.foreign import TEMPLATE, template_start

    start = template_start(text) if broken.code == "FT002" else None
    document, position = max(broken.document, 0), broken.position
    if start is not None:
        before = text[:start]
        document = len(_BETWEEN.findall(before))
        position = before.count("\n") + 1, start - before.rfind("\n")
        return _refusal("FT010", file, document, position, *TEMPLATE)
    line, column = position
    there = text.split("\n")[line - 1 : line] or [""]
    tab = there[0][: column + 1].lstrip(" ").startswith("\t")
    return _refusal(broken.code, file, document, position, str(broken), "indent with spaces, not tabs" if tab else "")


def _refusal(code: str, file: str, document: int, position: Position, message: str, fix: str = "") -> InputError:
    from flytrans.diagnostics.catalogue import CODES, severity_of

    return InputError(Finding(code, CODES[code].name, severity_of(code), file, document, *position, message, fix))
