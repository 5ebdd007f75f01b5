"""One file linted: read, looked at by each rule that concerns it, and what was found put in its place."""

from __future__ import annotations

from collections.abc import Iterable

from flytrans.diagnostics.finding import Finding, InputError, Location
from flytrans.fly_toml.document import parse
from flytrans.fly_toml.edits import Edit
from flytrans.fly_toml.spans import Spans
from flytrans.named_tuple import NamedTuple
from flytrans.rules.lint import Found, Lint
from flytrans.rules.reading import Noted, read_typed
from flytrans.rules.registry import rules_for
from flytrans.tree.context import ReadFile
from flytrans.tree.ledger import Ledger, Path
from flytrans.tree.node import Node

OLD_NAMES = {
    "mount": "mounts",
    "compute": "vm",
    "computes": "vm",
    "metric": "metrics",
    "metrics_port": "metrics",
    "metrics_path": "metrics",
}


class Problem(NamedTuple):
    """A finding, and what would put it right; `safe` where nothing runs otherwise after that."""

    finding: Finding
    edits: tuple[Edit, ...] = ()
    safe: bool = False


def lint_fly_toml(file: str, text: str, read_file: ReadFile | None = None) -> list[Problem]:
    """Everything that is wrong with a fly.toml, fly.json or fly.yaml, in the order of its lines."""
    ledger = Ledger()
    try:
        documents = parse(file, text, ledger)
    except InputError as error:
        hint = "name it fly.yaml: flyctl reads a file called .yml as TOML" if file.endswith(".yml") else ""
        return [Problem(finding._replace(fix=hint or finding.fix)) for finding in error.findings]
    if not documents:
        return []
    raw = documents[0].node
    spans = _spans_of(ledger)
    if raw.value.__class__ is not dict:
        return [
            Problem(Finding("FT004", "wrong-value", "error", file, 0, 1, 1, "flyctl refuses the file: it is no table"))
        ]
    lint = looked_at(raw, ledger, file, spans, read_file)
    founds = _once(lint.founds)
    if "flytrans: allow" in text or "flytrans:allow" in text:
        from flytrans.rules.allow import without_allowed

        return without_allowed(_placed(founds, file, spans), file, spans)
    return _placed(founds, file, spans)


def looked_at(raw: Node, ledger: Ledger, file: str, spans: Spans, read_file: ReadFile | None = None) -> Lint:
    """A document with everything that was found in it."""
    typed = read_typed(raw, ledger, file)
    lint = Lint(raw, typed, ledger, file, spans, read_file)
    lint.founds += _noted(typed.noted, lint)
    for rule in rules_for(*_words(raw)):
        if typed.broken.isdisjoint(rule.needs):
            lint.rule = rule
            rule.find(lint)
    _look_below(lint)
    lint.founds += _noted(lint.late(), lint)
    return lint


def _noted(noted: list[Noted], lint: Lint) -> list[Found]:
    if not noted:
        return []
    from flytrans.rules.noted import found_of

    return [found_of(one, lint) for one in noted]


def _words(raw: Node) -> tuple[set[str], str]:
    """Every key of a document, as written and in lower case, those at the top with ^, too; and all keys and values.

    Old names of sections are there as today's as well.
    """
    keys: set[str] = set()
    values: set[str] = set()
    todo = [raw]
    while todo:
        value = todo.pop().value
        if value.__class__ is dict:
            keys.update(value)
            todo += value.values()
        elif value.__class__ is list:
            todo += value
        elif value.__class__ is str:
            values.add(value)
        elif value.__class__ is bool:
            values.add("true" if value else "false")
    top = {f"^{key.lower()}" for key in raw.value}
    keys |= {OLD_NAMES[key] for key in keys if key in OLD_NAMES}
    keys |= {key.lower() for key in keys}
    return keys | top, "\n".join((*values, *keys)).lower()


def _look_below(lint: Lint) -> None:
    """Whether flyctl can use the machine config or compose file that lies under the fly.toml."""
    config = lint.doc.at("experimental", "machine_config") or lint.doc.get("machine_config")
    compose = lint.doc.at("build", "compose")
    if config is None and compose is None:
        return
    if lint.read_file is None and (compose is not None or config is None or config.value.endswith(".json")):
        return
    from flytrans.fly_toml.overlay import read_overlay

    try:
        read_overlay(lint.doc, lint.reading)
    except InputError:
        return  # the reading has noted why


def _spans_of(ledger: Ledger) -> Spans:
    """The index that the places of leaves are looked up in."""
    spans = getattr(ledger.leaves[0].line, "__self__", None)
    assert isinstance(spans, Spans)
    return spans


def _once(founds: Iterable[Found]) -> list[Found]:
    """Each found once; at a place where a value does not fit, or a key is unknown, only that."""
    out: dict[tuple[Path, str], Found] = {}
    for found in founds:
        out.setdefault((found.path, found.code), found)
    misfits = {found.path for found in out.values() if found.code in ("FT003", "FT004")}
    return [found for found in out.values() if found.path not in misfits or found.code in ("FT003", "FT004")]


def _placed(founds: Iterable[Found], file: str, spans: Spans) -> list[Problem]:
    problems = [_problem(found, file, spans) for found in founds]
    problems.sort(key=lambda problem: (problem.finding.line, problem.finding.column, problem.finding.code))
    return problems


def _problem(found: Found, file: str, spans: Spans) -> Problem:
    related = tuple(Location(file, 0, *position(spans, path, "value")) for path in found.related)
    finding = Finding(
        found.code,
        found.name,
        found.severity,
        file,
        0,
        *position(spans, found.path, found.at),
        found.message,
        found.fix,
        related,
    )
    return Problem(finding, found.edits, found.safe)


def position(spans: Spans, path: Path, at: str) -> tuple[int, int]:
    """Line and column of a value, or of its key; a table's is its header's."""
    span = spans.at(path) if path else None
    if span is None or at == "value":
        return spans.position(path)
    in_header = span.start < span.key_start < span.end
    return spans.line_column(span.start if in_header else span.key_start)
