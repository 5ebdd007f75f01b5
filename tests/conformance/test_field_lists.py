"""The checked-in lists of fields are those of the field tables and of the Machines API's own document.

`FLYTRANS_ACCEPT=1` rewrites tests/static/data.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FACTS = ROOT.parent / "shared" / "facts"
DATA = ROOT / "tests" / "static" / "data"

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason=f"no field tables at {FACTS}")


def table(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def fly() -> Iterator[str]:
    yield "# Keys of fly.toml as flyctl reads it, from the field table fly-fates.tsv.\n"
    yield "path\tmachines\tkubernetes\tcode\told spelling of\n"
    for row in table("fly-fates.tsv"):
        old = re.search(r"Old spelling \(FT005\) of (\S+);", row["note"])
        told = (row["path"], row["fate_machines"], row["fate_kubernetes"], row["code"], old[1] if old else "")
        yield "\t".join(told) + "\n"


def machines() -> Iterator[str]:
    yield "# Leaves of machines.json, from the field table machines-fates.tsv.\n"
    yield "path\tfly\tkubernetes\n"
    for row in table("machines-fates.tsv"):
        yield f"{row['path']}\t{row['fate_fly']}\t{row['fate_kubernetes']}\n"


_ELSEWHERE = re.compile(r" \(mapping-decisions §\d+\)")
"""Where a decision stands that the project has no copy of."""


def kubernetes() -> Iterator[str]:
    yield "# Leaves of Kubernetes objects, from the field table kubernetes-fates.tsv.\n"
    yield "kind\tpath\tmachines\tfly\tnote\n"
    for row in table("kubernetes-fates.tsv"):
        note = _ELSEWHERE.sub("", row["note"])
        yield f"{row['kind']}\t{row['path']}\t{row['fate']}\t{row['fate_fly']}\t{note}\n"


def api() -> Iterator[str]:
    yield "# Properties of the bodies for a new machine and a new volume, from the Machines API's OpenAPI document.\n"
    yield "path\ttype\twords\n"
    schemas = json.loads((FACTS / "machines-openapi.json").read_text(encoding="utf-8"))["components"]["schemas"]
    for name in ("CreateMachineRequest", "CreateVolumeRequest"):
        for path, told in properties(schemas, schemas[name], name):
            yield f"{path}\t{told.get('type', '')}\t{' '.join(told.get('enum', []))}\n"


def properties(schemas: dict[str, Any], told: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    while "$ref" in told or "allOf" in told:
        told = schemas[told["$ref"].rpartition("/")[2]] if "$ref" in told else told["allOf"][0]
    if "properties" in told:
        for name, entry in sorted(told["properties"].items()):
            yield from properties(schemas, entry, f"{path}/{name}")
    elif "items" in told:
        yield from properties(schemas, told["items"], f"{path}/#")
    elif "additionalProperties" in told:
        yield from properties(schemas, told["additionalProperties"], f"{path}/*")
    else:
        yield path, told


LISTS = {"fly.tsv": fly, "machines.tsv": machines, "kubernetes.tsv": kubernetes, "machines-api.tsv": api}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_current(name: str) -> None:
    make: Callable[[], Iterator[str]] = LISTS[name]
    wanted = "".join(make())
    if os.environ.get("FLYTRANS_ACCEPT"):
        (DATA / name).write_text(wanted, encoding="utf-8", newline="\n")
    assert (DATA / name).read_text(encoding="utf-8") == wanted
