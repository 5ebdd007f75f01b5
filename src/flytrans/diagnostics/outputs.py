"""What stands at a place of the output, looked up when a report wants to say what something became."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flytrans.diagnostics.report import Place

LONGEST = 60


class Outputs:
    """The outputs: as a translation knows them (its `value`), else the files, parsed when first asked for."""

    def __init__(self, files: Mapping[str, str], value: Callable[[Place], Any] | None = None) -> None:
        self.files = files
        self.value = value or self._value
        self._parsed: dict[str, list[Any]] = {}

    def spelled(self, place: Place) -> str:
        """`periodSeconds: 15`, the key alone for a text of several lines; empty where nothing simple stands there."""
        key, here = self._simple(place)
        if here is None:
            return ""
        value = ("true" if here else "false") if isinstance(here, bool) else str(here)
        if not value.isprintable():
            return key
        if len(value) > LONGEST:
            value = f"{value[: LONGEST - 1]}…"
        return f"{key}: {value}" if key else value

    def key(self, place: Place) -> str:
        """The key alone, where the value is not to be shown; empty where nothing simple stands there."""
        key, here = self._simple(place)
        return key if here is not None else ""

    def _simple(self, place: Place) -> tuple[str, Any]:
        """The last key on the way to a value, and the value; None for tables, lists and what is only carried."""
        if place.file.endswith("fly.carried.json") or place.pointer.startswith("/carried/"):
            return "", None
        here = self.value(place)
        key = next((step for step in reversed(_steps(place)) if not step.isdigit()), "")
        carried = key.endswith("flytrans.dev/carried")
        return key, None if carried or isinstance(here, (dict, list)) else here

    def _value(self, place: Place) -> Any:
        documents = self._documents(place.file)
        here = documents[place.document] if place.document < len(documents) else None
        for step in _steps(place):
            if isinstance(here, dict) and step in here:
                here = here[step]
            elif isinstance(here, list) and step.isdigit() and int(step) < len(here):
                here = here[int(step)]
            else:
                return None
        return here

    def _documents(self, file: str) -> list[Any]:
        if file not in self._parsed:
            self._parsed[file] = _parse(file, self.files.get(file, ""))
        return self._parsed[file]


def _steps(place: Place) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in place.pointer.split("/")[1:]]


def _parse(file: str, text: str) -> list[Any]:
    if file.endswith(".json"):
        import json

        return [json.loads(text)]
    if file.endswith(".toml"):
        import tomli

        return [tomli.loads(text)]
    if file.endswith((".yaml", ".yml")):
        import yaml

        return list(yaml.load_all(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    return []
