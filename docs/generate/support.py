"""docs/support.md: what becomes of each field on the way, by subject, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flytrans.diagnostics.catalogue import CODES
from flytrans.mapping.fly import FLY
from flytrans.mapping.row import Meaning
from generate.trails import last_meaning, listed, machine_rows, trail

INTRO = """# Support

What becomes of each field of one format in the other two.

* *translated*: said with the same meaning
* *approximated*: said, but not the same; the reason says how
* *carried*: no home in the target; it travels in an annotation, or beside the requests, so that the way back is exact
* *not in force*: carried, too, and the app runs differently, less protected or with other data until someone acts
* *dropped*: it does not travel
* *inert*: the source platform itself makes nothing of it

A value may fare better or worse than its field: the report of a translation says it for every single one. Fields of
one fate and reason under one key share a line (`…`). This page is generated from the rows of the translation and from
the lists of fields that its tests walk.
"""
SUBJECTS = {
    "App": ("app", "primary_region", "console_command", "host_dedication_id"),
    "Command": ("processes", "experimental", "container", "machine_config"),
    "Environment and files": ("env", "files"),
    "Size": ("vm", "swap_size_mb"),
    "Web service": ("http_service",),
    "Services": ("services",),
    "Checks": ("checks", "machine_checks"),
    "Volumes": ("mounts",),
    "Deploys": ("deploy",),
    "Stop and restart": ("kill_signal", "kill_timeout", "restart"),
    "Metrics and static files": ("metrics", "statics"),
    "Build": ("build",),
}
"""The top-level keys of fly.toml, by subject."""
PARTS = {
    "Machine": "/requests/#/body/config/",
    "Request for a machine": "/requests/#/body/",
    "Request for a volume": "/volumes/#/body/",
}


class Line(NamedTuple):
    """A field with its fate in two targets, and why."""

    path: str
    first: str
    second: str
    reason: str


def files() -> Iterator[tuple[str, str]]:
    """Path and text."""
    fly, machines, kubernetes = dict(_fly()), dict(_machines()), dict(_kubernetes())
    text = [INTRO, "\n## In short\n", "\n### From fly.toml\n\n", _summary(fly, "Machines", "Kubernetes")]
    text += ["\n### From Machines requests\n\n", _summary(machines, "fly.toml", "Kubernetes")]
    text += ["\n### From Kubernetes\n\n", _summary(kubernetes, "Machines", "fly.toml")]
    text += ["\n## From fly.toml\n", *_tables(fly, "Machines", "Kubernetes")]
    text += ["\n## From Machines requests\n", *_tables(machines, "fly.toml", "Kubernetes")]
    text += ["\n## From Kubernetes\n", *_tables(kubernetes, "Machines", "fly.toml")]
    yield "docs/support.md", "".join(text)


def _fly() -> Iterator[tuple[str, list[Line]]]:
    lines = [row for row in listed("fly.tsv") if not row[4]]
    for subject, keys in SUBJECTS.items():
        yield (
            subject,
            [_fly_line(*row[:4]) for row in lines if row[0].split("/")[1] in keys and not _is_table(row, lines)],
        )


def _is_table(row: list[str], lines: list[list[str]]) -> bool:
    """Whether a path is a table, listed for when it is empty."""
    return any(other[0].startswith(f"{row[0]}/") for other in lines)


def _fly_line(path: str, machines: str, kubernetes: str, code: str) -> Line:
    rows = trail(FLY, path, "fly")
    reasons = [rows[-1].about.removeprefix("without effect: ")] if machines == kubernetes == "inert" else []
    if machines in ("carried", "dropped"):
        reasons.append(_reason(last_meaning(field.machines for field in rows)))
    if kubernetes in ("approximated", "carried", "dropped"):
        meaning = last_meaning(field.kubernetes for field in rows)
        same = meaning is not None and meaning.code == code
        reasons.append(_reason(meaning if same or code == "-" else Meaning(code)))
    return Line(path, machines, kubernetes, "; ".join(dict.fromkeys(filter(None, reasons))))


def _machines() -> Iterator[tuple[str, list[Line]]]:
    taken: set[str] = set()
    for part, start in PARTS.items():
        here = [row for row in listed("machines.tsv") if row[0].startswith(start) and row[0] not in taken]
        taken |= {row[0] for row in here}
        yield part, [_machine_line(path, fly, kubernetes, start) for path, fly, kubernetes in here]


def _machine_line(path: str, fly: str, kubernetes: str, start: str) -> Line:
    try:
        rows = machine_rows(path)
    except LookupError:
        rows = []
    reasons = []
    if fly in ("carried", "dropped"):
        reasons.append(_reason(last_meaning(field.fly for field in rows)))
    if kubernetes in ("carried", "approximated"):
        reasons.append(_reason(last_meaning(field.kubernetes for field in rows)))
    told = "one call's own" if fly == "dropped" else "; ".join(dict.fromkeys(filter(None, reasons)))
    return Line("/" + path.removeprefix(start), fly, kubernetes, told)


def _kubernetes() -> Iterator[tuple[str, list[Line]]]:
    kinds: dict[str, list[Line]] = {}
    for kind, path, machines, fly, note in listed("kubernetes.tsv"):
        lost = {"dropped": "not in force"}
        line = Line(path, lost.get(machines, machines), lost.get(fly, fly), "" if note == "-" else note)
        kinds.setdefault(kind, []).append(line)
    yield from kinds.items()


def _reason(meaning: Meaning | None) -> str:
    if meaning is None:
        return ""
    message = meaning.message or CODES[meaning.code].title
    return f"[{meaning.code}](codes/{meaning.code}.md) {message[:1].lower()}{message[1:]}"


def _summary(parts: dict[str, list[Line]], first: str, second: str) -> str:
    rows = [f"| | to {first} | to {second} |\n|---|---|---|\n"]
    for subject, lines in parts.items():
        counts = [_counts(line.first for line in lines), _counts(line.second for line in lines)]
        rows.append(f"| {subject} | {counts[0]} | {counts[1]} |\n")
    return "".join(rows)


def _counts(fates: Iterable[str]) -> str:
    order = ("translated", "approximated", "carried", "not in force", "dropped", "inert")
    counted = Counter(fates)
    return ", ".join(f"{counted[fate]} {fate}" for fate in order if counted[fate])


def _tables(parts: dict[str, list[Line]], first: str, second: str) -> Iterator[str]:
    for subject, lines in parts.items():
        yield f"\n### {subject}\n\n| field | {first} | {second} | reason |\n|---|---|---|---|\n"
        for line in folded(lines):
            yield f"| `{_dotted(line.path)}` | {line.first} | {line.second} | {line.reason.replace('|', '&#124;')} |\n"


def folded(lines: list[Line]) -> Iterator[Line]:
    """The same with one line for all fields under a key that share everything, where there are at least three."""
    told: set[str] = set()
    for line in lines:
        if line.path in told:
            continue
        steps = line.path.split("/")
        for depth in range(2, len(steps)):
            start = "/".join(steps[:depth]) + "/"
            below = [other for other in lines if other.path.startswith(start)]
            if len(below) >= 3 and all(other[1:] == line[1:] for other in below):
                told |= {other.path for other in below}
                line = line._replace(path=f"{start}…")
                break
        yield line


def _dotted(path: str) -> str:
    """A path as people write it: `services[].ports[].port`."""
    out = ""
    for step in path.strip("/").split("/"):
        step = step.replace("~1", "/").replace("~0", "~")
        out += "[]" if step == "#" else f".{step}" if out else step
    return out
