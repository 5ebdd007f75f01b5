"""What reading and writing share: the ledger, what was found, and the files that the source refers to."""

from __future__ import annotations

from collections.abc import Callable

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.named_tuple import NamedTuple
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flytrans.diagnostics.report import Step

ReadFile = Callable[[str], bytes]
"""The bytes of a file that the source refers to, by the name written there; raises `Unreadable`."""


Fix = str | Callable[[], str]
"""What to write instead; a function where it takes a while to find out."""
Found = tuple[str, Node | None, str, Fix]
"""Code, node, message and fix of a finding whose place has not been looked up."""


class Unreadable(Exception):
    """A file that the source refers to cannot be read; the text says why and how to mend it."""


class Reading:
    """One run of reading.

    `own`: reading back what this run has just written, to see what came through; nothing is noted then.
    `json`: whether numbers are as Go reads them from JSON, where 2.0 is no integer; from TOML and YAML it is one.
    """

    __slots__ = ("_found", "file", "json", "ledger", "options", "own", "read_file", "stale")

    def __init__(
        self,
        ledger: Ledger | None = None,
        *,
        file: str = "",
        options: Any = None,
        read_file: ReadFile | None = None,
        own: bool = False,
    ) -> None:
        self.ledger = ledger if ledger is not None else Ledger()
        self._found: list[Found] = []
        self.file = file
        self.options = options
        self.read_file = read_file or _no_files
        self.own = own
        self.json = False
        self.stale: list[Stale] = []

    @property
    def bare(self) -> bool:
        """Whether nothing is carried, so that only what the target says comes back."""
        return self.options is not None and self.options.carry is False

    @property
    def namespace(self) -> str:
        """The namespace of a cluster's object that names none, as `kubectl apply --namespace` has it."""
        return (self.options.namespace if self.options is not None else None) or "default"

    def wrong(self, node: Node | None, where: str, expected: str, code: str = "FT004") -> InputError:
        """The error for a value that does not fit; `where` is the key's path, `expected` says what would."""
        message = f"{where.strip('/').replace('/', '.')}: expected {expected}"
        return InputError(make_finding(self.ledger, code, node, message, file=self.file))

    def found(self, code: str, node: Node | None, message: str, fix: Fix = "") -> None:
        """Note a finding at a node; nothing while reading back our own output."""
        if not self.own:
            self._found.append((code, node, message, fix))

    def within(self) -> Reading:
        """For reading what a leaf's own text or file holds: errors have that leaf's place, nothing is noted."""
        ledger = Ledger()
        ledger.leaves = self.ledger.leaves
        inner = Reading(ledger, file=self.file, options=self.options, read_file=self.read_file, own=True)
        inner.json = self.json
        return inner

    @property
    def findings(self) -> list[Finding]:
        """What was found; places are looked up only now, since that takes an index of the text."""
        return [make_finding(self.ledger, *found, file=self.file) for found in self._found]


class Writing:
    """One run of writing.

    `options` are those of `flytrans.translate`, as attributes. `steps` are what has to be done outside the files,
    in order. `known` is what was made of nodes and is needed again, by what it is and the id of the node that it keeps.
    `move_data` adds the steps that move the data of an app's volumes, by the app's place in the model; an end calls it
    where its machines or pods run and nobody is sent to them yet, with this run, as one that held it were a cycle, and
    before that with the command that makes the claims of those that end.
    """

    __slots__ = ("_found", "known", "ledger", "move_data", "options", "own", "steps")

    def __init__(self, ledger: Ledger, options: Any, *, own: bool = False) -> None:
        self.ledger = ledger
        self.options = options
        self.own = own
        self._found: list[Found] = []
        self.steps: list[Step] = []
        self.known: dict[tuple[str, int], tuple[Node, Any]] = {}
        self.move_data: Callable[..., None] = _no_data

    def found(self, code: str, node: Node | None, message: str, fix: Fix = "") -> None:
        """Note a finding at the leaf that a node came from."""
        if not self.own:
            self._found.append((code, node, message, fix))

    @property
    def findings(self) -> list[Finding]:
        """What was found; places are looked up only now."""
        return [make_finding(self.ledger, *found) for found in self._found]

    def step(
        self,
        platform: str,
        why: str,
        command: str,
        request: dict[str, Any] | None = None,
        needs: tuple[str, ...] = (),
    ) -> None:
        """Add something to do; `request` is the API body that does the same, `needs` what a person has to supply."""
        if not self.own:
            from flytrans.diagnostics.report import Step

            self.steps.append(Step(len(self.steps) + 1, platform, why, command, request, needs))


def _no_data(cx: Writing, app: int, claims: str = "") -> None:
    """No data to move."""


def make_finding(
    ledger: Ledger, code: str, node: Node | None, message: str, fix: Fix = "", *, file: str = ""
) -> Finding:
    """A finding at the first leaf under a node; at the start of the file where there is none."""
    from flytrans.diagnostics.catalogue import CODES, severity_of

    leaves = sorted(node.data() or node.leaves()) if node is not None else []
    if leaves and leaves[0] < len(ledger.leaves):
        leaf = ledger.leaves[leaves[0]]
        place: tuple[str, int, int, int] = (leaf.file, leaf.document, *leaf.position())
    else:
        place = (file or (ledger.leaves[0].file if ledger.leaves else ""), 0, 1, 1)
    return Finding(code, CODES[code].name, severity_of(code), *place, message, fix if isinstance(fix, str) else fix())


class Stale(NamedTuple):
    """A carried value that was not put back, because what it stood beside has changed since."""

    path: str
    carrier: Node


def _no_files(name: str) -> bytes:
    raise Unreadable(f"{name!r} is named, but no folder was given to read it from (base_dir)")
