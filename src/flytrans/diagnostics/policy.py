"""What a user makes of findings: which codes count, and how much, for the whole project, by file or by field.

In `[tool.flytrans]` of a pyproject.toml, or at the top of a flytrans.toml:

    select = ["FT1", "FT3"]          # codes or beginnings of codes; without it, all
    ignore = ["FT314"]

    [severity]
    FT301 = "info"                   # info, warning, error or off

    [fields."/services/*/ports/**"]  # a field, by its JSON Pointer
    severity = "error"               # for every code
    FT407 = "info"                   # for one

    [files."fly.staging.toml"]
    ignore = ["FT346"]
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from flytrans.diagnostics.finding import Finding, Severity
from flytrans.diagnostics.report import Entry
from flytrans.named_tuple import NamedTuple

LEVELS = ("info", "warning", "error", "off")


class PolicyError(ValueError):
    """A policy that cannot be understood; the text says where and why."""


class Override(NamedTuple):
    """A severity for one code or, with "", for every code."""

    glob: str
    code: str
    level: str


class Policy(NamedTuple):
    """Which codes count, and how much. `of` makes one from whatever a caller has."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    """Code, or the beginning of one, and its level; the longest that fits counts."""
    fields: tuple[Override, ...] = ()
    """Levels by JSON Pointer; the last that fits counts, and beats `severities`."""
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Globs of file names, and the codes that are ignored there."""
    root: str = ""
    """The folder from which those names are told, where the policy is a file's."""

    def level(self, code: str, default: Severity, *, file: str = "", pointer: str | None = None) -> Severity | None:
        """How much a code matters at a place; None where it does not count."""
        if self.select and not code.startswith(self.select):
            return None
        if self.ignore and code.startswith(self.ignore):
            return None
        if any(codes and code.startswith(codes) and self._is_meant(glob, file) for glob, codes in self.files):
            return None
        level: str = default
        fitting = [(prefix, said) for prefix, said in self.severities if code.startswith(prefix)]
        if fitting:
            level = max(fitting, key=lambda pair: len(pair[0]))[1]
        if pointer is not None:
            for override in self.fields:
                if override.code in ("", code) and matches(override.glob, pointer):
                    level = override.level
        return None if level == "off" else level  # type: ignore[return-value]

    def _is_meant(self, glob: str, file: str) -> bool:
        """Whether a file fits, as it was named or as the policy's folder has it, from wherever the command is run."""
        if matches(glob, file):
            return True
        path = os.path.abspath(file)
        return bool(self.root) and path.startswith(self.root) and matches(glob, path[len(self.root) :])

    def applied(self, findings: Iterable[Finding], entries: Iterable[Entry] = ()) -> list[Finding]:
        """The findings that count, as much as they do; `entries` tell which field stands at a finding's place."""
        fields: dict[tuple[str, int, int], str] = {}
        if self.fields:
            fields = {(entry.file, entry.line, entry.column): entry.pointer for entry in entries}
        counted = []
        for finding in findings:
            pointer = fields.get((finding.file, finding.line, finding.column))
            level = self.level(finding.code, finding.severity, file=finding.file, pointer=pointer)
            if level is not None:
                counted.append(finding if level == finding.severity else finding._replace(severity=level))
        return counted

    @staticmethod
    def of(value: Policy | Mapping[str, Any] | str | os.PathLike[str] | None) -> Policy:
        """A policy from a policy, a table as in the file, or the path of such a file; None is no policy."""
        if value is None:
            return Policy()
        if isinstance(value, Policy):
            return value
        if isinstance(value, Mapping):
            return _read(value, "policy")
        return _load(os.fspath(value))


def matches(glob: str, path: str) -> bool:
    """Whether a path fits: `*` stands for any part of one step, `**` for any steps.

    A glob without a slash is held against the last step alone.
    """
    steps, wanted = path.strip("/").split("/"), glob.strip("/").split("/")
    if len(wanted) == 1 and not glob.startswith("/") and wanted != ["**"]:
        steps = steps[-1:]
    return _fits(wanted, steps)


def _fits(wanted: list[str], steps: list[str]) -> bool:
    """Both lists from the left; each position is looked at once, so that many `**` cost no more than few."""
    reached = {0}
    for want in wanted:
        if want == "**":
            reached = set(range(min(reached), len(steps) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(steps) and _fits_step(want, steps[at])}
    return len(steps) in reached


def _fits_step(want: str, step: str) -> bool:
    first, *rest = want.split("*")
    if not rest:
        return want == step
    if not step.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1]:
        found = step.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(step) - at >= len(rest[-1]) and step.endswith(rest[-1])


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _load(path: str) -> Policy:
    import tomli

    try:
        table: Any = tomli.loads(_bytes(path).decode("utf-8"))
    except (OSError, ValueError) as error:
        raise PolicyError(f"{path}: {error}") from None
    if os.path.basename(path) == "pyproject.toml":
        tool = table.get("tool")
        table = tool.get("flytrans", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise PolicyError(f"{path}: tool.flytrans is no table")
    return _read(table, path)._replace(root=os.path.join(os.path.dirname(os.path.abspath(path)), ""))


def _read(table: Mapping[str, Any], where: str) -> Policy:
    known = {"select", "ignore", "severity", "fields", "files"}
    for key in table:
        if key not in known:
            raise PolicyError(f"{where}: {key} is no setting of flytrans; there are {', '.join(sorted(known))}")
    fields: list[Override] = []
    for glob, levels in _table(table, "fields", where).items():
        for code, level in _levels(levels, f"{where}: fields.{glob}"):
            fields.append(Override(glob, "" if code == "severity" else code, level))
    files = _table(table, "files", where)
    return Policy(
        select=_codes(table, "select", where),
        ignore=_codes(table, "ignore", where),
        severities=tuple(_levels(_table(table, "severity", where), f"{where}: severity")),
        fields=tuple(fields),
        files=tuple((glob, _codes(_table(files, glob, where), "ignore", where)) for glob in files),
    )


def _table(table: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, Mapping):
        raise PolicyError(f"{where}: {key} is no table")
    return value


def _codes(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, ())
    listed = isinstance(value, (list, tuple))
    if not listed or not all(isinstance(code, str) and code.startswith("FT") for code in value):
        raise PolicyError(f"{where}: {key} is no list of codes such as FT301 or FT3")
    return tuple(value)


def _levels(table: Any, where: str) -> list[tuple[str, str]]:
    if not isinstance(table, Mapping):
        raise PolicyError(f"{where} is no table")
    for code, level in table.items():
        if level not in LEVELS:
            raise PolicyError(f"{where}: {code} is {level!r}; it must be one of {', '.join(LEVELS)}")
    return [(str(code), str(level)) for code, level in table.items()]
