"""ConfigMaps: their keys, their content as text or base64, and their checksum."""

from __future__ import annotations

import json
import re

from flytrans.kubernetes.labels import metadata, new_object
from flytrans.kubernetes.names import Names, hexed
from flytrans.tree.node import Node, made
from flytrans.values.digest import hex_digest

LIMIT = 1024 * 1024
"""Bytes of one ConfigMap or Secret (K: core.MaxSecretSize)."""
_ILLEGAL = re.compile(r"[^-._a-zA-Z0-9]")
CHECKSUMS = ("checksum/env", "checksum/files")


def is_key(name: str) -> bool:
    """Whether a ConfigMap can have this key (apimachinery validation IsConfigMapKey)."""
    return 0 < len(name) <= 253 and _ILLEGAL.search(name) is None and name != "." and not name.startswith("..")


def key_of_path(path: str) -> str:
    """The key of a file: its path without the leading slash, `/` as `__`."""
    key = _ILLEGAL.sub("-", path.lstrip("/").replace("/", "__"))
    return key if is_key(key) else f"file-{hexed(path)}"


def text_of_base64(raw: str) -> str | None:
    """The text that a file's base64 stands for, if a ConfigMap's `data` shows it well; None for anything else."""
    content = bytes_of(raw)
    if content is None:
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.replace("\t", "").replace("\n", "").isprintable() else None


def bytes_of(raw: str) -> bytes | None:
    """The bytes of base64 as Go decodes it (line ends between are left out); None where it is none."""
    from base64 import b64decode

    try:
        return b64decode(raw.replace("\n", "").replace("\r", ""), validate=True)
    except ValueError:
        return None


def in_base64(text: str) -> str:
    """A text as the base64 that the Machines API takes."""
    from base64 import b64encode

    return b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")


def config_map(
    names: Names,
    suffix: str,
    data: dict[str, Node],
    binary: dict[str, Node] | None = None,
    annotations: Node | None = None,
    name: Node | None = None,
) -> Node | None:
    """ConfigMap A-suffix with its keys sorted; None where there are none."""
    if not data and not binary:
        return None
    return new_object(
        "v1",
        "ConfigMap",
        metadata(name if name is not None else names.object(suffix), names, None, annotations),
        data=_sorted(data),
        binaryData=_sorted(binary or {}),
    )


def _sorted(entries: dict[str, Node]) -> Node | None:
    return Node(dict(sorted(entries.items()))) if entries else None


def checksum(config: Node) -> Node:
    """SHA-256, in hexadecimal, of what a ConfigMap holds: it rolls the pods when the content changes."""
    content = {key: node for key in ("binaryData", "data") if (node := config.get(key)) is not None}
    plain = {key: node.plain() for key, node in content.items()}
    return made(digest(plain), *content.values(), reason="it changes with the ConfigMap")


def digest(plain: object) -> str:
    """SHA-256, in hexadecimal, of a plain value as compact sorted JSON."""
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hex_digest(text)


def size_of(config: Node) -> int:
    """Bytes of all keys and values of a ConfigMap."""
    total = 0
    for key in ("data", "binaryData"):
        for name, node in entries.items() if (entries := config.get(key)) is not None else ():
            content = (
                bytes_of(node.value) or b"" if key == "binaryData" else node.value.encode("utf-8", "surrogatepass")
            )
            total += len(name) + len(content)
    return total
