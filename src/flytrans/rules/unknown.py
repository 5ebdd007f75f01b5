"""Keys that flyctl does not know: what was meant, and where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from flytrans.diagnostics.finding import Severity
from flytrans.fly_toml.edits import Edit, rename
from flytrans.mapping.fly import FLY
from flytrans.mapping.row import At, Each, Named, One, opposed
from flytrans.rules.lint import Lint
from flytrans.tree.ledger import Path
from flytrans.tree.node import Node

Section = tuple[str, ...]

GONE = {
    "restart_limit": "checks do not restart machines; it went with the platform before machines",
    "script_checks": "no check runs a script in the machine; it went with the platform before machines",
    "allowed_public_ports": "it went with the platform before machines",
    "private_network": "every app is in the private network now",
    "count": "the number of machines is not in this file; fly scale count sets it",
    "min_count": "the number of machines is not in this file; fly scale count sets it",
    "max_per_region": "the number of machines is not in this file; fly scale count sets it",
    "secrets": "secrets are not in this file; fly secrets set sets them",
    "region": "only primary_region is in this file; fly scale count --region places machines",
    "regions": "only primary_region is in this file; fly scale count --region places machines",
    "schedule": "fly.toml has no schedule; fly machine run --schedule makes such a machine",
    "schedules": "fly.toml has no schedule; fly machine run --schedule makes such a machine",
}
"""Keys that have no place in a fly.toml, and why."""
HINTS: dict[tuple[Section, str], tuple[str, str]] = {
    (("build",), "target"): ("flyctl skips it: a stage is named otherwise here", "write build-target"),
    (("services",), "max_machines_running"): (
        "nothing limits machines from above here",
        "fly scale count sets their number",
    ),
    (("http_service",), "max_machines_running"): (
        "nothing limits machines from above here",
        "fly scale count sets their number",
    ),
    (("services",), "checks"): (
        "it does nothing: checks here are in lists by type",
        "write [[services.http_checks]] or [[services.tcp_checks]]",
    ),
    (("checks", "*"), "command"): (
        "it does nothing: no check runs a command in the machine",
        "let the app answer by HTTP",
    ),
    ((), "volumes"): ("flyctl skips it in silence: another section mounts volumes", "write [[mounts]]"),
    (("mounts",), "size"): ("flyctl skips it in silence: the size is named otherwise here", "write initial_size"),
    (("http_service",), "port"): (
        "it does nothing: Fly itself listens on 80 and 443 here",
        "write internal_port, the port on which the app listens",
    ),
    (("checks", "*"), "args"): ("it does nothing: no check runs a command in the machine", "delete it"),
}
HINTS |= {
    ((*service, key), "port"): (
        "it does nothing: a check of a service asks its internal_port",
        "delete it, or write [checks.NAME] for another port",
    )
    for service, key in (
        (("http_service",), "checks"),
        (("services",), "http_checks"),
        (("services",), "tcp_checks"),
    )
}
_CLOSE = 0.72
_sections: dict[Section, dict[str, One | None]] = {}


def unknown(path: Path, lint: Lint) -> tuple[str, str, tuple[Edit, ...], Severity]:
    """What the key does, what to write instead, the edit that does so, and how much it matters."""
    told, fix, edits = _told(path, lint)
    node = lint.raw.at(*path)
    idle = str(path[-1]) in GONE and node is not None and node.value in ([], 0, "", True)
    return told, fix, edits, "info" if idle else "warning"


def _told(path: Path, lint: Lint) -> tuple[str, str, tuple[Edit, ...]]:
    key, section = str(path[-1]), _section(path[:-1])
    spelled = _spelled(section)
    if section == ("experimental",) and key == "container":
        message = "flyctl does not look here, so the image runs in the container app, or in the first one"
        return message, "write container at the top of the file", ()
    if key == "processes":
        message = f"it does nothing {spelled}: only services, checks, mounts, vm, restart, metrics have groups"
        return message, "delete it", ()
    if (section, key) in HINTS:
        return *HINTS[section, key], ()
    if key in GONE and not (key == "count" and section):
        return f"it does nothing: {GONE[key]}", "delete it", ()
    known = _known().get(section, {})
    is_table = not _is_scalar(lint.raw.at(*path))
    found = _homes(key, section, is_table)
    homes = [_title(home) for home in (found[:1] if found and section[: len(found[0])] == found[0] else found)]
    if homes and _below(section, key, is_table):
        return f"it does nothing {spelled}: {key} belongs elsewhere", f"write it {homes[0]}", ()
    near = nearest(key, known)
    if near:
        edits = () if lint.raw.at(*path[:-1], near) is not None else (rename(path, near),)
        return f"flyctl skips it in silence: there is no {key} {spelled}", f"did you mean {near}?", edits
    if homes:
        return f"it does nothing {spelled}: {key} belongs elsewhere", f"write it {' or '.join(homes[:2])}", ()
    return f"flyctl skips it in silence: there is no {key} {spelled}", "delete it, or correct its name", ()


def nearest(key: str, known: Mapping[str, One | None]) -> str:
    """The key that one is meant as; empty where none is near."""
    plain = key.lower().replace("-", "_")
    exact = next((name for name in known if name.replace("-", "_") == plain), "")
    if exact:
        return exact
    near = get_close_matches(plain, [name for name in known if not opposed(plain, name)], n=1, cutoff=_CLOSE)
    return near[0] if near else ""


def _is_scalar(node: Node | None) -> bool:
    return (
        node is None
        or node.value.__class__ not in (dict, list)
        or not any(n.value.__class__ is dict for n in [*node.each(), node])
    )


def _homes(key: str, section: Section, is_table: bool) -> list[Section]:
    """Sections that know the key, those nearest to where it stands first; only such as are near enough to be meant."""
    homes = [
        home
        for home, known in _known().items()
        if key in known and home != section and (known[key] is not None) == is_table
    ]
    near = [home for home in homes if not home or not section or home[0] == section[0] or len(homes) == 1]
    if not near and len(homes) == 2:  # [http_service] and [[services]] mostly
        near = homes
    return sorted(near, key=lambda home: (-_shared(home, section), len(home)))


def _below(section: Section, key: str, is_table: bool) -> bool:
    """Whether a section right below knows the key."""
    return any(home[:-1] == section and section for home in _homes(key, section, is_table) if home)


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
    kind = _known().get(section[:-1], {}).get(section[-1])
    is_list = isinstance(kind, Each) and not isinstance(kind, Named)
    return f"[[{name}]]" if is_list else f"[{name}]"


def _known() -> dict[Section, dict[str, One | None]]:
    if not _sections:
        _sections.update(_walk((), FLY))
    return _sections


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
