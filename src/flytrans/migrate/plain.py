"""Plain command lines without argparse, which takes longer to load than a file to be translated.

A command declares its flags once, on whichever parser it is given. What this one does not take as it stands (help, an
abbreviation, a mistake) is left to argparse, which then answers in its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from flytrans.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any, TypeAlias

    Parser: TypeAlias = "argparse.ArgumentParser | PlainParser"
    """What a command declares its flags on."""


class _Flag(NamedTuple):
    dest: str
    action: str
    default: Any
    read: Callable[[str], Any]
    choices: tuple[str, ...] | None
    nargs: str | None
    required: bool


class PlainParser:
    """As much of `argparse.ArgumentParser` as our commands declare."""

    def __init__(self) -> None:
        self.epilog = ""
        self._flags: dict[str, _Flag] = {}
        self._positional: list[_Flag] = []
        self._all: list[_Flag] = []

    def add_argument_group(self, title: str) -> PlainParser:
        """Groups matter for help only."""
        return self

    def add_argument(self, *names: str, **said: Any) -> None:
        """One flag or positional argument."""
        long = next((name for name in names if name.startswith("--")), names[0])
        dest = said.get("dest") or long.removeprefix("--").replace("-", "_")
        action = said.get("action", "store")
        default = said.get("default", False if action == "store_true" else None)
        choices = tuple(said["choices"]) if "choices" in said else None
        flag = _Flag(
            dest, action, default, said.get("type", str), choices, said.get("nargs"), said.get("required", False)
        )
        self._all.append(flag)
        if names[0].startswith("-"):
            self._flags |= dict.fromkeys(names, flag)
        else:
            self._positional.append(flag)

    def parsed(self, arguments: list[str]) -> argparse.Namespace | None:
        """What was said, each flag an attribute; None for whatever is not plain."""
        given: dict[str, Any] = {flag.dest: flag.default for flag in self._all}
        bare: list[str] = []
        words = iter(arguments)
        for word in words:
            if word == "-" or not word.startswith("-"):
                bare.append(word)
                continue
            name, equals, value = word.partition("=")
            flag = self._flags.get(name)
            if flag is None or (equals and not name.startswith("--")):
                return None
            if flag.action == "store_true":
                if equals:
                    return None
                given[flag.dest] = True
                continue
            value = value if equals else next(words, "--")
            if value.startswith("-") and value != "-" and not equals:
                return None
            try:
                read = flag.read(value)
            except Exception:  # whatever a reader refuses, argparse words the refusal
                return None
            if flag.choices is not None and read not in flag.choices:
                return None
            given[flag.dest] = [*(given[flag.dest] or []), read] if flag.action == "append" else read
        missing = any(flag.required and given[flag.dest] is None for flag in self._all)
        if missing or not self._take(bare, given):
            return None
        said: Any = SimpleNamespace(**given)
        return said  # type: ignore[no-any-return]

    def _take(self, bare: list[str], given: dict[str, Any]) -> bool:
        """Positional arguments in their order; whether all of them fit."""
        for index, flag in enumerate(self._positional):
            rest = len(self._positional) - index - 1
            if flag.nargs in ("+", "*"):
                taken, bare = bare[: len(bare) - rest], bare[len(bare) - rest :]
                if flag.nargs == "+" and not taken:
                    return False
                given[flag.dest] = taken or flag.default
            elif bare:
                given[flag.dest], bare = bare[0], bare[1:]
            elif flag.nargs != "?":
                return False
        return not bare
