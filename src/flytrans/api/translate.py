"""From source to target: read, restore what was carried, write, read back, carry the difference, report."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from flytrans.api.ends import End, end
from flytrans.api.making import Made, write_model
from flytrans.api.options import Options
from flytrans.api.sources import CARRIED, Format, Given, Source, load
from flytrans.api.uncollected import Uncollected
from flytrans.diagnostics.finding import Finding
from flytrans.diagnostics.policy import Policy
from flytrans.diagnostics.report import Place, Report, Step
from flytrans.engine.carry import restore
from flytrans.engine.fates import report
from flytrans.tree.context import Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger
from flytrans.tree.node import Node, entries_of, items_of
from flytrans.values.whole import parse_digits

if TYPE_CHECKING:
    from typing import Unpack

    from flytrans.api.arguments import OptionArguments
    from flytrans.model import Model


_ABOUT_A_TARGET = ("FT3", "FT4", "FT5")
"""Codes of what another format cannot say as it was; in its own one a source stays what it is."""


class Translation:
    """What came out of a translation.

    `files`: texts by name, relative and with `/`, in the order in which they are applied; nothing is written to disk.
    Report, findings and steps are made when somebody first looks at them.
    """

    def __init__(
        self, files: dict[str, str], made: Made, target: str, policy: Policy, source: str | None = None
    ) -> None:
        self.files = files
        self._made = made
        self._target = target
        self._source = source
        self._policy = policy
        self._report: Report | None = None
        self._findings: list[Finding] | None = None
        self._steps: list[Step] | None = None

    @property
    def report(self) -> Report:
        """The fate of every leaf of the input, and the origin of every leaf of the output."""
        if self._report is None:
            made = self._made
            with Uncollected():
                ledger, profile = made.cx.ledger, made.cx.options.profile
                self._report = report(ledger, made.documents, made.losses, self._target, profile)
        return self._report

    @property
    def findings(self) -> list[Finding]:
        """What was found, by place; severities as the policy has them."""
        if self._findings is None:
            with Uncollected():
                found = [*self._made.reading.findings, *_stale(self._made.reading), *self._made.cx.findings]
                if self._made.losses.own:
                    found = [finding for finding in found if not finding.code.startswith(_ABOUT_A_TARGET)]
                unique = dict.fromkeys(found)
                ordered = sorted(unique, key=lambda f: (f.file, f.document, f.line, f.column, f.code))
                self._findings = self._policy.applied(ordered, self.report.entries if ordered else ())
        return self._findings

    @property
    def steps(self) -> list[Step]:
        """What has to be done outside the files, in order."""
        if self._steps is None:
            made = self._made
            cx = Writing(made.cx.ledger, made.cx.options)
            if _has_volumes(made.model):
                from flytrans.api.moving import Moving

                cx.move_data = Moving.of(self._source, made.read, self._target, made.model, cx).write
            end(self._target).steps(made.model, cx)
            if self._source is not None and (self._source == "kubernetes") != (self._target == "kubernetes"):
                from flytrans.api.leaving import stop_old

                stop_old(self._source, made.read, cx)
            self._steps = cx.steps
        return list(self._steps)

    def value(self, place: Place) -> Any:
        """What stands at a place of the output; None where nothing does."""
        for document in self._made.documents:
            if (document.file, document.index) == (place.file, place.document):
                node: Node | None = document.node
                for step in place.pointer.split("/")[1:]:
                    if node is None:
                        break
                    key = step.replace("~1", "/").replace("~0", "~")
                    index = parse_digits(key) if node.value.__class__ is list else None
                    node = node.at(key if index is None else index)
                return node.plain() if node is not None else None
        return None

    @property
    def model(self) -> Model:
        """The app between the two formats, typed."""
        from flytrans.model import Model

        return Model.of(self._made.model.plain())


def _has_volumes(model: Node) -> bool:
    apps = items_of(model.get("apps"))
    return any(view.get("mounts") is not None for app in apps for _, view in entries_of(app.get("groups")))


def translate(
    source: Given,
    to: Format,
    *,
    source_format: Format | None = None,
    base_dir: str | os.PathLike[str] | None = None,
    policy: Policy | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    **options: Unpack[OptionArguments],
) -> Translation:
    """Translate a source to `to`: "fly", "machines" or "kubernetes"; its own format gives canonical form.

    `source`: a path, a list of paths, or texts by file name. `base_dir`: folder of the files that the source refers to;
    without it, and with texts, no disk is read. `options`: see `flytrans.OptionArguments`.
    Raises InputError for input that cannot be read, TypeError and ValueError for options and values that do not exist,
    and PolicyError for a policy that is none.

        made = flytrans.translate("fly.toml", to="kubernetes", replicas={"web": 2})
        for name, text in made.files.items():
            print(name, text)
    """
    target = end(to)
    wishes = Options.of(options)
    rules = Policy.of(policy)
    given = load(source, source_format, base_dir)
    with Uncollected():
        model, reading = read_source(given, wishes)
        made = write_model(model, target, reading, wishes, own=given.format == to)
        return Translation(target.render(made.documents), made, to, rules, given.format)


def read_source(source: Source, options: Options | None = None) -> tuple[Node, Reading]:
    """The model of a source, with what was carried put back."""
    origin = end(source.format)
    ledger = Ledger()
    reading = Reading(ledger, options=options)
    documents = [d for file in source.ordered() for d in origin.parse(file, source.files[file], ledger)]
    model = _read(documents, origin, source, reading)
    return model, reading


def _read(documents: list[Document], origin: End, source: Source, reading: Reading) -> Node:
    bare, carried = origin.take(documents, reading)
    if source.format != "fly":
        reading.file = next(iter(source.files), "")
        model = restore(origin.read(bare, reading), carried, reading)
        return model if origin.complete is None else origin.complete(model, reading, Options())
    apps = []
    for file in (name for name in source.ordered() if os.path.basename(name) != CARRIED):
        reading.file = file
        reading.read_file = partial(source.read_file, file)
        apps += origin.read([d for d in bare if d.file == file], reading).value["apps"].each()
    return restore(Node({"apps": Node(apps)}), carried, reading)


def _stale(reading: Reading) -> list[Finding]:
    """One finding for each carrier with values that were not put back."""
    from flytrans.tree.context import make_finding

    by_carrier: dict[int, list[str]] = {}
    nodes: dict[int, Node] = {}
    for stale in reading.stale:
        by_carrier.setdefault(id(stale.carrier), []).append(stale.path.strip("/").replace("/", "."))
        nodes[id(stale.carrier)] = stale.carrier
    return [
        make_finding(
            reading.ledger, "FT601", nodes[key], f"edited since, so the edit counts: {', '.join(sorted(paths))}"
        )
        for key, paths in by_carrier.items()
    ]
