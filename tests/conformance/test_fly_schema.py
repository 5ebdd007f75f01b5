"""The schemas against real files, and against what flyctl makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli

from flytrans.diagnostics.finding import InputError
from flytrans.fly_toml.patches import modernise
from flytrans.mapping.fly import FLY
from flytrans.schema_files import schema_text
from flytrans.tree.context import Reading
from flytrans.tree.ledger import Ledger, track

SHARED = Path(__file__).parents[3] / "shared"
CORPORA = ("fly", "flydocs", "flygen")

pytestmark = pytest.mark.skipif(not (SHARED / "vectors").is_dir(), reason=f"no vectors at {SHARED}")


def vectors() -> Iterator[tuple[Path, dict[str, Any]]]:
    for corpus in CORPORA:
        for path in sorted((SHARED / "vectors" / corpus).glob("*.json")):
            vector = json.loads(path.read_text(encoding="utf-8"))
            file = SHARED / "corpus" / corpus / vector["file"]
            if file.suffix == ".toml" and "load_error" not in vector:
                yield file, vector


def is_old(document: Any) -> bool:
    """Whether something is spelled in an old way, or is no key at all, by what reading it finds.

    Lists where there are tables today are old spellings, too, that are read without a word.
    """
    ledger = Ledger()
    cx = Reading(ledger)
    try:
        FLY.end("fly").read(modernise(track(ledger, document, "fly.toml", 0, lambda _: (1, 1)), cx), cx, "")
    except InputError:
        return True
    experimental = document.get("experimental", {})
    return (
        any(finding.code in ("FT003", "FT005") for finding in cx.findings)
        or any(isinstance(document.get(key), list) for key in ("env", "processes", "checks"))
        or any(isinstance(value, (dict, list)) for value in document.get("env", {}).values())
        or not {"metrics_port", "metrics_path"}.isdisjoint(experimental)
        or document.get("kill_timeout") == ""
        or any(isinstance(headers, list) for headers in _headers(document))
    )


def _headers(document: Any) -> Iterator[Any]:
    if isinstance(document, dict):
        yield document.get("headers")
    for entry in document.values() if isinstance(document, dict) else document if isinstance(document, list) else ():
        yield from _headers(entry)


def test_what_flyctl_loads_is_accepted_in_its_current_spelling_and_what_it_refuses_is_not() -> None:
    schema = jsonschema.Draft202012Validator(json.loads(schema_text("fly.toml.schema.json")))
    accepted = refused = 0
    for file, vector in vectors():
        document = tomli.loads(file.read_text(encoding="utf-8"))
        valid = schema.is_valid(json.loads(json.dumps(document, default=str)))
        if "config_error" in vector:
            assert not valid, file.name
            refused += 1
        elif not vector.get("validate", {}).get("error") and not is_old(document):
            assert valid, file.name
            accepted += 1
    assert accepted > 350
    assert refused > 10


def test_the_machines_that_flyctl_makes_are_accepted() -> None:
    whole = json.loads(schema_text("machines.schema.json"))
    config = whole["$defs"]["MachineRequest"]["properties"]["config"]
    schema = jsonschema.Draft202012Validator(config)
    checked = 0
    for file, vector in vectors():
        made = [group.get("machine_config") for group in (vector.get("groups") or {}).values()]
        for machine in filter(None, made):
            checked += 1
            errors = list(schema.iter_errors(machine))
            assert not errors, (file.name, errors[0].json_path, errors[0].message)
    assert checked > 500
