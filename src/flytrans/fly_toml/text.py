"""The text of a fly.toml, and of the machine_config.json beside it, as `fly launch` writes them.

Style of flyctl (internal/appconfig/serde.go over go-toml/v2): scalars before tables, tables of tables indented by two
spaces, an empty line before a header, text in single quotes unless it has to be escaped. Longer texts of several lines
stand as such, which go-toml does not do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flytrans.tree.document import Document
from flytrans.tree.json_text import render_json
from flytrans.tree.node import Node

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"[^'\x00-\x1f\x7f]*")
_LITERAL_LINES = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f]*")
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPED_IN_LINES = re.compile(r'[\x00-\x08\x0b-\x1f\x7f\\]|"(?="")|"\Z')
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_LONG = 60
"""Characters beyond which a text with a line break is written over several lines."""


def render(documents: Iterable[Document]) -> dict[str, str]:
    """{file: text}; a file that ends in .json is JSON, any other TOML."""
    return {d.file: render_json(d.node) if d.file.endswith(".json") else render_toml(d.node) for d in documents}


def render_toml(node: Node) -> str:
    """TOML 1.0 that parses to the plain value of the tree; a lone surrogate, which TOML cannot say, stays as it is."""
    lines: list[str] = []
    _table(lines, node, "", "")
    return "".join(f"{line}\n" for line in lines)


def render_item(node: Node, keys: Iterable[str]) -> str:
    """One table of a list with its header; `keys` lead to the list."""
    name = ".".join(map(render_key, keys))
    lines = [f"[[{name}]]"]
    _table(lines, node, name, "  ")
    return "".join(f"{line}\n" for line in lines)


def _table(lines: list[str], node: Node, path: str, indent: str) -> None:
    """The entries of a table: what fits on its own line, then the tables in it, each with its header."""
    inner: list[tuple[str, Node]] = []
    start = len(lines)
    for key, entry in node.value.items():
        value = entry.value
        if value.__class__ is dict or (value.__class__ is list and _is_tables(value)):
            inner.append((key, entry))
        else:
            lines.append(f"{indent}{render_key(key)} = {render_value(entry)}")
    for key, entry in inner:
        name = f"{path}.{render_key(key)}" if path else render_key(key)
        tables, header = ([entry], f"[{name}]") if entry.value.__class__ is dict else (entry.value, f"[[{name}]]")
        for table in tables:
            if len(lines) > start:
                lines.append("")
            lines.append(indent + header)
            _table(lines, table, name, indent + "  ")


def _is_tables(value: list[Node]) -> bool:
    return bool(value) and all(item.value.__class__ is dict for item in value)


def render_key(key: str) -> str:
    """A key, quoted where it has to be."""
    return key if _BARE_KEY.fullmatch(key) else render_text(key, lines=False)


def render_value(node: Node) -> str:
    """A value on the right of an equals sign."""
    value = node.value
    kind = value.__class__
    if kind is str:
        return render_text(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is list:
        return f"[{', '.join(map(_in_list, value))}]"
    if kind is dict:
        return _inline(node)
    if kind is int and not -(2**63) <= value < 2**63:
        return f"{float(value)!r}"  # TOML's integers have 64 bits
    if kind is int or kind is float:
        return repr(value)
    iso = getattr(value, "isoformat", None)  # dates and times, which only a free table of settings can hold
    return str(iso()) if iso is not None else render_text(str(value))


def _in_list(node: Node) -> str:
    return render_text(node.value, lines=False) if node.value.__class__ is str else render_value(node)


def _inline(node: Node) -> str:
    entries = (f"{render_key(key)} = {_in_list(entry)}" for key, entry in node.value.items())
    return f"{{{', '.join(entries)}}}"


def render_text(text: str, *, lines: bool = True) -> str:
    """A text in the quotes that need the least escaping; `lines`: longer ones may go over several lines."""
    if _LITERAL.fullmatch(text):
        return f"'{text}'"
    if lines and "\n" in text and (text.count("\n") > 1 or len(text) > _LONG):
        if "'''" not in text and not text.endswith("'") and _LITERAL_LINES.fullmatch(text):
            return f"'''\n{text}'''"
        return f'"""\n{_ESCAPED_IN_LINES.sub(_escape, text)}"""'
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"
