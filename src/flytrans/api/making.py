"""From a model to documents: write, read back, and carry what did not come back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

from flytrans.api.asked import asked
from flytrans.api.ends import End
from flytrans.api.options import Options
from flytrans.engine.build_secrets import without_build_secrets
from flytrans.engine.carry import has_residue, lost, missing, without_residue, without_secrets
from flytrans.engine.explaining import Explaining
from flytrans.engine.fates import Losses
from flytrans.tree.context import ReadFile, Reading, Writing
from flytrans.tree.document import Document
from flytrans.tree.ledger import Unheard
from flytrans.tree.node import Node


class Made:
    """One translation before anybody asks about it."""

    def __init__(
        self, read: Node, model: Node, documents: list[Document], reading: Reading, cx: Writing, losses: Losses
    ) -> None:
        self.read = read
        self.model = model
        self.documents = documents
        self.reading = reading
        self.cx = cx
        self.losses = losses


def write_model(model: Node, target: End, reading: Reading, options: Options, *, own: bool = False) -> Made:
    """The documents of a model, with what is carried; `own`: the target is the source's own format."""
    cx = Writing(reading.ledger, options)
    read, model = model, asked(model, options, cx, in_cluster=not target.on_fly)
    if target.on_fly or options.profile == "fks":
        from flytrans.api.on_fly import tell_on_fly

        tell_on_fly(model, cx)
    documents = target.write(model, cx)
    back = _read_back(documents, target, reading, options)
    foreign = target.says_residue and has_residue(model)
    plain = without_build_secrets(model, back, reading.ledger)
    parts = missing(without_secrets(without_residue(plain)), without_secrets(back)) if foreign else missing(plain, back)
    changed, beside = lost(parts)
    if options.carry:
        documents = target.put(documents, parts, cx)
    losses = Losses(changed, beside, bool(options.carry), own, foreign, Explaining(model, parts))
    return Made(read, model, documents, reading, cx, losses)


def _read_back(documents: Sequence[Document], target: End, reading: Reading, options: Options) -> Node:
    """What a reader of the output sees in it, without anything carried; files that it names are the source's."""
    own = Reading(Unheard(), options=options, own=True)
    written = {d.file: d for d in documents}

    def read(some: list[Document], file: str) -> Node:
        own.file = file
        own.read_file = partial(_read_file, written, reading.read_file, file)  # a closure over `own` were a cycle
        return target.read(some, own)

    toml = [d for d in documents if d.file.endswith("fly.toml")]
    if not toml:
        return read(list(documents), "")
    return Node({"apps": Node([app for d in toml for app in read([d], d.file).value["apps"].each()])})


def _read_file(written: dict[str, Document], read_file: ReadFile, referring: str, name: str) -> bytes:
    """A file that one of the output refers to: written beside it, or one of the source."""
    from flytrans.tree.json_line import line_encoder

    folder = os.path.dirname(referring)
    found = written.get(f"{folder}/{name}" if folder else name)
    if found is None:
        return read_file(name)
    return line_encoder(ascii_only=True)(found.node).encode()
