"""Values that do not fit their field: what flyctl says to them, and what to write instead."""

from __future__ import annotations

from typing import Any

from flytrans.fly_toml.edits import Edit, replace
from flytrans.mapping.guest import SIZES
from flytrans.rules.lint import Lint
from flytrans.rules.reading import Noted
from flytrans.rules.sizes import nearest_size
from flytrans.rules.speech import did_you_mean, quoted
from flytrans.tree.ledger import Path


def misfit(noted: Noted, path: Path, lint: Lint) -> tuple[str, str, tuple[Edit, ...]]:
    """The message, what to write instead, and the edit that does so."""
    expected, detail = _split(noted.expected)
    value = noted.node.plain() if noted.node is not None else None
    where = ".".join(str(step) for step in path if isinstance(step, str)) or noted.message
    found = detail or _kind_of(value)
    message = f"flyctl refuses the file: {where} takes {expected}" + (f"; {found}" if found else "")
    fix, text = _instead(expected, value, where)
    edits = (replace(path, text),) if text and path else ()
    return message, fix, edits


def _split(expected: str) -> tuple[str, str]:
    """What a field takes, and what is said of the value beside that."""
    first, _, rest = expected.partition("; ")
    first, _, found = first.partition(", found ")
    return first, rest or (f"found {found}" if found else "")


def _kind_of(value: Any) -> str:
    """What was found, without the value itself: it may be a secret."""
    if isinstance(value, bool):
        return "found true or false"
    if isinstance(value, (int, float)):
        return "found a number"
    if isinstance(value, str):
        return "found text"
    if isinstance(value, dict):
        return "found a table"
    if isinstance(value, list):
        return "found a list"
    return "" if value is None else "found a date or time"


def _instead(expected: str, value: Any, where: str) -> tuple[str, str]:
    """What to write, for people, and as TOML where it is certain."""
    if expected == "an integer" and isinstance(value, str) and value.strip().isdigit():
        return f"write {value.strip()}, without quotes", value.strip()
    if expected == "true or false" and isinstance(value, str) and value.lower() in ("true", "false"):
        return f"write {value.lower()}, without quotes", value.lower()
    if expected == "text" and isinstance(value, (int, bool)):
        text = quoted(str(value).lower())
        return "write it in quotes", text
    if expected.startswith("a list of text") and isinstance(value, str) and len(value) < 80:
        return f"write [{quoted(value)}]", f"[{quoted(value)}]"
    if expected.startswith(("a list of a table", "a list of tables")) and isinstance(value, dict):
        return f"write [[{where}]], with two brackets", ""
    if expected == "a table" and isinstance(value, list):
        return f"write [{where}], with one bracket, and only once", ""
    if "duration" in expected and isinstance(value, str) and value.isdigit():
        return f'write a unit: "{value}s"', ""
    if "a size like" in expected and isinstance(value, str) and value.endswith(("Mi", "Gi")):
        better = value[:-2].strip() + ("mb" if value.endswith("Mi") else "gb")
        return f'write "{better}"', f'"{better}"'
    return _instead_of_text(expected, value, where) if isinstance(value, str) else _instead_of_shape(expected)


def _instead_of_text(expected: str, value: str, where: str) -> tuple[str, str]:
    if where == "build.compose":
        return f'write [build.compose], and file = "{value}" in it', ""
    if expected == f"one of {', '.join(SIZES)}":
        near = nearest_size(value)
        return (f'write "{near}"', f'"{near}"') if near else ("", "")
    if expected.startswith("one of "):
        return _word(value, expected.removeprefix("one of ").split(", "))
    return _word(value, expected.split('"')[1::2]) if expected.count('"') > 1 else ("", "")


def _instead_of_shape(expected: str) -> tuple[str, str]:
    named = expected == "a name in each of [[checks]]"
    return ("write [checks.NAME], with a name of your own", "") if named else ("", "")


def _word(value: str, known: list[str]) -> tuple[str, str]:
    """The word that was likely meant."""
    near = {"no": "never", "none": "never"}.get(value.lower()) or did_you_mean(value.replace("_", "-"), known)
    return (f'write "{near}"', f'"{near}"') if near in known else ("", "")
