"""Which keys of a TOML file stand on which lines: enough to tell where a line of our own output came from.

The text is one that a parser accepted, so only its outline matters: headers, keys, and values of several lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytrans.tree.node import escape

QUOTES = ('"""', "'''")


def keys(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """Pointer, first and last line of each key and of each header; the last says which of the two it is."""
    lines = text.split("\n")
    counts: dict[str, int] = {}
    table = ""
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        first = at
        if line.startswith("["):
            array = line.startswith("[[")
            table = _resolved(_path(line.lstrip("[").partition("]")[0]), counts, array=array)
            yield table, first + 1, first + 1, False
        elif line and not line.startswith("#"):
            name, _, value = _assignment(line)
            while _open(value) and at + 1 < len(lines):
                at += 1
                value += "\n" + lines[at]
            yield f"{table}{_pointer(_path(name))}", first + 1, at + 1, True
        at += 1


def _resolved(path: list[str], counts: dict[str, int], *, array: bool) -> str:
    """The pointer of a header: each array of tables on the way stands for its last item."""
    pointer = ""
    for index, step in enumerate(path):
        pointer += _pointer([step])
        if array and index == len(path) - 1:
            counts[pointer] = counts.get(pointer, -1) + 1
        if pointer in counts:
            pointer += f"/{counts[pointer]}"
    return pointer


def _pointer(path: list[str]) -> str:
    return "".join(f"/{escape(step)}" for step in path)


def _assignment(line: str) -> tuple[str, str, str]:
    """Key, equals sign and value; an equals sign in a quoted key is none."""
    quote = ""
    for index, character in enumerate(line):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "=":
            return line[:index], "=", line[index + 1 :].strip()
    return line, "", ""


def _path(name: str) -> list[str]:
    """The steps of a dotted key."""
    steps = [""]
    quote = ""
    for character in name.strip():
        if quote:
            if character == quote:
                quote = ""
            else:
                steps[-1] += character
        elif character in "\"'":
            quote = character
        elif character == ".":
            steps.append("")
        elif character not in " \t":
            steps[-1] += character
    return steps


def _open(value: str) -> bool:
    """Whether a value goes on in the next line."""
    depth = at = 0
    while at < len(value):
        three = value[at : at + 3]
        character = value[at]
        if three in QUOTES:
            end = _end(value, at + 3, three)
        elif character in "\"'":
            end = _end(value, at + 1, character)
        elif character == "#":
            end = value.find("\n", at)
            if end < 0:
                break
        else:
            depth += (character in "[{") - (character in "]}")
            end = at
        if end < 0:
            return True
        at = end + 1
    return depth > 0


def _end(value: str, at: int, quote: str) -> int:
    """Where a string ends, -1 where it does not; a backslash counts in double quotes only."""
    while at < len(value):
        if value[at] == "\\" and quote[0] == '"':
            at += 2
        elif value.startswith(quote, at):
            return at + len(quote) - 1
        else:
            at += 1
    return -1
