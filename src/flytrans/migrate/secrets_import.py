"""Secrets as `fly secrets import` reads them (flyctl, internal/command/secrets/parser.go).

A line is `NAME=value`; one pair of double quotes around a value is taken off, three open a value of several lines
that ends where a line ends in three. There is no escape, so that a few values cannot be said.
"""

from __future__ import annotations

LONGEST_LINE = 65_535
"""Bytes; flyctl's scanner stops at a longer line, without a word."""
QUOTES = '"""'


class Unsayable(Exception):
    """The value has no spelling; the text says why, and never the value."""


def render(name: str, value: bytes) -> str:
    """The line or lines of one secret; raises `Unsayable`."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        raise Unsayable("it is not text") from None
    spelled = f"{name}={_several(text) if chr(10) in text else _single(text)}\n"
    if any(len(line.encode()) > LONGEST_LINE for line in spelled.split("\n")):
        raise Unsayable(f"a line of it is longer than {LONGEST_LINE} bytes")
    return spelled


def parse(text: str) -> dict[str, str]:
    """What flyctl reads."""
    secrets: dict[str, str] = {}
    parts: list[str] = []
    name, inside = "", False
    for line in (part.removesuffix("\r") for part in text.removesuffix("\n").split("\n")):
        if inside:
            inside = not line.endswith(QUOTES)
            parts.append(line.removesuffix(QUOTES) if not inside else f"{line}\n")
            if not inside:
                secrets[name] = "".join(parts)
        elif line.strip() and not line.startswith("#"):
            name, _, value = line.partition("=")
            name, value = name.strip(), value.lstrip(" ")
            if value.startswith(QUOTES):
                inside, parts = True, [f"{value.removeprefix(QUOTES)}\n"]
            else:
                secrets[name] = value[1:-1] if value[:1] == value[-1:] == '"' and len(value) > 1 else value
    return secrets


def _single(text: str) -> str:
    if text[:1] in (" ", '"') or text.endswith("\r"):
        if not text.startswith('""'):
            return f'"{text}"' if text != '"' else _none("it is a lone double quote")
        if text.startswith(QUOTES) or text.endswith(('"', "\r")):
            _none("it begins with double quotes")
    return text


def _several(text: str) -> str:
    lines = text.split("\n")
    if any(line.endswith(QUOTES) for line in lines[1:]):
        _none("a line of it ends in three double quotes")
    if any(line.endswith("\r") for line in lines[:-1]):
        _none("its lines end in CR LF")
    return f"{QUOTES}{text}{QUOTES}"


def _none(why: str) -> str:
    raise Unsayable(why)
