"""Keys that flyctl does not know: what was meant, and where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from flytrans.fly_toml.edits import Edit, rename
from flytrans.mapping.fly import FLY
from flytrans.mapping.row import At, Each, Named, One
from flytrans.rules.lint import Lint
from flytrans.tree.ledger import Path

Section = tuple[str, ...]

GONE = {
    "restart_limit": "checks do not restart machines; it went with the platform before machines",
    "script_checks": "no check runs a script in the machine; it went with the platform before machines",
    "allowed_public_ports": "it went with the platform before machines",
    "private_network": "every app is in the private network now",
    "count": "the number of machines is not in this file; fly scale count sets it",
    "min_count": "the number of machines is not in this file; fly scale count sets it",
    "secrets": "secrets are not in this file; fly secrets set sets them",
    "region": "only primary_region is in this file; fly scale count --region places machines",
    "regions": "only primary_region is in this file; fly scale count --region places machines",
    "schedule": "fly.toml has no schedule; fly machine run --schedule makes such a machine",
    "schedules": "fly.toml has no schedule; fly machine run --schedule makes such a machine",
}
"""Keys that have no place in a fly.toml, and why."""
_CLOSE = 0.72
_sections: dict[Section, dict[str, One | None]] = {}


def unknown(path: Path, lint: Lint) -> tuple[str, str, tuple[Edit, ...]]:
    """What the key does, what to write instead, and the edit that does so."""
    key, section = str(path[-1]), _section(path[:-1])
    spelled = _spelled(section)
    if section == ("experimental",) and key == "container":
        message = "flyctl does not look here, so the image runs in the container app, or in the first one"
        return message, "write container at the top of the file", ()
    if key == "processes":
        message = f"it does nothing {spelled}: flyctl looks for processes only at services, checks, mounts, files, vm, restart and metrics"
        return message, "delete it", ()
    if key in GONE and not (key == "count" and section):
        return f"it does nothing: {GONE[key]}", "delete it", ()
    known = _known().get(section, {})
    near = _near(key, known)
    if near:
        edits = () if lint.raw.at(*path[:-1], near) is not None else (rename(path, near),)
        return f"flyctl skips it in silence: there is no {key} {spelled}", f"did you mean {near}?", edits
    homes = [_title(home) for home in _homes(key, section)]
    if homes:
        return f"it does nothing {spelled}: {key} belongs elsewhere", f"write it {' or '.join(homes[:2])}", ()
    return f"flyctl skips it in silence: there is no {key} {spelled}", "delete it, or correct its name", ()


def _near(key: str, known: dict[str, One | None]) -> str:
    plain = key.lower().replace("-", "_")
    exact = next((name for name in known if name.replace("-", "_") == plain), "")
    if exact:
        return exact
    near = get_close_matches(plain, list(known), n=1, cutoff=_CLOSE)
    return near[0] if near else ""


def _homes(key: str, section: Section) -> list[Section]:
    """Sections that know the key, those nearest to where it stands first."""
    homes = [home for home, known in _known().items() if key in known and home != section]
    return sorted(homes, key=lambda home: (-_shared(home, section), len(home)))


def _shared(one: Section, other: Section) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _section(path: Path) -> Section:
    """The section of a path: no indexes, and any name of a check is the same."""
    steps = [step for step in path if isinstance(step, str)]
    if len(steps) > 1 and steps[0] == "checks":
        steps[1] = "*"
    return tuple(steps)


def _spelled(section: Section) -> str:
    return f"in {_brackets(section)}" if section else "at the top of the file"


def _title(section: Section) -> str:
    return f"in {_brackets(section)}" if section else "at the top of the file, before the first [section]"


def _brackets(section: Section) -> str:
    name = ".".join(section).replace("*", "NAME")
    is_list = isinstance(_kinds().get(section), Each) and not isinstance(_kinds().get(section), Named)
    return f"[[{name}]]" if is_list else f"[{name}]"


def _known() -> dict[Section, dict[str, One | None]]:
    if not _sections:
        _sections.update(_walk((), FLY))
    return _sections


def _kinds() -> dict[Section, One | None]:
    return {(*section, key): kind for section, known in _known().items() for key, kind in known.items()}


def _walk(section: Section, rows: One) -> Iterator[tuple[Section, dict[str, One | None]]]:
    known: dict[str, One | None] = {}
    for field in rows.fields:
        spot = field.fly
        if not isinstance(spot, At):
            continue
        kind = spot.kind or field.kind
        inner = kind if isinstance(kind, One) else None
        known[spot.key] = inner
        if inner is not None:
            yield from _walk((*section, spot.key, *(("*",) if isinstance(inner, Named) else ())), inner)
    yield section, known
