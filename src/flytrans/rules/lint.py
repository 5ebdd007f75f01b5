"""What a rule looks at: one fly.toml as it is written, as flyctl reads it, and by process group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flytrans.diagnostics.finding import InputError, Severity
from flytrans.fly_toml.groups import Groups
from flytrans.fly_toml.spans import Spans
from flytrans.named_tuple import NamedTuple
from flytrans.rules.reading import Noted, NotingReading, Typed, path_of
from flytrans.tree.context import ReadFile
from flytrans.tree.ledger import Ledger, Path
from flytrans.tree.node import Node, entries_of, items_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

    from flytrans.fly_toml.edits import Edit
    from flytrans.rules.registry import Rule

At: TypeAlias = "Literal['value', 'key']"
"""Where a finding points: at a value (of a table: its header), or at the key."""


class Found(NamedTuple):
    """A finding whose place is a path yet. `edits` put it right; `safe` where nothing runs otherwise after them."""

    code: str
    name: str
    severity: Severity
    path: Path
    at: At
    message: str
    fix: str
    related: tuple[Path, ...] = ()
    edits: tuple[Edit, ...] = ()
    safe: bool = False


class Service(NamedTuple):
    """`[http_service]`, or one of `[[services]]`."""

    node: Node
    is_http: bool

    @property
    def spelled(self) -> str:
        """The section as a user names it."""
        return "[http_service]" if self.is_http else "[[services]]"


class Lint:
    """One fly.toml. Nodes are read-only; names in `doc` are the model's, values have the model's units."""

    def __init__(
        self, raw: Node, typed: Typed, ledger: Ledger, file: str, spans: Spans, read_file: ReadFile | None = None
    ) -> None:
        self.raw = raw
        self.doc = typed.doc
        self.broken = typed.broken
        self.ledger = ledger
        self.file = file
        self.spans = spans
        self.read_file = read_file
        self.groups = Groups.of(self.doc.get("processes"))
        self.founds: list[Found] = []
        self.rule: Rule | None = None
        self.checks: list[tuple[str, Node]] = entries_of(self.doc.get("checks"))
        """The checks of machines, by name."""
        self.services = self._services()
        """`[http_service]` and each of `[[services]]`, in flyctl's order."""
        self.reading = NotingReading(ledger, file, read_file)
        self._guests: dict[str, Node] | None = None

    def found(
        self,
        where: Node | Path,
        message: str,
        fix: str = "",
        *,
        at: At = "value",
        severity: Severity | None = None,
        related: Iterable[Node] = (),
        edits: Iterable[Edit] = (),
        safe: bool = False,
    ) -> None:
        """Report something at a node or at a path."""
        assert self.rule is not None
        path = self.path(where) if isinstance(where, Node) else where
        others = tuple(self.path(node) for node in related)
        rule = self.rule
        self.founds.append(
            Found(rule.code, rule.name, severity or rule.severity, path, at, message, fix, others, tuple(edits), safe)
        )

    def path(self, node: Node) -> Path:
        """Where a node stands in the file; a section in which nothing is known stands where its header is."""
        path = path_of(node, self.ledger)
        section = next((key for key, entry in self.doc.items() if entry is node), "") if not path else ""
        return next(((key,) for key in self.raw.value if key.lower() == section), path) if section else path

    def written(self, node: Node) -> Any:
        """The value of a leaf as it stands in the file, before flyctl's casts."""
        return self.ledger.values[min(node.sources)] if node.sources else node.plain()

    def source(self, path: Path) -> str:
        """The text of a value as it stands in the file; empty where nothing stands there."""
        span = self.spans.at(path)
        return self.spans.text[span.start : span.end] if span is not None else ""

    def remark(self, path: Path) -> str:
        """The comment behind a value, with the blanks before it; empty where there is none."""
        span = self.spans.at(path)
        line = self.spans.text[span.end :].partition("\n")[0].rstrip("\r") if span is not None else ""
        return line if line.lstrip().startswith("#") else ""

    def listed(self, key: str) -> list[Node]:
        """The items of a list at the top level."""
        return items_of(self.doc.get(key))

    def text(self, key: str) -> str:
        """A text at the top level, empty where there is none."""
        node = self.doc.get(key)
        return node.value if node is not None and isinstance(node.value, str) else ""

    def _services(self) -> list[Service]:
        http = self.doc.get("http_service")
        found = [Service(http, True)] if http is not None else []
        return found + [Service(node, False) for node in self.listed("services")]

    def service_checks(self) -> Iterator[tuple[Service, str, Node]]:
        """The checks of services, each with its service and the name of its list."""
        for service in self.services:
            for key in ("checks",) if service.is_http else ("tcp_checks", "http_checks"):
                for check in items_of(service.node.get(key)):
                    yield service, key, check

    def members(self, item: Node) -> list[str]:
        """The process groups that an item reaches; those that do not exist are left out."""
        return list(self.groups.members(item, self.reading))

    def within(self, items: Iterable[Node]) -> dict[str, list[Node]]:
        """{group: those of the items that reach it}; groups without any are left out."""
        out: dict[str, list[Node]] = {}
        for item in items:
            for group in self.members(item):
                out.setdefault(group, []).append(item)
        return out

    def guest(self, group: str) -> Node | None:
        """The machine that `[[vm]]` gives a group; None where there is no such section, or it does not fit."""
        if self._guests is None:
            self._guests = self._make_guests()
        return self._guests.get(group)

    def _make_guests(self) -> dict[str, Node]:
        from flytrans.mapping.guest import expand_guest

        out = {}
        for group, vm in vms(self).items():
            try:
                out[group] = expand_guest(vm.without("processes"), None, self.reading)
            except InputError:
                continue
        return out

    def late(self) -> list[Noted]:
        """What did not fit when rules asked for something made of several values."""
        return self.reading.wrongs


def vms(lint: Lint) -> dict[str, Node]:
    """{group: the `[[vm]]` that counts for it}: the last that names it, else the first that names none."""
    named: dict[str, Node] = {}
    generic: Node | None = None
    for vm in lint.listed("vm"):
        processes = vm.get("processes")
        if processes is not None and processes.value:
            for group in lint.members(vm):
                named[group] = vm
        elif generic is None:
            generic = vm
    return {group: named.get(group, generic) for group in lint.groups.names if named.get(group, generic) is not None}  # type: ignore[misc]
