"""Manifests beside kubectl's own reading and a real API server's verdicts, over real files."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from flytrans.diagnostics.finding import Finding, InputError
from flytrans.kubernetes.decode import decode_all
from flytrans.kubernetes.document import parse, render
from flytrans.tree.context import Reading
from flytrans.tree.document import Document
from flytrans.tree.ledger import Ledger
from flytrans.values.bad import Bad
from flytrans.values.quantity import canonical_quantity

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus" / "k8s"
VERDICTS = SHARED / "vectors" / "k8s" / "dryrun.jsonl"

pytestmark = pytest.mark.skipif(not VERDICTS.is_file(), reason=f"no vectors at {SHARED}")


def rows(name: str) -> list[list[str]]:
    text = (SHARED / "corpus" / name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def read_scalar(text: str) -> Any:
    try:
        (document,) = parse("a.yaml", f"k: {text}\n", Ledger())
    except InputError:
        return "refused"
    return document.node.plain()["k"]


def test_scalars_are_those_of_kubectl() -> None:
    different = []
    for text, _, kubectl, _ in rows("SCALAR_ORACLE.tsv"):
        found = read_scalar(text)
        want = "refused" if kubectl.startswith("ERROR") else json.loads(kubectl)
        if isinstance(want, (int, float)) and not isinstance(want, bool):
            same = isinstance(found, (int, float)) and not isinstance(found, bool) and float(found) == float(want)
        else:
            same = type(found) is type(want) and found == want
        if not same:
            different.append((text, found, want))
    assert not different


def test_quantities_are_those_of_kubectl() -> None:
    different = []
    for text, kubectl, *_ in rows("QUANTITY_ORACLE.tsv"):
        try:
            found = canonical_quantity(text.strip("'"))
        except Bad:
            found = "ERROR"
        if found != kubectl:
            different.append((text, found, kubectl))
    assert not different


class Verdicts:
    """What the server said of the objects of one file, by document; items of lists left out."""

    def __init__(self) -> None:
        self.of: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in VERDICTS.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            self.of[record["file"]].append(record)


@pytest.fixture(scope="module")
def verdicts() -> Verdicts:
    return Verdicts()


def text_of(file: str) -> str:
    return (CORPUS / file).read_text(encoding="utf-8", errors="surrogateescape")


def test_what_is_no_yaml_to_the_server_is_refused_and_nothing_else(verdicts: Verdicts) -> None:
    wrong = []
    for file, records in verdicts.of.items():
        broken = any(r["verdict"] == "parse-error" for r in records)
        read_otherwise = any(r.get("reader") for r in records)
        try:
            parse(file, text_of(file), Ledger())
            refused = False
        except InputError:
            refused = True
        if refused != broken and not read_otherwise:
            wrong.append(file)
    assert not wrong


def test_what_the_server_cannot_decode_is_not_decoded(verdicts: Verdicts) -> None:
    wrong = []
    for file, records in verdicts.of.items():
        found = findings_of(file)
        if found is None:
            continue
        for record in records:
            if record.get("item") is not None:
                continue
            mine = {f.code for f in found if f.document == record["index"]}
            named = not any("expected a name" in f.message for f in found if f.document == record["index"])
            if "FT006" in mine or "FT010" in mine:
                continue
            refused = record["verdict"] == "invalid" and record.get("reason") == "BadRequest"
            if "${" not in record["message"] and (("FT004" in mine) != refused) and named:
                wrong.append((file, record["index"], sorted(mine), record["message"]))
            if (record["verdict"] == "strict-unknown-field") != ("FT003" in mine) and not refused:
                wrong.append((file, record["index"], sorted(mine), record["message"]))
    assert [entry for entry in wrong if "FT005" not in entry[2]] == []


def findings_of(file: str) -> list[Finding] | None:
    ledger = Ledger()
    cx = Reading(ledger, file=file)
    try:
        decode_all(parse(file, text_of(file), ledger), cx)
    except InputError:
        return None
    return cx.findings


def test_every_file_is_written_as_it_was_read(verdicts: Verdicts) -> None:
    wrong = []
    for file in verdicts.of:
        try:
            documents = parse(file, text_of(file), Ledger())
        except InputError:
            continue
        files = render([Document("a.yaml", d.index, d.node) for d in documents])
        again = parse("a.yaml", files.get("a.yaml", ""), Ledger())
        if [(d.index, d.node.plain()) for d in again] != [(d.index, d.node.plain()) for d in documents]:
            wrong.append(file)
    assert not wrong
